package org.rerate.engine.parquet;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapred.JobConf;
import org.apache.parquet.hadoop.ParquetInputFormat;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.execution.datasources.parquet.ParquetReadSupport;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.rerate.engine.filter.Filter;
import org.rerate.engine.filter.FilterValues;
import org.rerate.engine.filter.ParquetFilter;

/**
 * With what settings the files of one scan are opened. They are made once for all files with the
 * same columns: Hadoop's settings are some thousand, and copying them for each file takes longer
 * than opening it. Used by several threads, and sent to tasks.
 */
public final class ReadSettings implements Serializable {

  private static final long serialVersionUID = 1L;

  private final SerializableConfiguration settings;
  private final StructType columns;
  private final Filter filter;
  private transient Map<Held, JobConf> made;

  /** Files with the same columns, of which the same is asked. */
  private record Held(MessageType schema, Filter filter) {}

  /**
   * @param settings of the session
   * @param columns what is read; of what a file does not have every value is missing
   * @param filter row groups and pages without a row that meets it are left out
   */
  public ReadSettings(Configuration settings, StructType columns, Filter filter) {
    this.settings = new SerializableConfiguration(settings);
    this.columns = columns;
    this.filter = filter;
  }

  /** The same for every file. */
  Configuration settings() {
    return settings.value();
  }

  /** What is read, in order. */
  public StructType columns() {
    return columns;
  }

  /** What is left of the filter for the rows of one file. */
  public Filter filter(ScanFile file) {
    return FilterValues.given(filter, file.partition());
  }

  /** The columns that are read from files with these partition columns. */
  StructType inFiles(Map<String, Object> partition) {
    return new StructType(
        Arrays.stream(columns.fields())
            .filter(field -> !partition.containsKey(field.name()))
            .toArray(org.apache.spark.sql.types.StructField[]::new));
  }

  /** What Spark's scan of a file sets besides, for a file with the columns {@code held}. */
  JobConf of(MessageType held, ScanFile file) {
    return made()
        .computeIfAbsent(
            new Held(held, filter(file)), some -> made(some, inFiles(file.partition())));
  }

  private synchronized Map<Held, JobConf> made() {
    if (made == null) {
      made = new ConcurrentHashMap<>();
    }
    return made;
  }

  private JobConf made(Held held, StructType read) {
    JobConf asked = new JobConf(settings.value());
    asked.set(ParquetInputFormat.READ_SUPPORT_CLASS, ParquetReadSupport.class.getName());
    asked.set(ParquetReadSupport.SPARK_ROW_REQUESTED_SCHEMA(), read.json());
    asked.setBoolean(SQLConf.PARQUET_BINARY_AS_STRING().key(), false);
    asked.setBoolean(SQLConf.PARQUET_INT96_AS_TIMESTAMP().key(), true);
    asked.setBoolean(SQLConf.CASE_SENSITIVE().key(), true);
    asked.setBoolean(SQLConf.PARQUET_INFER_TIMESTAMP_NTZ_ENABLED().key(), false);
    asked.setBoolean(SQLConf.LEGACY_PARQUET_NANOS_AS_LONG().key(), false);
    ParquetFilter.of(held.filter(), read(held.schema(), read))
        .ifPresent(filter -> ParquetInputFormat.setFilterPredicate(asked, filter));
    return asked;
  }

  /** Of a column that is not read Parquet takes all values for missing. */
  private static MessageType read(MessageType held, StructType read) {
    List<String> names = List.of(read.fieldNames());
    List<Type> fields =
        held.getFields().stream().filter(field -> names.contains(field.getName())).toList();
    return new MessageType(held.getName(), fields);
  }
}
