package org.rerate.engine.delta;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
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

  private StoreText() {}

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
    } else if (OBJECTS.contains(uri.getScheme())) {
      put(files, file, bytes);
    } else {
      put(files, part(file), bytes);
      Configuration settings = files.getConf();
      FileContext.getFileContext(uri, settings)
          .rename(
              files.makeQualified(part(file)), files.makeQualified(file), Options.Rename.OVERWRITE);
    }
  }

  private static void put(FileSystem files, Path file, byte[] bytes) throws IOException {
    FSDataOutputStreamBuilder<?, ?> builder = files.createFile(file);
    // S3: it need not ask first what is there.
    builder.overwrite(true).recursive().opt("fs.s3a.create.performance", true);
    try (FSDataOutputStream out = builder.build()) {
      out.write(bytes);
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
    String scheme = files.makeQualified(file).toUri().getScheme();
    files.delete(file, false);
    if (!OBJECTS.contains(scheme)) {
      files.delete(part(file), false);
    }
  }

  private static Path part(Path file) {
    return new Path(file.getParent(), "." + file.getName() + ".part");
  }
}
