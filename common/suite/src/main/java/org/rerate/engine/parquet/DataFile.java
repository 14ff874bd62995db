package org.rerate.engine.parquet;

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
import org.rerate.table.ColumnSpec;
import org.rerate.table.TableSpec;

/**
 * A file that a task wrote, with what the log of its table says of it; travels from the task to the
 * driver.
 */
public final class DataFile implements java.io.Serializable {

  private static final long serialVersionUID = 1L;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Bytes of a text that the log may hold. */
  private static final int LONGEST = 100;

  private final String table;
  private final String name;
  private final long size;
  private final String statistics;

  private DataFile(String table, String name, long size, String statistics) {
    this.table = table;
    this.name = name;
    this.size = size;
    this.statistics = statistics;
  }

  static DataFile of(TableSpec table, Path path, long size, long rows, ParquetMetadata footer) {
    return new DataFile(table.fullName(), path.getName(), size, statistics(table, rows, footer));
  }

  /** Readers skip files by keys, and those of facts by the run that took them in. */
  public static boolean isSearchedFor(TableSpec table, ColumnSpec column) {
    return table.key().contains(column.name())
        || (table.schema().equals("market") && column.name().equals("run_id"));
  }

  /** Least and greatest of those columns, as Delta's log has them. */
  private static String statistics(TableSpec table, long rows, ParquetMetadata footer) {
    Map<String, Statistics<?>> columns = new LinkedHashMap<>();
    Map<String, Long> nulls = new LinkedHashMap<>();
    for (BlockMetaData block : footer.getBlocks()) {
      for (ColumnChunkMetaData column : block.getColumns()) {
        String columnName = column.getPath().toDotString();
        boolean isSearchedFor =
            table.column(columnName).filter(c -> isSearchedFor(table, c)).isPresent();
        Statistics<?> values = column.getStatistics();
        if (isSearchedFor && values != null && values.isNumNullsSet()) {
          nulls.merge(columnName, values.getNumNulls(), Long::sum);
          if (values.hasNonNullValue()) {
            columns.merge(columnName, values, DataFile::merged);
          }
        }
      }
    }
    Map<String, Object> least = new LinkedHashMap<>();
    Map<String, Object> greatest = new LinkedHashMap<>();
    columns.forEach(
        (name, values) -> {
          // A bound cut short would have to be rounded; such texts are nothing to skip files by.
          if (isShort(values.genericGetMin()) && isShort(values.genericGetMax())) {
            boolean isDate = table.column(name).filter(c -> c.kind().isDate()).isPresent();
            least.put(name, readable(values.genericGetMin(), isDate));
            greatest.put(name, readable(values.genericGetMax(), isDate));
          }
        });
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("numRecords", rows);
    all.put("minValues", least);
    all.put("maxValues", greatest);
    // Without it Delta trusts neither bound and skips nothing.
    all.put("nullCount", nulls);
    try {
      return JSON.writeValueAsString(all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Statistics<?> merged(Statistics<?> one, Statistics<?> other) {
    Statistics<?> both = one.copy();
    both.mergeStatistics(other);
    return both;
  }

  private static boolean isShort(Object bound) {
    return !(bound instanceof Binary text) || text.length() <= LONGEST;
  }

  /** Keys are texts, days and whole numbers. */
  private static Object readable(Object value, boolean isDate) {
    if (value instanceof Binary text) {
      return text.toStringUsingUTF8();
    }
    return isDate ? Days.date((Integer) value).toString() : value;
  }

  /** Full name of the table. */
  public String getTable() {
    return table;
  }

  /** Name in the table's folder. */
  public String getName() {
    return name;
  }

  /** Bytes. */
  public long getSize() {
    return size;
  }

  /** Statistics as JSON, in Delta's form. */
  public String getStatistics() {
    return statistics;
  }
}
