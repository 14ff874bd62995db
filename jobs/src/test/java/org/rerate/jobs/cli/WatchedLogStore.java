package org.rerate.jobs.cli;

import io.delta.storage.CloseableIterator;
import io.delta.storage.LogStore;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.rerate.engine.delta.LocalLogStore;

/**
 * The log store of the product, watched, for commands in processes of their own. Either the whole
 * warehouse is copied before each commit: that is what a process leaves that is killed there. Or
 * the process waits before a commit until a test lets it go on. No other thread commits meanwhile.
 */
public final class WatchedLogStore extends LogStore {

  /** A folder for the copies; each is named by the number of the commit and its table. */
  private static final String COPIES = "RERATE_TEST_COPIES";

  /** The number of the commit before which to wait, counted from 1. */
  private static final String GATE_NUMBER = "RERATE_TEST_GATE_NUMBER";

  /** A folder in which {@link #REACHED} appears, and in which {@link #OPEN} is waited for. */
  private static final String GATE = "RERATE_TEST_GATE";

  private static final String REACHED = "reached";
  private static final String OPEN = "open";
  private static final AtomicInteger COMMITS = new AtomicInteger();

  private final LogStore store;

  /** Delta makes it, by name, for each session. */
  public WatchedLogStore(Configuration settings) {
    super(settings);
    store = new LocalLogStore(settings);
  }

  /** The environment of a command whose warehouse is copied to {@code folder}. */
  static Map<String, String> copying(java.nio.file.Path folder) {
    return Map.of(COPIES, folder.toString());
  }

  /** The environment of a command that waits before its commit of that number. */
  static Map<String, String> waiting(java.nio.file.Path gate, int number) {
    return Map.of(GATE, gate.toString(), GATE_NUMBER, String.valueOf(number));
  }

  /** Lets the command that waits at {@code gate} go on. */
  static void open(java.nio.file.Path gate) throws IOException {
    Files.createDirectories(gate);
    Files.createFile(gate.resolve(OPEN));
  }

  /** True if a command waits at {@code gate}, or has waited. */
  static boolean isReached(java.nio.file.Path gate) {
    return Files.exists(gate.resolve(REACHED));
  }

  @Override
  public void write(Path path, Iterator<String> actions, Boolean overwrite, Configuration settings)
      throws IOException {
    if (overwrite || !path.getName().matches("\\d{20}\\.json")) {
      store.write(path, actions, overwrite, settings);
      return;
    }
    synchronized (WatchedLogStore.class) {
      int number = COMMITS.incrementAndGet();
      if (System.getenv(COPIES) != null) {
        copy(java.nio.file.Path.of(path.toUri().getPath()), number);
      }
      if (String.valueOf(number).equals(System.getenv(GATE_NUMBER))) {
        await(java.nio.file.Path.of(System.getenv(GATE)));
      }
      store.write(path, actions, overwrite, settings);
    }
  }

  /** Files that other threads delete or still write meanwhile belong to no commit. */
  private static void copy(java.nio.file.Path entry, int number) throws IOException {
    java.nio.file.Path table = entry.getParent().getParent();
    java.nio.file.Path warehouse = table.getParent().getParent();
    String name =
        String.format("%03d-%s.%s", number, table.getParent().getFileName(), table.getFileName());
    java.nio.file.Path copy = java.nio.file.Path.of(System.getenv(COPIES), name);
    Files.walkFileTree(
        warehouse,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(
              java.nio.file.Path folder, BasicFileAttributes attributes) throws IOException {
            Files.createDirectories(copy.resolve(warehouse.relativize(folder).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(java.nio.file.Path file, BasicFileAttributes attributes)
              throws IOException {
            try {
              Files.copy(file, copy.resolve(warehouse.relativize(file).toString()));
            } catch (NoSuchFileException e) {
              return FileVisitResult.CONTINUE;
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(java.nio.file.Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void await(java.nio.file.Path gate) throws IOException {
    Files.createDirectories(gate);
    Files.createFile(gate.resolve(REACHED));
    try {
      while (!Files.exists(gate.resolve(OPEN))) {
        Thread.sleep(10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted at " + gate);
    }
  }

  @Override
  public CloseableIterator<String> read(Path path, Configuration settings) throws IOException {
    return store.read(path, settings);
  }

  @Override
  public Iterator<FileStatus> listFrom(Path path, Configuration settings) throws IOException {
    return store.listFrom(path, settings);
  }

  @Override
  public Path resolvePathOnPhysicalStorage(Path path, Configuration settings) throws IOException {
    return store.resolvePathOnPhysicalStorage(path, settings);
  }

  @Override
  public Boolean isPartialWriteVisible(Path path, Configuration settings) throws IOException {
    return store.isPartialWriteVisible(path, settings);
  }
}
