package org.rerate.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fast")
class BrowserTest {

  private final List<String> said = new ArrayList<>();
  private Path page;
  @TempDir private Path folder;

  @BeforeEach
  void page() throws IOException {
    page = Files.writeString(folder.resolve("a page.html"), "<p>");
  }

  private String script(String body) throws IOException {
    Path script = Files.writeString(folder.resolve("opener"), "#!/bin/sh\n" + body + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script.toString();
  }

  @Test
  void theDesktopsOpenerGetsTheAddressOfThePage() throws IOException {
    String opener = script("printf '%s' \"$1\" > '" + folder + "/opened'");
    new Browser(List.of(opener), said::add).open(page);
    assertThat(folder.resolve("opened")).hasContent(page.toUri().toString());
    assertThat(said).isEmpty();
  }

  @Test
  void whereThereIsNoDesktopItSaysSo() {
    new Browser(Browser.opener("Linux", Map.of()), said::add).open(page);
    assertThat(said)
        .containsExactly(
            "There is no desktop here to open a browser on; open " + page + " yourself");
  }

  @Test
  void anOpenerThatFailsOrIsMissingIsToldOf() throws IOException {
    String opener = script("exit 3");
    new Browser(List.of(opener), said::add).open(page);
    new Browser(List.of(folder + "/none"), said::add).open(page);
    assertThat(said)
        .containsExactly(
            "No browser could be started with " + opener + "; open " + page + " yourself",
            "No browser could be started with " + folder + "/none; open " + page + " yourself");
  }

  @Test
  void eachSystemHasItsOpener() {
    assertThat(Browser.opener("Linux", Map.of("DISPLAY", ":0"))).containsExactly("xdg-open");
    assertThat(Browser.opener("Linux", Map.of("WAYLAND_DISPLAY", "wayland-0")))
        .containsExactly("xdg-open");
    assertThat(Browser.opener("Mac OS X", Map.of())).containsExactly("open");
    assertThat(Browser.opener("Windows 11", Map.of()).get(0)).isEqualTo("rundll32");
  }
}
