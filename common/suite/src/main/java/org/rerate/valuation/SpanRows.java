package org.rerate.valuation;

import java.sql.Date;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.rerate.domain.Days;
import org.rerate.domain.RestatedInput;
import org.rerate.engine.delta.LocalRows;
import org.rerate.methodology.LikeForLikeChange;
import org.rerate.methodology.Rerating;
import org.rerate.methodology.Restatement.Value;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;

/**
 * What was computed over a span as rows of its tables, whether they are stored or shown. They lack
 * the columns of provenance; a missing number is null.
 */
public final class SpanRows {

  private SpanRows() {}

  /** The columns of a table's rows, without those of provenance. */
  private static StructType type(TableSpec table) {
    StructType type = new StructType();
    for (StructField field : table.structType().fields()) {
      if (ValuationTables.PROVENANCE.stream().noneMatch(c -> c.name().equals(field.name()))) {
        type = type.add(field);
      }
    }
    return type;
  }

  /** Rows of {@code valuation.basket_changes}. */
  public static List<Row> changes(BasketChanges measured) {
    StructType type = type(ValuationTables.BASKET_CHANGES);
    return measured.changes().stream()
        .map(change -> row(type, key(change), changeCells(change)))
        .toList();
  }

  /** Rows of {@code valuation.rerating}. */
  public static List<Row> ratings(BasketChanges measured) {
    StructType type = type(ValuationTables.RERATING);
    return measured.changes().stream()
        .map(change -> row(type, key(change), effects(change.rerating())))
        .toList();
  }

  private static List<Object> key(BasketChange change) {
    List<Object> key = new ArrayList<>();
    key.add(change.request().basket().basketId());
    key.add(change.group());
    key.addAll(span(change.request(), change.basis()));
    return key;
  }

  /** Rows of {@code valuation.rerating_members}. */
  public static List<Row> members(BasketChanges measured) {
    StructType type = type(ValuationTables.RERATING_MEMBERS);
    List<Row> rows = new ArrayList<>();
    for (MemberChange change : measured.members()) {
      List<Object> key = new ArrayList<>();
      key.add(change.request().basket().basketId());
      key.add(change.subsector());
      key.add(change.issuerId());
      key.addAll(span(change.request(), change.basis()));
      rows.add(row(type, key, effects(change.rerating())));
    }
    return rows;
  }

  private static List<Object> span(SpanRequest request, String basis) {
    return List.of(
        date(request.from()), date(request.to()), basis, request.basket().membership().toString());
  }

  /** Rows of {@code valuation.comparisons}. */
  public static List<Row> comparisons(
      List<Comparison> comparisons, String basketA, String basketB, String membership) {
    StructType type = type(ValuationTables.COMPARISONS);
    List<Row> rows = new ArrayList<>();
    for (Comparison c : comparisons) {
      rows.add(
          row(
              type,
              List.of(basketA, basketB, c.group(), date(c.day()), c.basis(), membership),
              cells(
                  c.peA(),
                  c.peB(),
                  c.pePremium(),
                  c.pePremiumExLosses(),
                  c.capShareA(),
                  c.capShareB(),
                  c.capRatio(),
                  c.capRatioPrivateA(),
                  c.capRatioPrivateBoth(),
                  c.memberCountA(),
                  c.cappedCountA(),
                  c.memberCountB(),
                  c.cappedCountB(),
                  c.status().name())));
    }
    return rows;
  }

  /** Rows of {@code valuation.restatements}. */
  static List<Row> restatements(RestatementRequest request, List<RestatedGroup> groups) {
    List<Row> rows = new ArrayList<>();
    for (RestatedGroup group : groups) {
      rows.add(row(request, group, "published", null, group.published()));
      List<Value> effects = group.effects();
      for (RestatedInput input : RestatedInput.values()) {
        int count = group.rows(input).size();
        rows.add(row(request, group, input.toString(), count, effects.get(input.ordinal())));
      }
      rows.add(row(request, group, "now", null, group.now()));
    }
    return rows;
  }

  private static Row row(
      RestatementRequest request,
      RestatedGroup group,
      String input,
      Integer rowCount,
      Value value) {
    return row(
        type(ValuationTables.RESTATEMENTS),
        List.of(
            request.basket().basketId(),
            group.group(),
            date(request.day()),
            group.basis().toString(),
            request.basket().membership().toString(),
            Timestamp.from(request.before()),
            Timestamp.from(request.after()),
            input),
        cells(rowCount, value.cap(), value.earnings(), value.pe(), value.status().name()));
  }

  private static Object[] changeCells(BasketChange measured) {
    LikeForLikeChange change = measured.change();
    return cells(
        change.capFrom(),
        change.capTo(),
        change.lflCapFrom(),
        change.lflCapChange(),
        change.lflCapChangePct(),
        change.entries(),
        change.exits(),
        change.earningsFrom(),
        change.earningsTo(),
        change.earningsChange(),
        change.earningsChangePct(),
        change.peFrom(),
        change.peTo(),
        change.incrementalPe(),
        change.matchedCapChange(),
        change.matchedCoverage(),
        change.counts().matched(),
        change.earningsChangeByRates(),
        change.incrementalPeConstantRates(),
        change.statusConstantRates().name(),
        measured.shareOfChange(),
        change.counts().members(),
        change.counts().from(),
        change.counts().to(),
        change.counts().both(),
        change.status().name());
  }

  private static Object[] effects(Rerating effects) {
    return cells(
        effects.rerating(),
        effects.earnings(),
        effects.currency(),
        effects.unexplained(),
        effects.entries(),
        effects.exits(),
        effects.capChange());
  }

  /** NaN becomes null: in a table a missing number is null. */
  private static Object[] cells(Object... values) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof Double number && !Double.isFinite(number)) {
        values[i] = null;
      }
    }
    return values;
  }

  private static Row row(StructType type, List<Object> key, Object[] cells) {
    List<Object> values = new ArrayList<>(key);
    values.addAll(Arrays.asList(cells));
    return LocalRows.named(values.toArray(), type);
  }

  private static Date date(int day) {
    return Date.valueOf(Days.date(day));
  }
}
