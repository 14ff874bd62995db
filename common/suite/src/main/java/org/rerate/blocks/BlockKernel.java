package org.rerate.blocks;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.rerate.engine.delta.HeldRowsWriter;
import org.rerate.engine.exchange.Exchange.Kernel;
import org.rerate.engine.exchange.Exchange.Parcel;
import org.rerate.engine.parquet.DataFile;
import org.rerate.engine.parquet.DataFileLocation;
import org.rerate.history.FactColumns;
import org.rerate.history.FactKind;
import org.rerate.table.SeriesTables;

/**
 * Packs the rows of each key, which {@link FactSender} sent, into a block, and writes the blocks of
 * a partition as data files.
 *
 * @param marks rows that are written with the first partition
 * @param folder where the files are written
 * @param runId signs the blocks
 */
record BlockKernel(List<Row> marks, DataFileLocation folder, String runId)
    implements Kernel<BlockKernel.BlockFile> {

  /**
   * A file of blocks.
   *
   * @param file not committed yet
   * @param partition values of the table's partition columns
   */
  record BlockFile(DataFile file, HashMap<String, String> partition) implements Serializable {}

  @Override
  public Iterator<BlockFile> results(int partition, Iterator<Parcel> parcels) {
    List<Row> rows = blocks(parcels, runId);
    if (partition == 0) {
      rows.addAll(marks);
    }
    List<BlockFile> files = new ArrayList<>();
    for (Map.Entry<DataFile, Map<String, String>> file :
        HeldRowsWriter.write(SeriesTables.BLOCKS, rows, folder).entrySet()) {
      files.add(new BlockFile(file.getKey(), new HashMap<>(file.getValue())));
    }
    return files.iterator();
  }

  /** The blocks of parcels in order of key. */
  static List<Row> blocks(Iterator<Parcel> parcels, String runId) {
    List<Row> rows = new ArrayList<>();
    String key = null;
    FactRows gathered = null;
    while (parcels.hasNext()) {
      Parcel parcel = parcels.next();
      if (!parcel.key().equals(key)) {
        if (key != null) {
          rows.add(row(BlockKey.of(key), gathered, runId));
        }
        key = parcel.key();
        gathered = new FactRows(BlockKey.of(key).kind());
      }
      gathered.addAll(parcel.content());
    }
    if (key != null) {
      rows.add(row(BlockKey.of(key), gathered, runId));
    }
    return rows;
  }

  private static Row row(BlockKey key, FactRows rows, String runId) {
    FactColumns block =
        key.kind() == FactKind.DAYS ? BlockCompaction.days(rows.columns()) : rows.inOrder();
    return key.row(block, runId);
  }
}
