package org.rerate.table;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;

/**
 * One column of a table, declared once.
 *
 * @param name name as users see it
 * @param kind what it holds
 * @param required true if a row without it is wrong
 * @param allowed the words that a {@code CODE} may be, else empty
 * @param defaultValue the text that stands in for a missing value, or null
 * @param unit unit of a number ({@code USD}, {@code shares}, {@code fraction}), or empty
 * @param description what it means
 * @param nullMeaning what a missing value says; empty if it is never missing
 */
public record ColumnSpec(
    String name,
    ColumnKind kind,
    boolean required,
    List<String> allowed,
    String defaultValue,
    String unit,
    String description,
    String nullMeaning)
    implements Serializable {

  /** Description, unit and meaning of null in one line, as {@code DESCRIBE} shows it. */
  public String comment() {
    StringBuilder text = new StringBuilder(description);
    if (!unit.isEmpty()) {
      text.append(" [").append(unit).append(']');
    }
    if (!allowed.isEmpty()) {
      text.append("; one of ").append(String.join(", ", allowed));
    }
    if (defaultValue != null) {
      text.append("; default ").append(defaultValue);
    }
    if (!nullMeaning.isEmpty()) {
      text.append("; null: ").append(nullMeaning);
    }
    return text.toString();
  }

  /** The comment as Spark's metadata of a column. */
  public Metadata metadata() {
    return new MetadataBuilder().putString("comment", comment()).build();
  }

  /** The Spark field; nullable, since Delta tables are checked by rules before they are written. */
  public StructField field() {
    return new StructField(name, kind.type(), true, metadata());
  }
}
