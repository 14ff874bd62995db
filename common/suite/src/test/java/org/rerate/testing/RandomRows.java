package org.rerate.testing;

import com.holdenkarau.spark.testing.Column;
import com.holdenkarau.spark.testing.ColumnGenerator;
import com.holdenkarau.spark.testing.DataframeGenerator;
import com.holdenkarau.spark.testing.WrappedGenerator;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.scalacheck.Gen;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Rows of spark-testing-base's generator that come out the same for the same seed.
 *
 * <p>Dates and instants are kept to 1990 up to 2039: the library draws them from all 64-bit
 * numbers, of which hardly any is a date that Spark can hold.
 */
final class RandomRows {

  private static final LocalDate FIRST = LocalDate.of(1990, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2039, 12, 31);
  private static final long SECONDS_PER_DAY = 86_400;

  private RandomRows() {}

  static List<Row> of(StructType type, long seed, int count) {
    List<ColumnGenerator> bounded = new ArrayList<>();
    for (StructField field : type.fields()) {
      if (field.dataType().equals(DataTypes.DateType)) {
        bounded.add(new Column(field.name(), RandomRows::date));
      } else if (field.dataType().equals(DataTypes.TimestampType)) {
        bounded.add(new Column(field.name(), RandomRows::instant));
      }
    }
    Gen<Row> row =
        DataframeGenerator.getRowGenerator(type, CollectionConverters.asScala(bounded).toSeq());
    WrappedGenerator<Row> generator = new WrappedGenerator<>(() -> row);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      generator.setSeed(seed * count + i);
      rows.add(generator.nextValue());
    }
    return rows;
  }

  private static Gen<Object> date() {
    return between(FIRST.toEpochDay(), LAST.toEpochDay())
        .map(day -> Date.valueOf(LocalDate.ofEpochDay((Long) day)));
  }

  private static Gen<Object> instant() {
    return between(FIRST.toEpochDay() * SECONDS_PER_DAY, LAST.toEpochDay() * SECONDS_PER_DAY)
        .map(second -> Timestamp.from(Instant.ofEpochSecond((Long) second)));
  }

  private static Gen<Object> between(long first, long last) {
    return Gen.choose((Object) first, (Object) last, Gen.Choose$.MODULE$.chooseLong());
  }
}
