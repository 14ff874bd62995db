package org.rerate.engine.delta;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.rerate.domain.RerateException;

/** The mark of a warehouse, a file that says in which layout its tables lie. */
final class WarehouseFormat {

  /** Version of the layout; a warehouse written by a newer one is refused. */
  static final int FORMAT = 1;

  private static final String MARKER = "rerate-warehouse";

  private final String root;
  private final Configuration settings;

  /** True once the mark was seen: it is asked for before every write, and nobody takes it away. */
  private volatile boolean isMarked;

  WarehouseFormat(String root, Configuration settings) {
    this.root = root;
    this.settings = settings;
  }

  private Path marker() {
    return new Path(root, MARKER);
  }

  private FileSystem fileSystem() throws IOException {
    return marker().getFileSystem(settings);
  }

  /**
   * Checks that any run has written here.
   *
   * @throws RerateException with {@code USAGE} if not
   */
  void require() {
    try {
      if (!fileSystem().exists(marker())) {
        throw RerateException.usage(
            "there is no warehouse at " + root,
            "Make one with rerate demo or rerate ingest, or name another with --warehouse");
      }
    } catch (IOException e) {
      throw new RerateException(
          RerateException.Exit.USAGE, "cannot read the warehouse " + root + ": " + e, e);
    }
  }

  /**
   * Checks that the layout is one that this version knows.
   *
   * @throws RerateException with {@code USAGE} if not
   */
  void check() {
    try {
      Optional<String> mark = StoreText.read(fileSystem(), marker());
      if (mark.isPresent()) {
        String text = mark.get().trim();
        // A run that was killed while it marked a new warehouse may have left the mark empty.
        int format = text.isEmpty() ? FORMAT : Integer.parseInt(text);
        if (format > FORMAT) {
          throw RerateException.usage(
              "the warehouse " + root + " has format " + format + ", this Rerate knows " + FORMAT,
              "Use the newer Rerate that wrote it, or another --warehouse");
        }
        isMarked = true;
      }
    } catch (IOException | NumberFormatException e) {
      throw new RerateException(
          RerateException.Exit.USAGE, "cannot read the warehouse " + root + ": " + e, e);
    }
  }

  /** Marks a warehouse that is about to be written to. */
  void mark() {
    if (isMarked) {
      return;
    }
    try {
      FileSystem files = fileSystem();
      if (StoreText.isWhole(files, marker())) {
        // Whatever others do: all marks are the same.
        StoreText.write(files, marker(), FORMAT + "\n");
      } else if (!files.exists(marker())) {
        Path written = new Path(root, "." + MARKER + "." + UUID.randomUUID());
        try (FSDataOutputStream out = files.create(written, true)) {
          out.write((FORMAT + "\n").getBytes(StandardCharsets.UTF_8));
        }
        // Others see no mark or a whole one. If another run was first, its mark is the same.
        if (!files.rename(written, marker())) {
          files.delete(written, false);
        }
      }
      isMarked = true;
    } catch (IOException e) {
      throw DiskFailure.told(e).isPresent()
          ? DiskFailure.unwritable("the warehouse " + root, e)
          : RerateException.retry("cannot write to the warehouse " + root + ": " + e, e);
    }
  }
}
