package org.rerate.engine.parquet;

import java.io.Serializable;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.rerate.engine.delta.FoundFiles;
import org.rerate.engine.filter.Filter;
import org.rerate.table.TableSpec;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A data file that a scan reads, or some row groups of it; goes to the task that reads it.
 *
 * @param path its absolute URI
 * @param start row groups whose middle lies before this byte are not read
 * @param bytes those whose middle lies so many bytes or more after it are not read either
 * @param partition the values of the table's partition columns, as a {@link Filter} has values,
 *     null where missing
 */
public record ScanFile(String path, long start, long bytes, Map<String, Object> partition)
    implements Serializable {

  /** What a task reads at most, unless it reads a single file. */
  private static final long MOST_BYTES = 128L << 20;

  /** Opening a file takes as long as reading so many bytes. */
  private static final long OPENING = 4L << 20;

  /**
   * The file as the log has it.
   *
   * @param root folder of the table
   */
  public static ScanFile of(TableSpec table, String root, AddFile file) {
    return new ScanFile(
        FoundFiles.path(root, file).toString(), 0, file.size(), partition(table, file));
  }

  /** The values of the partition columns of a file. */
  public static Map<String, Object> partition(TableSpec table, AddFile file) {
    Map<String, Object> values = new HashMap<>();
    CollectionConverters.asJava(file.partitionValues())
        .forEach(
            (name, text) ->
                table.column(name).ifPresent(c -> values.put(name, value(c.kind().type(), text))));
    return values;
  }

  /** The row groups that lie in so many bytes from a place on. */
  ScanFile part(long from, long length) {
    return new ScanFile(path, from, length, partition);
  }

  private static Object value(DataType type, String text) {
    if (text == null || text.isEmpty()) {
      return null;
    } else if (type.equals(DataTypes.IntegerType)) {
      return Integer.valueOf(text);
    } else if (type.equals(DataTypes.LongType)) {
      return Long.valueOf(text);
    } else if (type.equals(DataTypes.DateType)) {
      return LocalDate.parse(text);
    } else if (type.equals(DataTypes.TimestampType)) {
      // Delta writes either, in the session's zone, which is UTC.
      return text.contains("T") ? Instant.parse(text) : instant(text);
    }
    return text;
  }

  private static Instant instant(String text) {
    return Timestamp.valueOf(text).toLocalDateTime().toInstant(java.time.ZoneOffset.UTC);
  }

  /**
   * The files as tasks read them: about as many bytes for each, in as few tasks as that allows.
   *
   * @param cores tasks that run at the same time
   */
  public static List<List<ScanFile>> shared(List<ScanFile> files, int cores) {
    long all = files.stream().mapToLong(file -> file.bytes() + OPENING).sum();
    long most = Math.min(MOST_BYTES, Math.max(OPENING, all / cores));
    List<List<ScanFile>> tasks = new ArrayList<>();
    long held = 0;
    List<ScanFile> task = null;
    for (ScanFile file :
        files.stream().sorted(Comparator.comparingLong(ScanFile::bytes).reversed()).toList()) {
      if (task == null || held + file.bytes() > most) {
        task = new ArrayList<>();
        tasks.add(task);
        held = 0;
      }
      task.add(file);
      held += file.bytes() + OPENING;
    }
    return tasks;
  }
}
