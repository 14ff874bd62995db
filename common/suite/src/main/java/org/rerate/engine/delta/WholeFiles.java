package org.rerate.engine.delta;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.execution.streaming.checkpointing.CheckpointFileManager;
import org.apache.spark.sql.execution.streaming.checkpointing.FileSystemBasedCheckpointFileManager;

/**
 * How Delta writes the checksum of a version on an object store: at once. Spark's own way writes it
 * under another name and renames it, which on such a store is some fifteen requests, and shows no
 * half of a file as little as one does.
 */
public final class WholeFiles extends FileSystemBasedCheckpointFileManager {

  private final Configuration settings;

  /** Spark makes it, by name. */
  public WholeFiles(Path path, Configuration settings) {
    super(path, settings);
    this.settings = settings;
  }

  @Override
  public CheckpointFileManager.CancellableFSDataOutputStream createAtomic(
      Path path, boolean overwriteIfPossible) {
    try {
      FileSystem files = path.getFileSystem(settings);
      return StoreText.isWhole(files, path)
          ? new Whole(files, path, new ByteArrayOutputStream())
          : super.createAtomic(path, overwriteIfPossible);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("cannot reach the store of " + path, e);
    }
  }

  /** A file that is there once it is closed. */
  private static final class Whole extends CheckpointFileManager.CancellableFSDataOutputStream {

    private final FileSystem files;
    private final Path path;
    private final ByteArrayOutputStream bytes;
    private boolean isOver;

    private Whole(FileSystem files, Path path, ByteArrayOutputStream bytes) {
      super(bytes);
      this.files = files;
      this.path = path;
      this.bytes = bytes;
    }

    @Override
    public void cancel() {
      isOver = true;
    }

    @Override
    public void close() throws IOException {
      super.close();
      if (!isOver) {
        isOver = true;
        StoreText.put(files, path, bytes.toByteArray());
      }
    }
  }
}
