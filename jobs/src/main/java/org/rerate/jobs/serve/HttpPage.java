package org.rerate.jobs.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The page on which questions can be tried in a browser. */
final class HttpPage {

  private HttpPage() {}

  static String html() {
    try (InputStream page = HttpPage.class.getResourceAsStream("try.html")) {
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
