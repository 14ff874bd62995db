package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Standard error of a real command under {@code RERATE_LOG=json}. */
class JsonLogTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private RealCommand start(String format, List<String> arguments) throws IOException {
    return RealCommand.start(
        folder.resolve("warehouse"),
        SmallFeeds.settings(folder),
        arguments,
        Map.of("RERATE_LOG", format));
  }

  @Test
  void everyLineIsJsonWithTheRun() throws IOException, InterruptedException {
    List<String> load = new ArrayList<>(SmallFeeds.write(folder).first());
    load.addAll(List.of("--run-id", "nightly"));
    RealCommand command = start("json", load);
    assertThat(command.end()).as("" + command.lines()).isEqualTo(3);
    List<JsonNode> events = new ArrayList<>();
    for (String line : command.lines()) {
      events.add(JSON.readTree(line));
    }
    assertThat(events)
        .isNotEmpty()
        .allSatisfy(
            event -> {
              assertThat(Instant.parse(event.path("time").asText())).isNotNull();
              assertThat(event.path("level").asText()).isIn("INFO", "WARN", "ERROR");
              assertThat(event.path("message").asText()).isNotBlank();
            });
    assertThat(events)
        .anySatisfy(
            event -> {
              assertThat(event.path("message").asText()).startsWith("Loading ");
              assertThat(event.path("run_id").asText()).isEqualTo("nightly");
              assertThat(event.path("command").asText()).isEqualTo("ingest");
              assertThat(event.path("logger").asText()).isEqualTo("org.rerate.progress");
            });
    // Spark's own, which the text of a command leaves out.
    assertThat(events).anySatisfy(e -> assertThat(e.path("logger").asText()).contains("hadoop"));
  }

  @Test
  void anUnknownFormatIsWrongUsage() throws IOException, InterruptedException {
    RealCommand command = start("xml", List.of("config"));
    assertThat(command.end()).isEqualTo(2);
    assertThat(command.lines())
        .containsExactly(
            "rerate: RERATE_LOG is 'xml', which is no format of the log. Set it to text or json");
  }
}
