package org.rerate.engine.delta;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.BasePredicate;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Predicate$;
import org.apache.spark.sql.catalyst.types.DataTypeUtils;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.files.TahoeFileIndexWithSnapshotDescriptor;
import org.apache.spark.sql.types.StructField;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The files of one version of a table, held as a list: a query that asks for them starts no job.
 * Only partition columns leave files out; a list is short.
 */
@SuppressWarnings("overrides") // equal by what it lists; Scala's parents declare no hash code
final class ListedFileIndex extends TahoeFileIndexWithSnapshotDescriptor {

  private static final long serialVersionUID = 1L;

  private final transient List<AddFile> files;

  /**
   * @param snapshot the version
   * @param files all of that version
   */
  ListedFileIndex(SparkSession spark, Snapshot snapshot, List<AddFile> files) {
    super(spark, snapshot.deltaLog(), snapshot.dataPath(), snapshot);
    this.files = files;
  }

  @Override
  public Seq<AddFile> matchingFiles(Seq<Expression> partitionFilters, Seq<Expression> dataFilters) {
    List<Expression> conditions = CollectionConverters.asJava(partitionFilters);
    List<BasePredicate> tests = new ArrayList<>();
    for (Expression condition : conditions) {
      tests.add(Predicate$.MODULE$.create(condition, partitionColumns(condition)));
    }
    return CollectionConverters.asScala(
            files.stream()
                .filter(
                    file ->
                        tests.stream()
                            .allMatch(
                                test -> test.eval(getPartitionValuesRow(file.partitionValues()))))
                .toList())
        .toSeq();
  }

  /** The partition columns in their order, those of a condition as it names them. */
  private Seq<Attribute> partitionColumns(Expression condition) {
    List<Attribute> columns = new ArrayList<>();
    for (StructField field : partitionSchema().fields()) {
      Attribute column = DataTypeUtils.toAttribute(field);
      for (Attribute named : CollectionConverters.asJava(condition.references().toSeq())) {
        column = named.name().equalsIgnoreCase(field.name()) ? named : column;
      }
      columns.add(column);
    }
    return CollectionConverters.asScala(columns).toSeq();
  }

  @Override
  public String[] inputFiles() {
    return files.stream().map(file -> absolutePath(file.path()).toString()).toArray(String[]::new);
  }

  @Override
  public void refresh() {}

  @Override
  public long sizeInBytes() {
    return files.stream().mapToLong(AddFile::size).sum();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ListedFileIndex index
        && index.path().equals(path())
        && index.version() == version()
        && index.files.equals(files);
  }

  @Override
  public int hashCode() {
    return 31 * path().hashCode() + Long.hashCode(version());
  }
}
