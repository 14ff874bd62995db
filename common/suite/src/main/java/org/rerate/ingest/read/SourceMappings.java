package org.rerate.ingest.read;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rerate.domain.RerateException;


/** The vendors' mappings in {@code conf/sources} of an installation. */
public final class SourceMappings {

  private static final String ENDING = ".conf";

  private SourceMappings() {}

  /** The mapping of that name, if it is there and right. */
  public static Optional<SourceMapping> find(Path home, String name) {
    try {
      return Optional.of(read(home, name));
    } catch (RerateException e) {
      return Optional.empty();
    }
  }

  /**
   * The mapping of that name.
   *
   * @throws RerateException with {@code USAGE} if there is none, or its file is wrong
   */
  public static SourceMapping read(Path home, String name) {
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
