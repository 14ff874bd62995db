package org.rerate.jobs.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Shows a page to whoever sits at this machine. */
public final class Browser {

  /** An opener that fails does so at once; one that lives on may have become the browser. */
  private static final int SECONDS = 3;

  private final List<String> opener;
  private final Consumer<String> say;

  Browser(List<String> opener, Consumer<String> say) {
    this.opener = opener;
    this.say = say;
  }

  /** The browser of the desktop that this process runs on, if it runs on one. */
  public static Browser ofDesktop(Consumer<String> say) {
    return new Browser(opener(System.getProperty("os.name", ""), System.getenv()), say);
  }

  /** What opens an address on such a system; empty without a desktop. */
  static List<String> opener(String system, Map<String, String> environment) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("mac")) {
      return List.of("open");
    }
    if (name.startsWith("windows")) {
      return List.of("rundll32", "url.dll,FileProtocolHandler");
    }
    boolean hasDesktop =
        environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
    return hasDesktop ? List.of("xdg-open") : List.of();
  }

  /** Opens {@code page}; where that cannot be done, says so and leaves it at that. */
  public void open(Path page) {
    if (opener.isEmpty()) {
      say.accept("There is no desktop here to open a browser on; open " + page + " yourself");
      return;
    }
    List<String> command = new ArrayList<>(opener);
    command.add(page.toUri().toString());
    try {
      Process started =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (started.waitFor(SECONDS, TimeUnit.SECONDS) && started.exitValue() != 0) {
        sayFailed(page);
      }
    } catch (IOException e) {
      sayFailed(page);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sayFailed(Path page) {
    say.accept(
        "No browser could be started with " + opener.get(0) + "; open " + page + " yourself");
  }
}
