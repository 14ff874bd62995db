package org.rerate.jobs.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rerate.testing.SharedData;

/** A SPARK_HOME, and the processes of Spark that run from it. */
final class SparkHome implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 120;

  /** For processes that live for seconds. */
  static final String THRIFTY = "-XX:TieredStopAtLevel=1";

  /** Delta, and what it brings. */
  private static final Pattern DELTA = Pattern.compile("(delta|unitycatalog)-.*");

  /** What else a stock Spark home lacks of our class path: what our jar for spark-submit holds. */
  private static final Pattern OURS =
      Pattern.compile(
          "(rerate|picocli|config|jmustache|echarts|jline|openlineage|mcp|reactor"
              + "|reactive-streams|json-schema-validator|itu|fastexcel|opczip)-.*");

  private final Path root;
  private final List<Process> processes = new ArrayList<>();

  private SparkHome(Path root) throws IOException {
    this.root = root;
    // Master, workers and YARN tell only at this level that they are ready.
    Files.writeString(
        Files.createDirectories(root.resolve("conf")).resolve("log4j2.properties"),
        """
        rootLogger.level = info
        rootLogger.appenderRef.console.ref = console
        appender.console.type = Console
        appender.console.name = console
        appender.console.target = SYSTEM_ERR
        appender.console.layout.type = PatternLayout
        appender.console.layout.pattern = %p %c{1}: %m%n
        """);
    Files.createDirectories(jars());
  }

  /** A home whose jars are the given files. */
  static SparkHome of(Path root, Stream<Path> files) throws IOException {
    SparkHome home = new SparkHome(root);
    for (Path file : files.toList()) {
      Path link = home.jars().resolve(file.getFileName());
      if (!Files.exists(link)) {
        Files.createSymbolicLink(link, file);
      }
    }
    return home;
  }

  /** A home as Spark's own distribution is: no class of ours, no Delta. */
  static SparkHome stock(Path root) throws IOException {
    return of(root, libraries(name -> !isOurs(name) && !isDelta(name)));
  }

  /** A home into which Delta was put. */
  static SparkHome withDelta(Path root) throws IOException {
    return of(root, libraries(name -> !isOurs(name)));
  }

  private static boolean isOurs(String name) {
    return OURS.matcher(name).matches();
  }

  private static boolean isDelta(String name) {
    return DELTA.matcher(name).matches();
  }

  private static Stream<Path> libraries(Predicate<String> wanted) throws IOException {
    try (Stream<Path> all = Files.list(SharedData.repository().resolve("jobs/target/lib"))) {
      return all.filter(jar -> wanted.test(jar.getFileName().toString())).toList().stream();
    }
  }

  Path root() {
    return root;
  }

  Path jars() {
    return root.resolve("jars");
  }

  /** What goes on the class path before the jars. */
  Path conf() {
    return root.resolve("conf");
  }

  /**
   * Starts a class of Spark's; its output goes to {@code log}.
   *
   * @param options Java's, besides those of every run
   */
  Process start(String log, List<String> options, String type, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + SharedData.repository().resolve("conf/java.options"));
    command.add(THRIFTY);
    command.add("-Dlog4j2.configurationFile=" + conf().resolve("log4j2.properties"));
    command.addAll(options);
    command.add("-cp");
    command.add(conf() + File.pathSeparator + jars() + "/*");
    command.add(type);
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(root.resolve(log + ".log").toFile());
    builder.environment().put("SPARK_HOME", root.toString());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("HADOOP_CONF_DIR", conf().toString());
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  /** What the process of {@code log} said. */
  String said(String log) throws IOException {
    return Files.readString(root.resolve(log + ".log"));
  }

  /** Waits until {@code text} stands in {@code log} so many times. */
  void await(String log, String text, int times) throws IOException, InterruptedException {
    for (int i = 0; i < PATIENCE_SECONDS * 5; i++) {
      if (said(log).split(text, -1).length > times) {
        return;
      }
      Thread.sleep(200);
    }
    throw new IllegalStateException("no '" + text + "': " + said(log));
  }

  @Override
  public void close() {
    processes.forEach(
        process -> {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
        });
  }
}
