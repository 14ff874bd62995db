package org.rerate.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.api.Binary;
import org.rerate.domain.Days;
import org.rerate.table.TableSpec;

/**
 * A file that a task wrote, with what the table's log says of it. A bean, so that it can travel
 * from a task to the driver.
 */
public class WrittenFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  private String table;
  private String name;
  private long size;
  private long rows;
  private String statistics;

  /** For Spark. */
  public WrittenFile() {}

  static WrittenFile of(TableSpec table, Path path, long size, long rows, ParquetMetadata footer) {
    WrittenFile written = new WrittenFile();
    written.table = table.fullName();
    written.name = path.getName();
    written.size = size;
    written.rows = rows;
    written.statistics = statistics(table, rows, footer);
    return written;
  }

  /** Least and greatest of the key columns, as Delta's log has them: readers skip files by them. */
  private static String statistics(TableSpec table, long rows, ParquetMetadata footer) {
    Map<String, Object> least = new LinkedHashMap<>();
    Map<String, Object> greatest = new LinkedHashMap<>();
    for (BlockMetaData block : footer.getBlocks()) {
      for (ColumnChunkMetaData column : block.getColumns()) {
        String columnName = column.getPath().toDotString();
        Statistics<?> values = column.getStatistics();
        if (table.key().contains(columnName) && values.hasNonNullValue()) {
          least.merge(columnName, readable(values.genericGetMin()), WrittenFile::lesser);
          greatest.merge(columnName, readable(values.genericGetMax()), WrittenFile::greater);
        }
      }
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("numRecords", rows);
    all.put("minValues", least);
    all.put("maxValues", greatest);
    try {
      return JSON.writeValueAsString(all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Keys are texts and days. */
  private static String readable(Object value) {
    return value instanceof Binary text
        ? text.toStringUsingUTF8()
        : Days.date((Integer) value).toString();
  }

  private static Object lesser(Object a, Object b) {
    return a.toString().compareTo(b.toString()) <= 0 ? a : b;
  }

  private static Object greater(Object a, Object b) {
    return a.toString().compareTo(b.toString()) >= 0 ? a : b;
  }

  /** Full name of the table. */
  public String getTable() {
    return table;
  }

  /** For Spark. */
  public void setTable(String table) {
    this.table = table;
  }

  /** Name in the table's folder. */
  public String getName() {
    return name;
  }

  /** For Spark. */
  public void setName(String name) {
    this.name = name;
  }

  /** Bytes. */
  public long getSize() {
    return size;
  }

  /** For Spark. */
  public void setSize(long size) {
    this.size = size;
  }

  /** Rows. */
  public long getRows() {
    return rows;
  }

  /** For Spark. */
  public void setRows(long rows) {
    this.rows = rows;
  }

  /** Statistics as JSON, in Delta's form. */
  public String getStatistics() {
    return statistics;
  }

  /** For Spark. */
  public void setStatistics(String statistics) {
    this.statistics = statistics;
  }
}
