package com.example.rerate;

import static org.rerate.table.ColumnKind.DATE;
import static org.rerate.table.ColumnKind.INTEGER;
import static org.rerate.table.ColumnKind.NUMBER;
import static org.rerate.table.ColumnKind.TEXT;

import java.util.List;
import org.apache.spark.sql.Row;
import org.rerate.engine.filter.Filter;
import org.rerate.history.MembershipHistory.Member;
import org.rerate.measure.Measure;
import org.rerate.measure.MeasureOption;
import org.rerate.measure.MeasureRequest;
import org.rerate.measure.MeasureResult;
import org.rerate.measure.MeasureRows;
import org.rerate.measure.MeasureScope;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;
import org.rerate.valuation.ResultVariant;

/**
 * How concentrated a basket is: the Herfindahl index of its members' caps, the sum of the squares of
 * their weights. 1 is one company, 1/n are n of the same size.
 */
public final class Concentration implements Measure {

  private static final TableSpec TABLE =
      ValuationTables.result(
          ValuationTables.valuation("concentration", "Concentration of the caps of a basket.")
              .key("basket_id", "valuation_date", "membership")
              .required("basket_id", TEXT, "", "the basket")
              .required("valuation_date", DATE, "", "the day")
              .required("membership", TEXT, "", "point_in_time or backcast:DATE")
              .optional("herfindahl", NUMBER, "", "sum of squared weights", "no member has a cap")
              .required("capped_count", INTEGER, "members", "members with a cap"));

  @Override
  public String name() {
    return "concentration";
  }

  @Override
  public String help() {
    return "Herfindahl index of a basket's caps, as valued before.";
  }

  @Override
  public List<MeasureOption> options() {
    return List.of(
        MeasureOption.required("basket", "BASKET", "the basket"),
        MeasureOption.ON,
        MeasureOption.MEMBERSHIP);
  }

  @Override
  public TableSpec table() {
    return TABLE;
  }

  @Override
  public MeasureResult compute(MeasureRequest request) {
    String basket = request.required("basket");
    int day = request.pricedDay();
    List<Member> members = request.members(request.references().memberships(), basket, day);
    List<Row> caps =
        request
            .warehouse()
            .read(ValuationTables.ISSUER_CAPS)
            .where(
                Filter.and(
                        new ResultVariant(request.methodology().name(), request.asOf()).filter(),
                        Filter.days("valuation_date", day, day),
                        Filter.in(
                            "issuer_id", members.stream().map(Member::issuerId).toList()))
                    .sql())
            .where("cap_usd IS NOT NULL")
            .select("cap_usd")
            .collectAsList();
    double sum = caps.stream().mapToDouble(row -> row.getDouble(0)).sum();
    double squares = caps.stream().mapToDouble(row -> row.getDouble(0) * row.getDouble(0)).sum();
    String membership = request.membership().toString();
    MeasureRows rows = new MeasureRows(TABLE);
    rows.row()
        .set("basket_id", basket)
        .set("valuation_date", day)
        .set("membership", membership)
        .set("herfindahl", sum > 0 ? squares / (sum * sum) : Double.NaN)
        .set("capped_count", caps.size())
        .add();
    return rows.within(
        new MeasureScope()
            .is("basket_id", basket)
            .on("valuation_date", day)
            .is("membership", membership));
  }
}
