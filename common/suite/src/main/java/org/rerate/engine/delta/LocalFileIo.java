package org.rerate.engine.delta;

import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.defaults.engine.fileio.FileIO;
import io.delta.kernel.defaults.engine.fileio.InputFile;
import io.delta.kernel.defaults.engine.fileio.OutputFile;
import io.delta.kernel.defaults.engine.fileio.PositionOutputStream;
import io.delta.kernel.defaults.engine.hadoopio.HadoopFileIO;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Files as Hadoop reaches them, but logs on a local disk by {@link LocalLogStore}. Delta Kernel
 * would look for that class by name among the jars that it lies in itself, and not find it where
 * Delta is installed with Spark and we are the application.
 */
final class LocalFileIo implements FileIO {

  /** A log store of the user's own for local disks; nothing of ours is used then. */
  private static final String CHOSEN = "io.delta.kernel.logStore.file.impl";

  private final Configuration settings;
  private final FileIO hadoop;
  private final LocalLogStore store;

  private LocalFileIo(Configuration settings) {
    this.settings = settings;
    this.hadoop = new HadoopFileIO(settings);
    this.store = new LocalLogStore(settings);
  }

  /** Delta Kernel, which reaches files by these settings. */
  static Engine engine(Configuration settings) {
    return settings.get(CHOSEN) == null
        ? DefaultEngine.create(new LocalFileIo(settings))
        : DefaultEngine.create(settings);
  }

  private static boolean isLocal(String path) {
    return "file".equals(new Path(path).toUri().getScheme());
  }

  @Override
  public CloseableIterator<FileStatus> listFrom(String path) throws IOException {
    if (!isLocal(path)) {
      return hadoop.listFrom(path);
    }
    Iterator<org.apache.hadoop.fs.FileStatus> found = store.listFrom(new Path(path), settings);
    return new CloseableIterator<>() {
      @Override
      public boolean hasNext() {
        return found.hasNext();
      }

      @Override
      public FileStatus next() {
        org.apache.hadoop.fs.FileStatus file = found.next();
        return FileStatus.of(file.getPath().toString(), file.getLen(), file.getModificationTime());
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    };
  }

  @Override
  public OutputFile newOutputFile(String path) {
    OutputFile file = hadoop.newOutputFile(path);
    return isLocal(path) ? new LocalOutput(file) : file;
  }

  /** A file on a local disk. */
  private final class LocalOutput implements OutputFile {

    private final OutputFile file;

    private LocalOutput(OutputFile file) {
      this.file = file;
    }

    @Override
    public String path() {
      return file.path();
    }

    @Override
    public PositionOutputStream create(boolean atomically) throws IOException {
      return file.create(atomically);
    }

    @Override
    public void writeAtomically(CloseableIterator<String> lines, boolean overwrite)
        throws IOException {
      try (lines) {
        store.write(new Path(file.path()), lines, overwrite, settings);
      }
    }
  }

  @Override
  public void copyFileAtomically(String from, String to, boolean overwrite) throws IOException {
    if (isLocal(from) && isLocal(to)) {
      try (var lines = store.read(new Path(from), settings)) {
        store.write(new Path(to), lines, overwrite, settings);
      }
    } else {
      hadoop.copyFileAtomically(from, to, overwrite);
    }
  }

  @Override
  public FileStatus getFileStatus(String path) throws IOException {
    return hadoop.getFileStatus(path);
  }

  @Override
  public String resolvePath(String path) throws IOException {
    return hadoop.resolvePath(path);
  }

  @Override
  public boolean mkdirs(String path) throws IOException {
    return hadoop.mkdirs(path);
  }

  @Override
  public InputFile newInputFile(String path, long bytes) {
    return hadoop.newInputFile(path, bytes);
  }

  @Override
  public boolean delete(String path) throws IOException {
    return hadoop.delete(path);
  }

  @Override
  public Optional<String> getConf(String key) {
    return hadoop.getConf(key);
  }
}
