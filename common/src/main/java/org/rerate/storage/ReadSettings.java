package org.rerate.storage;

import io.delta.kernel.defaults.internal.parquet.ParquetFilterUtils;
import io.delta.kernel.expressions.Predicate;
import io.delta.kernel.internal.types.DataTypeJsonSerDe;
import io.delta.kernel.types.StructType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapred.JobConf;
import org.apache.parquet.hadoop.ParquetInputFormat;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.execution.datasources.parquet.ParquetReadSupport;
import org.apache.spark.sql.internal.SQLConf;

/**
 * With what settings the files of one question are opened. They are made once for all files with
 * the same columns: Hadoop's settings are some thousand, and copying them for each file takes
 * longer than opening it. Used by several threads.
 */
final class ReadSettings {

  private final Configuration settings;
  private final StructType schema;
  private final Optional<Predicate> skip;
  private final Map<MessageType, JobConf> made = new ConcurrentHashMap<>();

  /**
   * @param settings of the session
   * @param schema what is read, as it stands in the files; what does not is missing
   * @param skip row groups and pages without a row that meets it are left out
   */
  ReadSettings(Configuration settings, StructType schema, Optional<Predicate> skip) {
    this.settings = settings;
    this.schema = schema;
    this.skip = skip;
  }

  /** The same for every file. */
  Configuration settings() {
    return settings;
  }

  /** What is read. */
  StructType schema() {
    return schema;
  }

  /** What Spark's scan of a file sets besides, for files with the columns {@code held}. */
  JobConf of(MessageType held) {
    return made.computeIfAbsent(held, this::made);
  }

  private JobConf made(MessageType held) {
    JobConf asked = new JobConf(settings);
    asked.set(ParquetInputFormat.READ_SUPPORT_CLASS, ParquetReadSupport.class.getName());
    asked.set(
        ParquetReadSupport.SPARK_ROW_REQUESTED_SCHEMA(),
        DataTypeJsonSerDe.serializeStructType(schema));
    asked.setBoolean(SQLConf.PARQUET_BINARY_AS_STRING().key(), false);
    asked.setBoolean(SQLConf.PARQUET_INT96_AS_TIMESTAMP().key(), true);
    asked.setBoolean(SQLConf.CASE_SENSITIVE().key(), true);
    asked.setBoolean(SQLConf.PARQUET_INFER_TIMESTAMP_NTZ_ENABLED().key(), false);
    asked.setBoolean(SQLConf.LEGACY_PARQUET_NANOS_AS_LONG().key(), false);
    skip.flatMap(condition -> ParquetFilterUtils.toParquetFilter(read(held), condition))
        .ifPresent(filter -> ParquetInputFormat.setFilterPredicate(asked, filter));
    return asked;
  }

  /**
   * Of a column that is not read, as a partition's may be, Parquet takes all values for missing.
   */
  private MessageType read(MessageType held) {
    List<Type> read =
        held.getFields().stream().filter(f -> schema.fieldNames().contains(f.getName())).toList();
    return new MessageType(held.getName(), read);
  }
}
