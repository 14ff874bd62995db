package org.rerate.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.domain.RerateException.Exit;
import org.rerate.jobs.cli.Main;
import org.rerate.run.ConfFolders;
import org.rerate.run.Settings;
import org.rerate.testing.SharedData;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What {@code examples/operate} and {@code docs/operate} tell schedulers: the commands, options,
 * exit statuses and settings in them are those that there are.
 */
class SchedulerExamplesTest {

  private static final Path ROOT = SharedData.repository();
  private static final Path EXAMPLES = ROOT.resolve("examples/operate");
  private static final Path PAGES = ROOT.resolve("docs/operate");

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** A date that a shell or a template puts in. */
  private static final Pattern PUT_IN =
      Pattern.compile("\"?\\$+\\([^)]*\\)\"?|\\{\\{[^}]*}}", Pattern.DOTALL);

  /** The script or the image, and the rest of the line. */
  private static final Pattern CALL =
      Pattern.compile("(?:bin/rerate|\\brerate:[0-9.]+) +([^\\n]+)");

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static List<JsonNode> documents(Path yaml) throws IOException {
    return YAML.readerFor(JsonNode.class).<JsonNode>readValues(Files.readString(yaml)).readAll();
  }

  private static JsonNode cronJob() throws IOException {
    return documents(EXAMPLES.resolve("kubernetes/cronjob.yaml")).get(1).get("spec");
  }

  private static JsonNode pod() throws IOException {
    return cronJob().at("/jobTemplate/spec/template/spec");
  }

  /** The command lines in a file, without the name of the program. */
  private static List<List<String>> calls(Path file) throws IOException {
    String text = Files.readString(file);
    List<List<String>> calls = new ArrayList<>();
    if (file.toString().endsWith(".yaml")) {
      StringBuilder scalars = new StringBuilder();
      for (JsonNode document : documents(file)) {
        List<String> arguments = new ArrayList<>();
        document.at("/spec/arguments").forEach(argument -> arguments.add(argument.asText()));
        if (!arguments.isEmpty()) {
          calls.add(arguments);
        }
        document.findValues("args").forEach(args -> scalars.append(args.get(0).asText()));
      }
      text = scalars.toString();
    }
    text = PUT_IN.matcher(text.replaceAll("\\\\\\n\\s*", " ")).replaceAll("2026-01-13");
    CALL.matcher(text)
        .results()
        .map(call -> call.group(1).split("[>|&;'`#]", 2)[0].replace("\"", "").strip())
        .forEach(line -> calls.add(List.of(line.split(" +"))));
    return calls;
  }

  @Test
  void everyCommandLineIsUnderstood() throws IOException {
    Map<String, List<String>> commands = new TreeMap<>();
    List<Path> all = new ArrayList<>(files(EXAMPLES));
    all.addAll(files(PAGES));
    for (Path file : all) {
      for (List<String> call : calls(file)) {
        commands
            .computeIfAbsent(ROOT.relativize(file).toString(), name -> new ArrayList<>())
            .add(command(file, call));
      }
    }
    assertThat(commands)
        .containsEntry("examples/operate/airflow/rerate_daily.py", List.of("run"))
        .containsEntry("examples/operate/cron/rerate-daily", List.of("run"))
        .containsEntry("examples/operate/docker/Dockerfile", List.of("--version"))
        .containsEntry("examples/operate/kubernetes/cronjob.yaml", List.of("run"))
        .containsEntry("examples/operate/kubernetes/sparkapplication.yaml", List.of("backfill"))
        .containsEntry("examples/operate/systemd/rerate-daily.service", List.of("run"))
        .containsKeys("docs/operate/docker.md", "docs/operate/systemd.md");
  }

  private static String command(Path file, List<String> call) {
    try {
      ParseResult parsed = new CommandLine(new Main()).parseArgs(call.toArray(String[]::new));
      if (parsed.hasSubcommand()) {
        return parsed.subcommand().commandSpec().name();
      }
      assertThat(parsed.isVersionHelpRequested()).as(file + ": " + call).isTrue();
      return "--version";
    } catch (ParameterException e) {
      throw new AssertionError(file + ": " + call, e);
    }
  }

  private static List<Integer> numbers(String text) {
    return Pattern.compile("\\d+")
        .matcher(text)
        .results()
        .map(number -> Integer.valueOf(number.group()))
        .toList();
  }

  private static String found(String file, String pattern) throws IOException {
    return Pattern.compile(pattern, Pattern.MULTILINE)
        .matcher(Files.readString(EXAMPLES.resolve(file)))
        .results()
        .map(match -> match.group(1))
        .findFirst()
        .orElseThrow(() -> new AssertionError(file + " has no " + pattern));
  }

  /** All but 0 and the one that promises that another attempt may work. */
  @Test
  void onlyWhatWaitingMayCureIsTriedAgain() throws IOException {
    List<Integer> vain =
        Stream.of(Exit.values())
            .filter(exit -> exit != Exit.DONE && exit != Exit.RETRY)
            .map(Exit::code)
            .toList();
    assertThat(numbers(found("airflow/rerate_daily.py", "^NOT_CURED_BY_WAITING = \\[(.*)]$")))
        .isEqualTo(vain);
    List<Integer> stopped = new ArrayList<>(vain);
    stopped.addAll(List.of(130, 143));
    assertThat(numbers(found("systemd/rerate-daily.service", "^RestartPreventExitStatus=(.*)$")))
        .isEqualTo(stopped);
    JsonNode ends = cronJob().at("/jobTemplate/spec/podFailurePolicy/rules/1");
    assertThat(ends.get("action").asText()).isEqualTo("FailJob");
    assertThat(numbers(ends.at("/onExitCodes/values").toString())).isEqualTo(vain);
    assertThat(ends.at("/onExitCodes/containerName")).isEqualTo(pod().at("/containers/0/name"));
    assertThat(found("cron/rerate-daily", "flock -n -E (\\d+) "))
        .isEqualTo(Integer.toString(Exit.RETRY.code()));
  }

