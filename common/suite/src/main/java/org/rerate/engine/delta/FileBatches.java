package org.rerate.engine.delta;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.rerate.engine.parquet.ParquetBatchReader;
import org.rerate.engine.parquet.ReadSettings;
import org.rerate.engine.parquet.ScanFile;

/** The batches of several files, one file after the other, each open while it is read. */
public final class FileBatches implements Iterator<ColumnarBatch>, AutoCloseable {

  private final ReadSettings asked;
  private final Iterator<ScanFile> files;
  private ParquetBatchReader file;

  public FileBatches(ReadSettings asked, Iterable<ScanFile> files) {
    this.asked = asked;
    this.files = files.iterator();
  }

  @Override
  public boolean hasNext() {
    while (file == null || !file.hasNext()) {
      close();
      if (!files.hasNext()) {
        return false;
      }
      file = new ParquetBatchReader(asked, files.next());
    }
    return true;
  }

  @Override
  public ColumnarBatch next() {
    return file.next();
  }

  @Override
  public void close() {
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot close a file that was read", e);
      }
      file = null;
    }
  }
}
