package org.rerate.engine.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.rerate.engine.filter.Filter;
import org.rerate.engine.filter.ParquetFilter;
import org.rerate.table.TableSpec;

/**
 * Takes a data file apart by an overwrite, row group by row group: those of whose rows none can be
 * overwritten, by the bounds of their columns, are copied as they lie, which costs a hundredth of
 * copying their rows.
 */
public final class RowGroupCopier {

  /**
   * What became of a file.
   *
   * @param spared its row groups without a row that can meet the filter, as a new file; empty if
   *     there are none, or nothing else
   * @param touched where its other row groups lie, to be read
   */
  public record Parts(Optional<DataFile> spared, List<ScanFile> touched) {}

  private RowGroupCopier() {}

  /** Takes a file apart. */
  public static Parts of(ScanFile old, TableSpec table, Filter filter, DataFileLocation folder) {
    try {
      HadoopInputFile file = HadoopInputFile.fromPath(new Path(old.path()), folder.configuration());
      try (ParquetFileReader reader = ParquetFileReader.open(file)) {
        List<BlockMetaData> all = reader.getRowGroups();
        MessageType schema = reader.getFileMetaData().getSchema();
        Optional<FilterPredicate> condition = ParquetFilter.of(filter, schema);
        List<BlockMetaData> touched =
            condition.isEmpty()
                ? all
                : RowGroupFilter.filterRowGroups(
                    List.of(FilterLevel.STATISTICS),
                    FilterCompat.get(condition.get()),
                    all,
                    reader);
        if (touched.isEmpty() || touched.size() == all.size()) {
          return new Parts(Optional.empty(), touched.isEmpty() ? List.of() : List.of(old));
        }
        Set<BlockMetaData> some = Collections.newSetFromMap(new IdentityHashMap<>());
        some.addAll(touched);
        List<BlockMetaData> spared = all.stream().filter(group -> !some.contains(group)).toList();
        try (SeekableInputStream in = file.newStream()) {
          return new Parts(
              Optional.of(copy(schema, spared, in, table, folder)),
              touched.stream()
                  .map(group -> old.part(group.getStartingPos(), group.getCompressedSize()))
                  .toList());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot take apart " + old.path(), e);
    }
  }

  private static DataFile copy(
      MessageType schema,
      List<BlockMetaData> groups,
      SeekableInputStream in,
      TableSpec table,
      DataFileLocation folder)
      throws IOException {
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
      out.appendRowGroups(in, groups, false);
      out.end(Map.of());
      long rows = groups.stream().mapToLong(BlockMetaData::getRowCount).sum();
      return DataFile.of(table, path, out.getPos(), rows, out.getFooter());
    }
  }
}
