package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.testing.SharedData;

/** The same through {@code bin/rerate}, as an assistant starts it; the launcher builds first. */
@Tag("slow")
class McpLauncherTest {

  @TempDir Path folder;

  private Process start() throws IOException {
    return new ProcessBuilder(
            SharedData.repository().resolve("bin/rerate").toString(),
            "mcp",
            "--warehouse",
            DemoWarehouse.get().root().toString())
        .directory(folder.toFile())
        .redirectError(folder.resolve("err.txt").toFile())
        .start();
  }

  private static ScriptedClient client(Process process) {
    return new ScriptedClient(process.getOutputStream(), process.getInputStream());
  }

  /** All messages at once, then the end, as a shell script does. */
  @Test
  void aScriptIsAnsweredBeforeTheEnd() throws Exception {
    Process process = start();
    ScriptedClient client = client(process);
    client.request(
        "initialize",
        Map.of(
            "protocolVersion",
            "2025-06-18",
            "capabilities",
            Map.of(),
            "clientInfo",
            Map.of("name", "shell", "version", "1")));
    client.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    client.request("tools/call", Map.of("name", "pe", "arguments", Map.of("basket", "us-ai")));
    client.end();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    List<String> lines = client.lines();
    assertThat(lines).hasSize(2);
    assertThat(lines).anyMatch(line -> line.contains("\"structuredContent\""));
  }

  @Test
  void sigtermEndsItWithStatusZero() throws Exception {
    Process process = start();
    ScriptedClient client = client(process);
    client.begin();
    JsonNode told = client.call("baskets", Map.of());
    assertThat(told.at("/structuredContent/rows").size()).isPositive();
    process.toHandle().destroy();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
  }
}
