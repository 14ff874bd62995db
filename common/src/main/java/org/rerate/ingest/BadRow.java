package org.rerate.ingest;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.rerate.contract.ValidatedRow;
import org.rerate.feed.ParsedRows;

/**
 * A row that broke a rule.
 *
 * @param record its text, or null if it has to be looked up
 * @param header the text of its file's header, or null if so
 */
record BadRow(
    String file, long line, List<String> codes, List<String> messages, String record, String header)
    implements Serializable {

  static final StructType TYPE =
      new StructType()
          .add(ParsedRows.FILE, DataTypes.StringType)
          .add(ParsedRows.LINE, DataTypes.LongType)
          .add(ParsedRows.CODES, DataTypes.createArrayType(DataTypes.StringType, false))
          .add(ParsedRows.MESSAGES, DataTypes.createArrayType(DataTypes.StringType, false))
          .add(ParsedRows.RECORD, DataTypes.StringType)
          .add(ParsedRows.HEADER, DataTypes.StringType);

  static BadRow of(ValidatedRow row) {
    return new BadRow(
        row.file(),
        row.line(),
        List.copyOf(row.codes()),
        List.copyOf(row.messages()),
        row.record(),
        row.header());
  }

  Row row() {
    return RowFactory.create(
        file, line, codes.toArray(String[]::new), messages.toArray(String[]::new), record, header);
  }
}
