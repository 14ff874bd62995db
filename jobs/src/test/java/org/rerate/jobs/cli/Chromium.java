package org.rerate.jobs.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real browser without a screen, driven over the WebDriver protocol of Debian's chromedriver;
 * tests are skipped, with a message, where there is none.
 */
final class Chromium implements AutoCloseable {

  private static final Path BROWSER = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)");
  private static final Pattern PDF_PAGE = Pattern.compile("/Type\\s*/Page[^s]");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Process driver;
  private final String session;

  private Chromium(Process driver, String session) {
    this.driver = driver;
    this.session = session;
  }

  /** A browser with an empty profile in {@code folder}. */
  static Chromium start(Path folder) throws IOException {
    assumeTrue(
        Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER),
        "skipped: no Chromium here (Debian: apt-get install chromium chromium-driver)");
    Process driver =
        new ProcessBuilder(DRIVER.toString(), "--port=0").redirectErrorStream(true).start();
    String address = "http://127.0.0.1:" + port(driver) + "/session";
    Map<String, Object> chrome =
        Map.of(
            "binary",
            BROWSER.toString(),
            "args",
            List.of(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + Files.createTempDirectory(folder, "profile")));
    JsonNode opened =
        post(
            address,
            Map.of(
                "capabilities",
                Map.of(
                    "alwaysMatch",
                    Map.of(
                        "goog:chromeOptions",
                        chrome,
                        "goog:loggingPrefs",
                        Map.of("browser", "ALL")))));
    return new Chromium(driver, address + "/" + opened.get("sessionId").asText());
  }

  private static String port(Process driver) throws IOException {
    BufferedReader told = driver.inputReader(StandardCharsets.UTF_8);
    for (String line = told.readLine(); line != null; line = told.readLine()) {
      Matcher started = STARTED.matcher(line);
      if (started.find()) {
        return started.group(1);
      }
    }
    throw new IOException("chromedriver ended before it was ready");
  }

  private static JsonNode post(String address, Map<String, ?> body) {
    try {
      HttpResponse<String> answer =
          HTTP.send(
              HttpRequest.newBuilder(URI.create(address))
                  .header("Content-Type", "application/json; charset=utf-8")
                  .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      JsonNode value = JSON.readTree(answer.body()).get("value");
      if (answer.statusCode() != 200) {
        throw new AssertionError(address + ": " + value);
      }
      return value;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private JsonNode tools(String command, Map<String, ?> parameters) {
    return post(session + "/goog/cdp/execute", Map.of("cmd", command, "params", parameters));
  }

  /** Shows a file and waits until it is loaded. */
  void open(Path page) {
    post(session + "/url", Map.of("url", page.toUri().toString()));
  }

  /** What the console holds since the last time it was asked. */
  List<String> console() {
    List<String> entries = new ArrayList<>();
    post(session + "/se/log", Map.of("type", "browser")).forEach(e -> entries.add(e.toString()));
    return entries;
  }

  /** The value of a function's body in the page. */
  JsonNode run(String script, Object... arguments) {
    return post(session + "/execute/sync", Map.of("script", script, "args", arguments));
  }

  int count(String selector) {
    return run("return document.querySelectorAll(arguments[0]).length", selector).asInt();
  }

  /** Text as a reader sees it. */
  String text(String selector) {
    return run("return document.querySelector(arguments[0]).innerText", selector).asText();
  }

  /** Presses a key with the focus on an element. */
  void press(String selector, String key) {
    run("document.querySelector(arguments[0]).focus()", selector);
    tools("Input.dispatchKeyEvent", Map.of("type", "keyDown", "key", key, "code", key));
    tools("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "code", key));
  }

  /** The layout of a screen of that width. */
  void screen(int width) throws InterruptedException {
    tools(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    // The page draws anew a moment after the last change of size.
    Thread.sleep(400);
  }

  /** Labels of charts that leave their picture or lie on one another. */
  List<String> spoiltLabels() {
    List<String> spoilt = new ArrayList<>();
    run("""
            const spoilt = [];
            document.querySelectorAll('.plot').forEach(plot => {
              const frame = plot.querySelector('svg').getBoundingClientRect();
              const labels = [...plot.querySelectorAll('svg text')]
                .filter(label => label.textContent.trim())
                .map(label => ({text: label.textContent, box: label.getBoundingClientRect()}));
              labels.forEach(({text, box}, i) => {
                if (box.left < frame.left - 1 || box.right > frame.right + 1
                    || box.top < frame.top - 1 || box.bottom > frame.bottom + 1) {
                  spoilt.push(plot.dataset.chart + ': ' + text + ' is cut off');
                }
                labels.slice(i + 1).forEach(other => {
                  const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
                  const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
                  if (across > 1 && down > 3) {
                    spoilt.push(plot.dataset.chart + ': ' + text + ' lies on ' + other.text);
                  }
                });
              });
            });
            return spoilt;
            """)
        .forEach(label -> spoilt.add(label.asText()));
    return spoilt;
  }

  /** Lets pages save files into {@code folder} and use the clipboard, without asking. */
  void allowSaving(Path folder) {
    tools(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", folder.toString()));
    tools(
        "Browser.grantPermissions",
        Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
  }

  /** What the system of the reader prefers: {@code dark} or {@code light}. */
  void prefers(String scheme) {
    tools(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** A picture of the whole page, as PNG. */
  byte[] picture() {
    JsonNode data = tools("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
    return Base64.getDecoder().decode(data.get("data").asText());
  }

  /** The page on paper; A4 because its style says so. */
  byte[] pdf() {
    JsonNode data =
        tools("Page.printToPDF", Map.of("preferCSSPageSize", true, "printBackground", true));
    return Base64.getDecoder().decode(data.get("data").asText());
  }

  static long pages(byte[] pdf) {
    return PDF_PAGE.matcher(new String(pdf, StandardCharsets.ISO_8859_1)).results().count();
  }

  @Override
  public void close() {
    try {
      HTTP.send(
          HttpRequest.newBuilder(URI.create(session)).DELETE().build(),
          HttpResponse.BodyHandlers.discarding());
    } catch (IOException e) {
      // It is gone already.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    driver.destroy();
  }
}
