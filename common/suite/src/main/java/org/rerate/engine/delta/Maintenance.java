package org.rerate.engine.delta;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.actions.AddFile;
import org.rerate.domain.RerateException;
import org.rerate.table.Dictionary;
import org.rerate.table.TableSpec;
import scala.Console;

/**
 * Keeps the tables of a warehouse tidy: many small files become few large ones, laid out and with
 * statistics as readers want them; files that no version has needed for long are deleted. Rows stay
 * what they are; readers that are at work keep the files they opened.
 */
public final class Maintenance {

  private static final List<String> SCHEMAS =
      List.of("raw", "market", "series", "valuation", "ops");

  /** What a row group takes in memory when it is written. */
  private static final long GROUP_BYTES = 2 << 20;

  private final Warehouse warehouse;
  private final MaintenanceRules policy;

  /**
   * A table and what is to be done about it.
   *
   * @param table its name
   * @param files files of its newest version
   * @param smallFiles those of them that are small
   * @param bytes their size
   * @param compact true if it has too many small files
   * @param clusterBy columns by which its rows are laid together when it is compacted; may be empty
   */
  public record Finding(
      String table,
      long files,
      long smallFiles,
      long bytes,
      boolean compact,
      List<String> clusterBy) {

    /** The same table, to be compacted whatever its files are. */
    public Finding toCompact() {
      return new Finding(table, files, smallFiles, bytes, true, clusterBy);
    }
  }

  /** The upkeep of {@code warehouse} by {@code policy}. */
  public Maintenance(Warehouse warehouse, MaintenanceRules policy) {
    this.warehouse = warehouse;
    this.policy = policy;
  }

  /** Every table of the warehouse in order of its name. */
  public List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    for (String schema : SCHEMAS) {
      for (String name : tables(schema)) {
        findings.add(look(schema + "." + name));
      }
    }
    return findings;
  }

  private List<String> tables(String schema) {
    Path folder = new Path(warehouse.root(), schema);
    try {
      FileSystem files = folder.getFileSystem(spark().sessionState().newHadoopConf());
      return Arrays.stream(files.listStatus(folder))
          .filter(FileStatus::isDirectory)
          .filter(entry -> DeltaTables.isTable(spark(), entry.getPath().toString()))
          .map(entry -> entry.getPath().getName())
          .sorted()
          .toList();
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw RerateException.retry("cannot list " + folder + ": " + e.getMessage(), e);
    }
  }

  private Finding look(String table) {
    Map<Object, List<Long>> sizes =
        needed(table)
            .map(FoundFiles::files)
            .map(
                files ->
                    files.stream()
                        .collect(
                            Collectors.groupingBy(
                                file -> (Object) file.partitionValues(),
                                Collectors.mapping(AddFile::size, Collectors.toList()))))
            .orElseGet(() -> byDelta(table));
    long most = 0;
    long files = 0;
    long small = 0;
    long bytes = 0;
    for (List<Long> partition : sizes.values()) {
      long its = partition.stream().filter(size -> size < policy.smallFileBytes()).count();
      most = Math.max(most, its);
      small += its;
      files += partition.size();
      bytes += partition.stream().mapToLong(Long::longValue).sum();
    }
    return new Finding(
        table,
        files,
        small,
        bytes,
        most >= policy.smallFiles(),
        policy.clustering().getOrDefault(table, List.of()));
  }

  /** The files of a table's newest version; empty for one that is not ours. */
  private Optional<FoundFiles> needed(String table) {
    return declared(table).map(spec -> warehouse.scan(spec).found());
  }

  private static Optional<TableSpec> declared(String table) {
    return Dictionary.tables().stream().filter(t -> t.fullName().equals(table)).findFirst();
  }

  /** The sizes of the files of each partition. */
  private Map<Object, List<Long>> byDelta(String table) {
    return DeltaTables.files(spark(), path(table))
        .selectExpr("to_json(partitionValues)", "size")
        .collectAsList()
        .stream()
        .collect(
            Collectors.groupingBy(
                row -> row.get(0), Collectors.mapping(row -> row.getLong(1), Collectors.toList())));
  }

  /** Compacts and lays out a table, if it has too many small files. */
  public void compact(Finding finding) {
    if (!finding.compact()) {
      return;
    }
    DeltaTables.translating(
        finding.table(),
        () ->
            layout(finding)
                .ifPresentOrElse(
                    layout -> layout.compact(policy.smallFileBytes(), policy.smallFiles()),
                    () -> optimize(finding)));
  }

  /** How the rows of a table are to lie, if that matters and can be done here. */
  private Optional<ClusteredCompaction> layout(Finding finding) {
    return finding.clusterBy().isEmpty()
        ? Optional.empty()
        : declared(finding.table())
            .filter(table -> ClusteredCompaction.serves(spark(), path(finding.table()), table))
            .map(
                table ->
                    new ClusteredCompaction(
                        spark(),
                        path(finding.table()),
                        table,
                        warehouse.rowFolder(),
                        finding.clusterBy()));
  }

  private void optimize(Finding finding) {
    spark().conf().set("spark.databricks.delta.optimize.minFileSize", policy.smallFileBytes());
    spark().conf().set("spark.databricks.delta.optimize.maxFileSize", policy.largestFileBytes());
    // Of files of one row group a replacement has to copy all rows, see SparedGroups.
    spark().conf().set("parquet.block.size", GROUP_BYTES);
    spark().sql("OPTIMIZE delta.`" + path(finding.table()) + "`").collect();
  }

  /** Deletes files that no version has needed for the time of retention. */
  public void vacuum(Finding finding, Consumer<String> progress) {
    if (!hasOldFiles(finding.table())) {
      progress.accept("  " + finding.table() + ": no file to delete");
      return;
    }
    progress.accept("  " + finding.table() + ": vacuum");
    // Delta tells on standard output, which is for results.
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    DeltaTables.translating(
        finding.table(),
        () ->
            Console.withOut(
                told,
                () ->
                    spark()
                        .sql(
                            "VACUUM delta.`"
                                + path(finding.table())
                                + "` RETAIN "
                                + policy.retentionHours()
                                + " HOURS")
                        .collect()));
    told.toString(StandardCharsets.UTF_8).lines().forEach(line -> progress.accept("    " + line));
  }

  private boolean hasOldFiles(String table) {
    long before = System.currentTimeMillis() - Duration.ofHours(policy.retentionHours()).toMillis();
    return needed(table)
        .map(
            files ->
                UnneededFiles.mayBeIn(
                    path(table), spark().sessionState().newHadoopConf(), files, before))
        .orElse(true);
  }

  private String path(String table) {
    return warehouse.root() + "/" + table.replace('.', '/');
  }

  private SparkSession spark() {
    return warehouse.spark();
  }
}
