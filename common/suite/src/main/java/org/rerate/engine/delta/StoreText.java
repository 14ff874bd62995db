package org.rerate.engine.delta;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/**
 * A small text in a file of any store. Readers see the old text or the new one, never a part: a
 * disk gets it under another name first, an object store shows nothing before all is there.
 */
final class StoreText {

  private static final String LOCAL = "file";

  /** Their renaming is a copy, and what is being written is not seen. */
  private static final Set<String> OBJECTS = Set.of("s3a", "s3", "s3n", "gs", "oss", "cosn", "obs");

  /** By which Hadoop asks a store to make an object only where there is none, as S3 can. */
  private static final String CONDITIONAL =
      Options.CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE;

  private StoreText() {}

  /** True if the store shows what is written only once all of it is there. */
  static boolean isWhole(FileSystem files, Path file) {
    return OBJECTS.contains(files.makeQualified(file).toUri().getScheme());
  }

  /** Writes the text in place of what the file has. */
  static void write(FileSystem files, Path file, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    URI uri = files.makeQualified(file).toUri();
    if (uri.getScheme().equals(LOCAL)) {
      // Not by Hadoop, which keeps a checksum beside the file that a reader may find outdated.
      java.nio.file.Path target = java.nio.file.Path.of(uri.getPath());
      Files.createDirectories(target.getParent());
      java.nio.file.Path part = java.nio.file.Path.of(part(file).toUri().getPath());
      Files.write(part, bytes);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } else if (isWhole(files, file)) {
      put(files, file, bytes);
    } else {
      put(files, part(file), bytes);
      Configuration settings = files.getConf();
      FileContext.getFileContext(uri, settings)
          .rename(
              files.makeQualified(part(file)), files.makeQualified(file), Options.Rename.OVERWRITE);
    }
  }

  /** Writes the file in place of what it has; where a store is whole, at once. */
  static void put(FileSystem files, Path file, byte[] bytes) throws IOException {
    put(builder(files, file), bytes);
  }

  private static FSDataOutputStreamBuilder<?, ?> builder(FileSystem files, Path file) {
    FSDataOutputStreamBuilder<?, ?> builder = files.createFile(file);
    // S3: it need not ask first what is there.
    builder.overwrite(true).recursive().opt("fs.s3a.create.performance", true);
    return builder;
  }

  private static void put(FSDataOutputStreamBuilder<?, ?> builder, byte[] bytes)
      throws IOException {
    try (FSDataOutputStream out = builder.build()) {
      out.write(bytes);
    }
  }

  /**
   * Makes the file if the store finds none of that name in the moment in which this one would come
   * to be: of several who try, one succeeds.
   *
   * @param bytes of which no other is made: by them its own file is known when the answer was lost
   * @throws FileAlreadyExistsException if there is another
   */
  static void create(FileSystem files, Path file, byte[] bytes) throws IOException {
    if (!files.hasPathCapability(file, CONDITIONAL)) {
      throw new IOException("files are not created on condition at " + file);
    }
    FSDataOutputStreamBuilder<?, ?> builder = builder(files, file);
    builder.must(CONDITIONAL, true);
    try {
      put(builder, bytes);
    } catch (IOException e) {
      // It may have been refused because it was sent twice, or have come to be all the same.
      Optional<String> found = read(files, file);
      if (found.isEmpty()) {
        throw e;
      }
      if (!Arrays.equals(found.get().getBytes(StandardCharsets.UTF_8), bytes)) {
        throw (IOException) new FileAlreadyExistsException(file.toString()).initCause(e);
      }
    }
  }

  /** The text of the file; empty if there is none. */
  static Optional<String> read(FileSystem files, Path file) throws IOException {
    try (FSDataInputStream in = files.open(file)) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Deletes the file, and what a killed process left of it. */
  static void delete(FileSystem files, Path file) throws IOException {
    files.delete(file, false);
    if (!isWhole(files, file)) {
      files.delete(part(file), false);
    }
  }

  private static Path part(Path file) {
    return new Path(file.getParent(), "." + file.getName() + ".part");
  }
}
