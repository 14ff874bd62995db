package org.example.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.jobs.cli.Main;
import org.rerate.testing.SharedData;
import org.rerate.testing.TestSession;

/** The measure and the feed format of {@code examples/extension}, from a jar. */
class ExtensionTest {

  private static final Path EXAMPLE =
      SharedData.repository().resolve("examples/extension/src/main");

  @TempDir private Path folder;

  private ClassLoader before;
  private URLClassLoader extended;

  @BeforeEach
  void addTheJar() throws IOException {
    TestSession.get();
    before = Thread.currentThread().getContextClassLoader();
    extended = new URLClassLoader(new URL[] {jar().toUri().toURL()}, before);
    Thread.currentThread().setContextClassLoader(extended);
  }

  @AfterEach
  void takeItAway() throws IOException {
    Thread.currentThread().setContextClassLoader(before);
    extended.close();
  }

  private Path jar() throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> arguments =
        new ArrayList<>(
            List.of("--release", "17", "-proc:none", "-cp", System.getProperty("java.class.path")));
    arguments.addAll(List.of("-d", classes.toString()));
    for (Path source : files(EXAMPLE.resolve("java"))) {
      arguments.add(source.toString());
    }
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    int status = compiler.run(null, told, told, arguments.toArray(String[]::new));
    assertThat(status).as(told.toString(StandardCharsets.UTF_8)).isZero();
    Path jar = folder.resolve("extension.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      for (Path root : List.of(classes, EXAMPLE.resolve("resources"))) {
        for (Path file : files(root)) {
          entries.putNextEntry(new ZipEntry(root.relativize(file).toString()));
          Files.copy(file, entries);
        }
      }
    }
    return jar;
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private String run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--warehouse", folder.resolve("warehouse").toString()));
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setProperty("rerate.home", SharedData.repository().toString());
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      assertThat(Main.run(all.toArray(String[]::new))).isZero();
    } finally {
      System.setOut(out);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private String feed() throws IOException {
    Path feed = Files.createDirectories(folder.resolve("feed"));
    Files.writeString(
        feed.resolve("issuers.csv"), "issuer_id,name,region\nA,\"Alpha\",US\nB,Beta,US\n");
    Files.writeString(
        feed.resolve("securities.csv"),
        "security_id,issuer_id,ticker,currency\nA1,A,A,USD\nB1,B,B,USD\n");
    Files.writeString(
        feed.resolve("shares.csv"),
        "security_id,effective_date,shares_outstanding\nA1,2025-01-01,100\nB1,2025-01-01,100\n");
    Files.writeString(feed.resolve("baskets.csv"), "basket_id,name\nb,B\n");
    Files.writeString(
        feed.resolve("members.csv"),
        "basket_id,issuer_id,subsector,valid_from\nb,A,S,2025-01-01\nb,B,S,2025-01-01\n");
    Files.writeString(
        feed.resolve("prices.psv"),
        "security_id|trade_date|close\nA1|2026-01-05|30\nB1|2026-01-05|10\nA1|2026-01-06|no\n");
    return feed.toString();
  }

  /** Caps of 3,000 and 1,000 are weights of 3/4 and 1/4: 9/16 + 1/16 = 0.625. */
  @Test
  void aMeasureAndAFormatComeFromAJar() throws IOException {
    assertThat(run("measure")).contains("concentration: Herfindahl index of a basket's caps");
    assertThat(run("ingest", feed(), "--format", "csv").lines())
        .filteredOn(line -> line.contains(",prices,"))
        .singleElement()
        .asString()
        .contains(",prices,3,2,0,1,0,");
    run("value", "--bases", "CY2026");
    assertThat(run("measure", "concentration", "--basket", "b", "--format", "csv").lines())
        .containsExactly(
            "basket_id,valuation_date,membership,herfindahl,capped_count",
            "b,2026-01-05,point_in_time,0.625,2");
    assertThat(
            run(
                    "sql",
                    "--format",
                    "csv",
                    "-e",
                    "SELECT herfindahl, run_id IS NOT NULL AS signed FROM valuation.concentration")
                .lines())
        .containsExactly("herfindahl,signed", "0.625,true");
    assertThat(
            run("sql", "--format", "csv", "-e", "SELECT line_number FROM raw.quarantine").lines())
        .containsExactly("line_number", "4");
  }
}
