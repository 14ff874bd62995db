package org.rerate.engine.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.engine.parquet.DataFileWriter.Word;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;

/** A file is written as we say, whatever else in the process writes Parquet. */
@Tag("fast")
class DataFileWriterTest {

  private static final TableSpec TABLE = ValuationTables.ISSUER_CAPS;

  @TempDir private Path folder;

  @Test
  void numbersHaveNoDictionaryThoughOthersAskForOneMeanwhile() throws IOException {
    var path = new org.apache.hadoop.fs.Path(folder.resolve("part.parquet").toString());
    try (DataFileWriter file = DataFileWriter.create(TABLE, path, new Configuration(), 10)) {
      row(file);
      assertThat(ParquetProperties.builder().build()).isNotNull();
      for (int i = 0; i < 30; i++) {
        row(file);
      }
      file.finish();
    }
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(path, new Configuration()))) {
      assertThat(reader.getRowGroups()).hasSize(4);
      for (BlockMetaData group : reader.getRowGroups()) {
        for (ColumnChunkMetaData column : group.getColumns()) {
          if (column.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.DOUBLE) {
            assertThat(column.hasDictionaryPage()).isFalse();
          }
        }
      }
    }
  }

  private static void row(DataFileWriter file) {
    file.text(Word.of("a")).whole(20_000).number(1.5).whole(7);
    file.text(Word.of("OK")).text(Word.of("r")).end();
  }
}
