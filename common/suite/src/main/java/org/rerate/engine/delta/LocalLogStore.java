package org.rerate.engine.delta;

import io.delta.storage.HDFSLogStore;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Commits to tables on a local disk so that of two processes that write the same version one fails.
 *
 * <p>Delta's own store looks whether the version is there and then renames: on a local disk the
 * second of two renames silently replaces the first commit, and its rows are lost. A hard link is
 * made by the file system only if the name is free. What is linked is on the disk by then, so that
 * a power cut leaves a version whole or not at all.
 */
public final class LocalLogStore extends HDFSLogStore {

  private static final int BUFFER = 1 << 14;

  /** Delta makes it, by name, for each session. */
  public LocalLogStore(Configuration settings) {
    super(settings);
  }

  @Override
  public void write(Path path, Iterator<String> actions, Boolean overwrite, Configuration settings)
      throws IOException {
    java.nio.file.Path target = java.nio.file.Path.of(path.toUri().getPath());
    java.nio.file.Path written =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      try (FileChannel file =
              FileChannel.open(written, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          Writer out =
              new BufferedWriter(Channels.newWriter(file, StandardCharsets.UTF_8), BUFFER)) {
        while (actions.hasNext()) {
          out.write(actions.next());
          out.write('\n');
        }
        out.flush();
        // Else a name may outlive a power cut that its content does not.
        file.force(true);
      }
      if (overwrite) {
        // Hadoop would compare the new text with the checksum of the old one.
        Files.deleteIfExists(target.resolveSibling("." + target.getFileName() + ".crc"));
        Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
      } else {
        publish(written, target);
      }
      keepNames(target.getParent());
    } finally {
      Files.deleteIfExists(written);
    }
  }

  /**
   * As Hadoop lists, but only the files from the asked name on are looked at: of a log of a year a
   * reader needs the last ten of a thousand files, and asks several times for each command.
   */
  @Override
  public Iterator<FileStatus> listFrom(Path path, Configuration settings) throws IOException {
    FileSystem disk = path.getFileSystem(settings);
    String[] names = new File(path.getParent().toUri().getPath()).list();
    if (names == null) {
      return super.listFrom(path, settings);
    }
    Arrays.sort(names);
    List<FileStatus> found = new ArrayList<>();
    for (String name : names) {
      if (name.compareTo(path.getName()) >= 0 && !isHadoopChecksum(name)) {
        try {
          // By parts: a name may have a colon.
          found.add(
              whole(disk.getFileStatus(new Path(path.getParent(), new Path(null, null, name)))));
        } catch (FileNotFoundException e) {
          // Cleaned up meanwhile.
        }
      }
    }
    return found.iterator();
  }

  /** Delta takes an entry without a line for one that changes nothing, and its rows are missed. */
  private static FileStatus whole(FileStatus entry) throws IOException {
    if (entry.getLen() == 0 && entry.getPath().getName().matches("\\d{20}\\.json")) {
      throw new EOFException("the entry " + entry.getPath() + " is empty");
    }
    return entry;
  }

  private static boolean isHadoopChecksum(String name) {
    return name.startsWith(".") && name.endsWith(".crc");
  }

  /** Names are content of their folder; where a system does not open folders, it keeps them so. */
  private static void keepNames(java.nio.file.Path folder) {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    } catch (IOException e) {
      // The commit is made, and what a power cut would leave is at worst the version before.
      return;
    }
  }

  private static void publish(java.nio.file.Path written, java.nio.file.Path target)
      throws IOException {
    try {
      Files.createLink(target, written);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      // A disk without links, such as FAT: all that can be had is Delta's own way.
      synchronized (LocalLogStore.class) {
        if (Files.exists(target)) {
          throw new FileAlreadyExistsException(target.toString());
        }
        Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }
}
