package org.rerate.jobs.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rerate.domain.RerateException;
import org.rerate.ingest.read.MappingFile;
import org.rerate.ingest.read.SourceMapping;

/** Finds the vendors' mappings in {@code conf/sources}. */
final class Sources {

  private static final String ENDING = ".conf";

  private Sources() {}

  /** The mapping of that name, if it is there and right. */
  static Optional<SourceMapping> find(Path home, String name) {
    try {
      return Optional.of(read(home, name));
    } catch (RerateException e) {
      return Optional.empty();
    }
  }

  static SourceMapping read(Path home, String name) {
    Path folder = home.resolve("conf/sources");
    Path file = folder.resolve(name + ENDING);
    try {
      if (!name.matches("[A-Za-z0-9_.-]+") || !Files.isRegularFile(file)) {
        throw RerateException.usage(
            "there is no mapping '" + name + "'",
            "Known are " + String.join(", ", names(folder)) + "; a new one is a file in " + folder);
      }
      return MappingFile.parse(name, Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new RerateException(
          RerateException.Exit.USAGE, "cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(ENDING))
          .map(file -> file.substring(0, file.length() - ENDING.length()))
          .sorted()
          .toList();
    }
  }
}
