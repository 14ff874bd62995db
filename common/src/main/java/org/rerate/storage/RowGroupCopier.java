package org.rerate.storage;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.compat.RowGroupFilter;
import org.apache.parquet.filter2.compat.RowGroupFilter.FilterLevel;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;
import org.rerate.table.TableSpec;

/**
 * Takes a file apart by a condition on its rows, row group by row group: those of whose rows none
 * can meet it, by the bounds of their columns, are copied as they lie, which costs a hundredth of
 * copying their rows.
 */
final class RowGroupCopier {

  /**
   * What became of a file.
   *
   * @param path the file
   * @param spared its groups without a row that can meet the condition, as a file of the table;
   *     null if there are none, or nothing else
   * @param rest its other groups, as a file that no version of the table knows; null if there are
   *     none, or nothing else
   * @param touched false if no row of it can meet the condition
   */
  record Parts(String path, DataFile spared, DataFile rest, boolean touched)
      implements Serializable {}

  private RowGroupCopier() {}

  /** Takes a file apart. */
  static Parts of(
      String path, TableSpec table, FilterPredicate condition, DataFileLocation folder) {
    Configuration configuration = folder.configuration();
    try {
      HadoopInputFile file = HadoopInputFile.fromPath(new Path(path), configuration);
      try (ParquetFileReader reader = ParquetFileReader.open(file)) {
        List<BlockMetaData> all = reader.getRowGroups();
        MessageType schema = reader.getFileMetaData().getSchema();
        Set<BlockMetaData> touched = Collections.newSetFromMap(new IdentityHashMap<>());
        touched.addAll(
            RowGroupFilter.filterRowGroups(
                List.of(FilterLevel.STATISTICS), FilterCompat.get(condition), all, reader));
        if (touched.isEmpty() || touched.size() == all.size()) {
          return new Parts(path, null, null, !touched.isEmpty());
        }
        try (SeekableInputStream in = file.newStream()) {
          Copy copy = new Copy(table, schema, all, in, folder);
          DataFile spared = copy.of(group -> !touched.contains(group));
          return new Parts(path, spared, copy.of(touched::contains), true);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot take apart " + path, e);
    }
  }

  private record Copy(
      TableSpec table,
      MessageType schema,
      List<BlockMetaData> groups,
      SeekableInputStream in,
      DataFileLocation folder) {

    DataFile of(Predicate<BlockMetaData> which) throws IOException {
      List<BlockMetaData> copied = groups.stream().filter(which).toList();
      Path path = folder.newFile(table);
      try (ParquetFileWriter out =
          new ParquetFileWriter(
              HadoopOutputFile.fromPath(path, folder.configuration()),
              schema,
              ParquetFileWriter.Mode.CREATE,
              DataFileWriter.BLOCK,
              0,
              null,
              ParquetProperties.builder().build())) {
        out.start();
        out.appendRowGroups(in, copied, false);
        out.end(Map.of());
        long rows = copied.stream().mapToLong(BlockMetaData::getRowCount).sum();
        return DataFile.of(table, path, out.getPos(), rows, out.getFooter());
      }
    }
  }
}
