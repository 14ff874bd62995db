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

  private final SparkHome home;
  private final int port;

  /** Starts a cluster from {@code home}. */
  Standalone(SparkHome home) throws IOException, InterruptedException {
    this.home = home;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try {
      start();
    } catch (IOException | InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Starts a cluster whose SPARK_HOME, made in {@code root}, holds this test's class path. */
  static Standalone ofClassPath(Path root) throws IOException, InterruptedException {
    List<Path> jars = new ArrayList<>();
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    for (String entry : classPath.split(File.pathSeparator)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        String name = path.getParent().getParent().getFileName() + "-" + path.getFileName();
        Path jar = Files.createDirectories(root.resolve("packed")).resolve(name + ".jar");
        pack(path, jar);
        jars.add(jar);
      } else if (Files.exists(path)) {
        jars.add(path);
      }
    }
    return new Standalone(SparkHome.of(root, jars.stream()));
  }

  private void start() throws IOException, InterruptedException {
    List<String> small = List.of("-Xmx256m");
    List<String> here = List.of("--host", "127.0.0.1", "--webui-port", "0");
    List<String> master = new ArrayList<>(here);
    master.addAll(List.of("--port", port + ""));
    home.start("master", small, "org.apache.spark.deploy.master.Master", master);
    home.await("master", "I have been elected leader", 1);
    for (String name : List.of("worker-1", "worker-2")) {
      List<String> worker = new ArrayList<>(here);
      worker.addAll(List.of("--cores", "2", "--memory", "2600m"));
      worker.addAll(List.of("--work-dir", home.root().resolve("work").toString(), url()));
      home.start(name, small, "org.apache.spark.deploy.worker.Worker", worker);
    }
    home.await("master", "Registering worker", 2);
  }

  private String url() {
    return "spark://127.0.0.1:" + port;
  }

  /** Runs a command from the class path on the cluster, in client mode; returns its status. */
  int submit(String... arguments) throws IOException, InterruptedException {
    Submission submission =
        Submission.to(url())
            .jar(home.jars().resolve("jobs-classes.jar"))
            .driverOptions("-Drerate.home=" + SharedData.repository());
    return submit(submission, arguments);
  }

  /** Runs a command on the cluster as spark-submit does; returns its exit status. */
  int submit(Submission submission, String... arguments) throws IOException, InterruptedException {
    Process driver = submission.start(home, arguments);
    assertThat(driver.waitFor(5, TimeUnit.MINUTES)).as("the job ends").isTrue();
    return driver.exitValue();
  }

  /** A submission to this cluster. */
  Submission submission() {
    return Submission.to(url());
  }

  /** What the submitting process said. */
  String said() throws IOException {
    return home.said(Submission.LOG);
  }

  /** What the driver of cluster mode said, which lived on a worker. */
  String saidThere() throws IOException {
    try (Stream<Path> all = Files.walk(home.root().resolve("work"))) {
      Path said =
          all.filter(file -> file.toString().matches(".*driver-.*stderr")).findFirst().get();
      return Files.readString(said);
    }
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
    home.close();
  }
}
