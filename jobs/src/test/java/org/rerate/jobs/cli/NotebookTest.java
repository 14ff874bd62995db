package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.testing.SharedData;

/** A notebook, executed by its script in a real kernel, and what its check lets pass. */
class NotebookTest {

  private static final Path NOTEBOOKS = SharedData.repository().resolve("notebooks");

  @TempDir private Path folder;

  private record Ended(int status, String said) {}

  private Ended run(Path script, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("RERATE_NOTEBOOKS_OUT", folder.toString());
    builder.environment().put("RERATE_WAREHOUSE", DemoWarehouse.get().root().toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder
        .environment()
        .put(
            "RERATE_CLASS_PATH",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), said);
  }

  @Test
  void theTourFindsWhatItSays() throws IOException, InterruptedException {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/jupyter-nbconvert")),
        "skipped: no Jupyter here (notebooks/run --install installs its Debian packages)");
    Ended ended = run(NOTEBOOKS.resolve("run"), "tour");
    assertThat(ended.said()).contains("5 findings as expected");
    assertThat(ended.status()).isZero();
    assertThat(Files.readString(folder.resolve("tour.html"))).contains("<svg").contains("Nvidia");

    Path wrong = folder.resolve("wrong.txt");
    List<String> findings = Files.readAllLines(NOTEBOOKS.resolve("findings/tour.txt"));
    Files.writeString(wrong, String.join("\n", findings).replace("33", "34"));
    Ended refused =
        run(NOTEBOOKS.resolve("check"), folder.resolve("tour.ipynb").toString(), wrong.toString());
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.said())
        .contains("not found: members of China AI on 2026-01-13: 34")
        .contains("not expected: members of China AI on 2026-01-13: 33");
  }

  @Test
  void theOneInPythonAsksOverHttpAndFindsWhatItSays() throws IOException, InterruptedException {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/jupyter-nbconvert")) && hasPlots(),
        "skipped: no Jupyter, pandas or matplotlib here (notebooks/run --install installs them)");
    Ended ended = run(NOTEBOOKS.resolve("run"), "python");
    assertThat(ended.said()).contains("5 findings as expected");
    assertThat(ended.status()).isZero();
    assertThat(Files.readString(folder.resolve("python.html"))).contains("data:image/png");

    // It is stored with its outputs, for those who look at it first: they are those of today.
    Ended stored =
        run(
            NOTEBOOKS.resolve("check"),
            NOTEBOOKS.resolve("python.ipynb").toString(),
            NOTEBOOKS.resolve("findings/python.txt").toString());
    assertThat(stored.said()).contains("5 findings as expected");
  }

  private static boolean hasPlots() throws IOException, InterruptedException {
    return new ProcessBuilder("/usr/bin/python3", "-c", "import ipykernel, matplotlib, pandas")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  @Test
  void anUnknownNotebookIsToldOf() throws IOException, InterruptedException {
    Ended ended = run(NOTEBOOKS.resolve("run"), "nope");
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.said())
        .isEqualTo(
            "notebooks/run: there is no notebook 'nope'. Known are china-7-magnificent-7"
                + " headline-figures look-ahead own-basket python tour\n");
  }

  @Test
  void everyNotebookInJavaIsStoredWithoutOutputsAndAllHaveFindings() throws IOException {
    try (Stream<Path> files = Files.list(NOTEBOOKS)) {
      List<Path> notebooks = files.filter(file -> file.toString().endsWith(".ipynb")).toList();
      assertThat(notebooks).hasSizeGreaterThan(4);
      for (Path notebook : notebooks) {
        if (!notebook.endsWith("python.ipynb")) {
          assertThat(Files.readString(notebook))
              .doesNotContain("output_type", "\"execution_count\": 1");
        }
        String name = notebook.getFileName().toString().replace(".ipynb", ".txt");
        assertThat(NOTEBOOKS.resolve("findings").resolve(name)).isNotEmptyFile();
      }
    }
  }
}
