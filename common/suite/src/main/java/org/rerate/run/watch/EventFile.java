package org.rerate.run.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Appends events to a local file, a line each. */
record EventFile(LineageEvents events, Path file) implements RunWatch {

  @Override
  public String target() {
    return "the file " + file;
  }

  @Override
  public boolean needsFreshness() {
    return false;
  }

  @Override
  public void tell(RunReport report) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    // One write: lines of processes that append at once do not mix.
    Files.writeString(
        file, events.json(report) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
