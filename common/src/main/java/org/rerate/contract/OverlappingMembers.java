package org.rerate.contract;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.rerate.domain.RuleCode;
import org.rerate.feed.ParsedRows;
import org.rerate.table.VersionOrder;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Quarantines memberships that overlap others of the file or stored ones. */
final class OverlappingMembers {

  private static final UserDefinedFunction FAULTY =
      udf(
          (UDF1<Seq<Row>, String[]>) OverlappingMembers::faulty,
          DataTypes.createArrayType(DataTypes.StringType));

  private static final String ID = "_id";

  private OverlappingMembers() {}

  static Dataset<Row> check(Dataset<Row> rows, Optional<Dataset<Row>> stored) {
    Column id = concat_ws(":", col(ParsedRows.FILE), col(ParsedRows.LINE));
    Dataset<Row> arriving =
        rows.where(Verdict.isGood().and(col(InFile.REPEAT).equalTo(1))).select(version(id));
    Dataset<Row> all = stored.map(s -> arriving.union(winners(s))).orElse(arriving);
    Dataset<Row> faulty =
        all.groupBy("basket_id", "issuer_id")
            .agg(
                FAULTY
                    .apply(
                        collect_list(
                            struct(
                                col(ID),
                                col("known"),
                                col("start"),
                                col("until"),
                                col("retracted"))))
                    .as("_faults"))
            .select(explode(col("_faults")).as("_fault"));
    Rule overlap =
        Rule.of(RuleCode.OVERLAPPING_MEMBERSHIP, "valid_from", col("_fault").isNotNull());
    return Verdict.apply(rows.join(faulty, id.equalTo(col("_fault")), "left"), List.of(overlap))
        .drop("_fault");
  }

  private static Column[] version(Column id) {
    return new Column[] {
      id.as(ID),
      col("basket_id"),
      col("issuer_id"),
      unix_micros(col("known_at")).as("known"),
      unix_date(col("valid_from")).as("start"),
      coalesce(unix_date(col("valid_to")), lit(Integer.MAX_VALUE)).as("until"),
      col("retracted")
    };
  }

  private static Dataset<Row> winners(Dataset<Row> stored) {
    Column latest = VersionOrder.winning();
    return stored
        .groupBy("basket_id", "issuer_id", "valid_from", "known_at")
        .agg(
            max_by(col("valid_to"), latest).as("valid_to"),
            max_by(col("retracted"), latest).as("retracted"))
        .select(version(lit(null).cast("string")));
  }

  private static String[] faulty(Seq<Row> rows) {
    List<MembershipOverlaps.Version> versions =
        CollectionConverters.asJava(rows).stream().map(OverlappingMembers::version).toList();
    return MembershipOverlaps.faulty(versions).toArray(String[]::new);
  }

  private static MembershipOverlaps.Version version(Row row) {
    return new MembershipOverlaps.Version(
        row.getString(0), row.getLong(1), row.getInt(2), row.getInt(3), row.getBoolean(4));
  }
}
