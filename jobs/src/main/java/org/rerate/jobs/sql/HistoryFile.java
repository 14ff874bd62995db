package org.rerate.jobs.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Where the shell keeps what was typed. */
final class HistoryFile {

  private HistoryFile() {}

  /**
   * The file, its folder made if need be; empty if there is to be none or none can be written.
   *
   * @param setting a path, {@code off}, or empty for {@code $XDG_STATE_HOME/rerate/sql_history}
   * @param environment of the process
   * @param home the user's home folder
   * @param warning told if the file cannot be written; the shell works without
   */
  static Optional<Path> of(
      String setting, Map<String, String> environment, Path home, Consumer<String> warning) {
    if (setting.equals("off")) {
      return Optional.empty();
    }
    Path file = setting.isEmpty() ? usual(environment, home) : Path.of(setting).toAbsolutePath();
    try {
      Files.createDirectories(file.getParent());
      boolean writable =
          Files.exists(file)
              ? Files.isRegularFile(file) && Files.isWritable(file)
              : Files.isWritable(file.getParent());
      if (writable) {
        return Optional.of(file);
      }
    } catch (IOException e) {
      // Told below like a file that may not be written.
    }
    warning.accept("rerate: the history is not kept, " + file + " cannot be written (sql.history)");
    return Optional.empty();
  }

  /** The XDG base directory specification says what lies where. */
  private static Path usual(Map<String, String> environment, Path home) {
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    Path folder = state.isEmpty() ? home.resolve(".local/state") : Path.of(state);
    return folder.toAbsolutePath().resolve("rerate/sql_history");
  }
}
