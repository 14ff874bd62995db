package org.rerate.jobs.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.rerate.testing.SharedData;

/** A command in a process of its own, as the launcher starts it, to be killed or raced. */
final class RealCommand {

  private static final String RUN_LOG = "ops/run_log/_delta_log";

  private final Process process;
  private final String newestBefore;
  private final BufferedReader told;
  private final List<String> lines = new ArrayList<>();

  private RealCommand(Process process, String newestBefore) {
    this.process = process;
    this.newestBefore = newestBefore;
    told =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
  }

  static RealCommand start(Path warehouse, Path settings, List<String> arguments)
      throws IOException {
    return start(warehouse, settings, arguments, Map.of());
  }

  static RealCommand start(
      Path warehouse, Path settings, List<String> arguments, Map<String, String> environment)
      throws IOException {
    return start(warehouse, Installation.with(settings), arguments, environment);
  }

  static RealCommand start(
      Path warehouse,
      Installation installation,
      List<String> arguments,
      Map<String, String> environment)
      throws IOException {
    Path root = SharedData.repository();
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + root.resolve("conf/java.options"),
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Drerate.home=" + installation.home(),
                "-Dlog4j2.configurationFile=" + root.resolve("conf/log4j2.properties"),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
    line.addAll(arguments);
    line.addAll(List.of("--warehouse", warehouse.toString()));
    line.addAll(List.of("--conf", installation.settings().toString()));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().putAll(environment);
    String newestBefore = newest(warehouse.resolve(RUN_LOG));
    return new RealCommand(
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start(), newestBefore);
  }

  /** Waits until it has told {@code count} lines more, or has ended. */
  RealCommand awaitLines(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      String line = told.readLine();
      if (line == null) {
        break;
      }
      lines.add(line);
    }
    return this;
  }

  /** Waits until it has told a line that starts so; false if it has ended without. */
  boolean awaitLine(String start) throws IOException {
    do {
      awaitLines(1);
    } while (!last().startsWith(start) && (process.isAlive() || told.ready()));
    return last().startsWith(start);
  }

  /** Waits until it has logged in the warehouse that it runs, or has ended. */
  RealCommand awaitRun(Path warehouse) throws InterruptedException {
    Path log = warehouse.resolve(RUN_LOG);
    while (process.isAlive() && Objects.equals(newest(log), newestBefore)) {
      Thread.sleep(5);
    }
    return this;
  }

  private static String newest(Path log) {
    String[] names = log.toFile().list((folder, name) -> name.matches("\\d{20}\\.json"));
    return names == null ? null : Arrays.stream(names).max(Comparator.naturalOrder()).orElse(null);
  }

  /** Lets it work for so many milliseconds. */
  RealCommand pause(int milliseconds) throws InterruptedException {
    Thread.sleep(milliseconds);
    return this;
  }

  /** True while it runs. */
  boolean isAlive() {
    return process.isAlive();
  }

  private String last() {
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }

  /** {@code kill -9}; the exit status. */
  int kill() throws InterruptedException {
    process.destroyForcibly();
    return process.waitFor();
  }

  /** {@code kill}, or what Ctrl-C does but for the signal's number; the exit status. */
  int stop() throws IOException, InterruptedException {
    // Process.destroy would close the stream that tells what the user sees.
    process.toHandle().destroy();
    return end();
  }

  /** Lets it end; the exit status. */
  int end() throws IOException, InterruptedException {
    awaitLines(Integer.MAX_VALUE);
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      throw new IllegalStateException("does not end: " + lines);
    }
    return process.exitValue();
  }

  /** All that it told on standard error so far. */
  List<String> lines() {
    return lines;
  }
}
