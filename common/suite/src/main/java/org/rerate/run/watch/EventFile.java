package org.rerate.run.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

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
    ByteBuffer line = UTF_8.encode(events.json(report) + "\n");
    // One write: lines of processes that append at once do not mix. Files.write makes several.
    try (FileChannel out = FileChannel.open(file, CREATE, APPEND)) {
      while (line.hasRemaining()) {
        out.write(line);
      }
    }
  }
}