  @Test
  void thePodReadsItsPipelineAndSettings(@TempDir Path folder) throws IOException {
    JsonNode data = documents(EXAMPLES.resolve("kubernetes/cronjob.yaml")).get(0).get("data");
    for (JsonNode item : pod().at("/volumes/0/configMap/items")) {
      Path file = folder.resolve(item.get("path").asText());
      Files.createDirectories(file.getParent());
      Files.writeString(file, data.get(item.get("key").asText()).asText());
    }
    Map<String, String> environment = new LinkedHashMap<>();
    pod()
        .at("/containers/0/env")
        .forEach(
            variable ->
                environment.put(
                    variable.get("name").asText(), variable.path("value").asText("secret")));
    ConfFolders folders = ConfFolders.of(List.of(folder.toString()), environment, folder, ROOT);

    PipelineSpec spec = PipelineSpec.read(folders, "daily");
    assertThat(spec.feeds().get(0).on(LocalDate.parse("2026-01-13")))
        .isEqualTo("s3a://desk/feeds/2026-01-13");
    assertThat(spec.isOpen(LocalDate.parse("2026-12-25"))).isFalse();

    Settings settings = Settings.load(folders, null, environment, Map.of());
    assertThat(settings.text("master")).isEqualTo("local[2]");
    assertThat(settings.text("warehouse")).isEqualTo("s3a://desk/rerate");
    assertThat(settings.spark())
        .containsEntry("spark.hadoop.fs.s3a.endpoint", "https://s3.example.org");
  }

  @Test
  void aPodOfTheCronJobIsAloneAndHasWhatItMounts() throws IOException {
    assertThat(cronJob().get("concurrencyPolicy").asText()).isEqualTo("Forbid");
    assertThat(pod().at("/containers/0/volumeMounts").findValuesAsText("name"))
        .containsExactlyElementsOf(
            Stream.of(pod().at("/volumes/0/name"), pod().at("/volumes/1/name"))
                .map(JsonNode::asText)
                .toList());
  }

  @Test
  void theSparkApplicationStartsOurJarOnOurSpark() throws IOException {
    JsonNode spec =
        documents(EXAMPLES.resolve("kubernetes/sparkapplication.yaml")).get(0).get("spec");
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    assertThat(spec.get("mainClass").asText()).isEqualTo(Main.class.getName());
    assertThat(pom)
        .contains("<spark.version>" + spec.get("sparkVersion").asText() + "</spark.version>");
    String jar = Path.of(spec.get("mainApplicationFile").asText()).getFileName().toString();
    assertThat(pom)
        .contains("<version>" + jar.replaceAll("rerate-jobs-|\\.jar", "") + "</version>");
  }

  @Test
  void theDagIsPython(@TempDir Path folder) throws IOException, InterruptedException {
    ProcessBuilder compiler =
        new ProcessBuilder(
                "python3",
                "-m",
                "py_compile",
                EXAMPLES.resolve("airflow/rerate_daily.py").toString())
            .redirectErrorStream(true);
    compiler.environment().put("PYTHONPYCACHEPREFIX", folder.toString());
    Process process;
    try {
      process = compiler.start();
    } catch (IOException e) {
      abort("skipped: this machine has no python3");
      return;
    }
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(told).isZero();
  }

  @Test
  void everyVariableIsReadSomewhere() throws IOException {
    StringBuilder readers = new StringBuilder(Files.readString(ROOT.resolve("bin/rerate")));
    for (Class<?> reader : List.of(Settings.class, ConfFolders.class)) {
      readers.append(source("common/suite", reader));
    }
    readers.append(source("jobs", RunCommand.class));
    List<Path> all = new ArrayList<>(files(EXAMPLES));
    all.addAll(files(PAGES));
    TreeSet<String> names = new TreeSet<>();
    for (Path file : all) {
      Pattern.compile("\\bRERATE_[A-Z_]+")
          .matcher(Files.readString(file))
          .results()
          .map(MatchResult::group)
          .forEach(names::add);
    }
    assertThat(names).contains("RERATE_WAREHOUSE", "RERATE_SCHEDULER_RUN");
    assertThat(names).allMatch(name -> readers.toString().matches("(?s).*\\b" + name + "\\b.*"));
  }

  private static String source(String module, Class<?> type) throws IOException {
    return Files.readString(
        ROOT.resolve(module + "/src/main/java/" + type.getName().replace('.', '/') + ".java"));
  }

  @Test
  void everyFileIsLinkedFromItsPageAndEveryLinkLeadsSomewhere() throws IOException {
    TreeSet<Path> linked = new TreeSet<>();
    for (Path page : files(PAGES)) {
      Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)")
          .matcher(Files.readString(page))
          .results()
          .map(link -> PAGES.resolve(link.group(1)).normalize())
          .forEach(linked::add);
    }
    assertThat(linked).allMatch(Files::exists).containsAll(files(EXAMPLES));
  }
}
