package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.rerate.testing.SharedData;

/** A Spark standalone cluster on the loopback address: a master and two workers as processes. */
final class Standalone implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 120;

  /** For processes that live for seconds. */
  private static final String THRIFTY = "-XX:TieredStopAtLevel=1";

  private final Path home;
  private final int port;
  private final List<Process> processes = new ArrayList<>();

  /** Starts the cluster; {@code home} becomes its SPARK_HOME. */
  Standalone(Path home) throws IOException, InterruptedException {
    this.home = home;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    // Master and workers tell only at this level that they are ready.
    Files.writeString(
        Files.createDirectories(home.resolve("conf")).resolve("log4j2.properties"),
        """
        rootLogger.level = info
        rootLogger.appenderRef.console.ref = console
        appender.console.type = Console
        appender.console.name = console
        appender.console.target = SYSTEM_ERR
        appender.console.layout.type = PatternLayout
        appender.console.layout.pattern = %p %c{1}: %m%n
        """);
    Path jars = Files.createDirectories(home.resolve("jars"));
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    for (String entry : classPath.split(File.pathSeparator)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        pack(
            path,
            jars.resolve(
                path.getParent().getParent().getFileName() + "-" + path.getFileName() + ".jar"));
      } else if (Files.exists(path) && !Files.exists(jars.resolve(path.getFileName()))) {
        Files.createSymbolicLink(jars.resolve(path.getFileName()), path);
      }
    }
    try {
      start();
    } catch (IOException | InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void start() throws IOException, InterruptedException {
    processes.add(
        java(
            "master",
            "deploy.master.Master",
            "--host",
            "127.0.0.1",
            "--port",
            port + "",
            "--webui-port",
            "0"));
    await("master", "I have been elected leader", 1);
    for (String worker : List.of("worker-1", "worker-2")) {
      processes.add(
          java(
              worker,
              "deploy.worker.Worker",
              "--host",
              "127.0.0.1",
              "--webui-port",
              "0",
              "--cores",
              "1",
              "--memory",
              "1300m",
              "--work-dir",
              home.resolve("work").toString(),
              url()));
    }
    await("master", "Registering worker", 2);
  }

  private String url() {
    return "spark://127.0.0.1:" + port;
  }

  /** Runs a command on the cluster as spark-submit does; returns its exit status. */
  int submit(String deployMode, String... arguments) throws IOException, InterruptedException {
    String options =
        String.join(
                " ",
                Files.readAllLines(SharedData.repository().resolve("conf/java.options")).stream()
                    .filter(line -> line.startsWith("-"))
                    .toList())
            + " -Drerate.home="
            + SharedData.repository();
    List<String> submission = new ArrayList<>(List.of("--master", url()));
    submission.addAll(List.of("--deploy-mode", deployMode));
    submission.addAll(List.of("--class", Main.class.getName()));
    submission.addAll(List.of("--driver-memory", "1g", "--executor-memory", "1g"));
    submission.addAll(List.of("--conf", "spark.driver.host=127.0.0.1"));
    submission.addAll(List.of("--conf", "spark.standalone.submit.waitAppCompletion=true"));
    submission.addAll(List.of("--conf", "spark.driver.extraJavaOptions=" + options));
    submission.addAll(List.of("--conf", "spark.executor.extraJavaOptions=" + THRIFTY));
    submission.addAll(List.of("--conf", "spark.sql.codegen.wholeStage=false"));
    submission.addAll(List.of("--conf", "spark.sql.shuffle.partitions=2"));
    submission.add(home.resolve("jars/jobs-classes.jar").toString());
    submission.addAll(List.of(arguments));
    Process driver = java("driver", "deploy.SparkSubmit", submission.toArray(String[]::new));
    processes.add(driver);
    assertThat(driver.waitFor(5, TimeUnit.MINUTES)).as("the job ends").isTrue();
    return driver.exitValue();
  }

  /** What the driver said. */
  String said() throws IOException {
    return Files.readString(home.resolve("driver.log"));
  }

  private Process java(String log, String type, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + SharedData.repository().resolve("conf/java.options"));
    command.add(log.equals("driver") ? "-Xmx1g" : "-Xmx256m");
    command.add(THRIFTY);
    command.add("-Drerate.home=" + SharedData.repository());
    command.add("-Dlog4j2.configurationFile=" + home.resolve("conf/log4j2.properties"));
    command.add("-cp");
    command.add(home.resolve("conf") + File.pathSeparator + home.resolve("jars") + "/*");
    command.add("org.apache.spark." + type);
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve(log + ".log").toFile());
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    return builder.start();
  }

  private void await(String log, String text, int times) throws IOException, InterruptedException {
    for (int i = 0; i < PATIENCE_SECONDS * 5; i++) {
      if (Files.readString(home.resolve(log + ".log")).split(text, -1).length > times) {
        return;
      }
      Thread.sleep(200);
    }
    throw new IllegalStateException(
        "no '" + text + "': " + Files.readString(home.resolve(log + ".log")));
  }

  private static void pack(Path classes, Path jar) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, out);
      }
    }
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
