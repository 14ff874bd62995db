package org.rerate.jobs.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Shows a page to whoever sits at this machine. */
public final class Browser {

  private Browser() {}

  /** Opens {@code page}; where there is no browser, says so and leaves it at that. */
  public static void open(Path page, Consumer<String> progress) {
    try {
      new ProcessBuilder(opener(page.toUri().toString()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      progress.accept("No browser could be started here; open " + page + " yourself");
    }
  }

  private static List<String> opener(String address) {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (system.startsWith("mac")) {
      return List.of("open", address);
    }
    return system.startsWith("windows")
        ? List.of("rundll32", "url.dll,FileProtocolHandler", address)
        : List.of("xdg-open", address);
  }
}
