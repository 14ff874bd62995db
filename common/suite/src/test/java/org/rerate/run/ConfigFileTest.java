package org.rerate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others than the operator write tells what stands in it, and nothing of this machine. */
@Tag("fast")
class ConfigFileTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "include \"other\"",
        "include file(\"%s/other.conf\")",
        "include required(file(\"%s/other.conf\"))",
        "include url(\"file:%s/other.conf\")",
        "include classpath(\"rerate-defaults.conf\")",
        "deep { include \"other.conf\" }",
        "include package(\"org.rerate\", \"rerate-defaults.conf\")"
      })
  void anIncludeIsRefusedWithItsLine(String include) throws IOException {
    Files.writeString(folder.resolve("other.conf"), "secret = 1\n");
    Path file = folder.resolve("x.conf");
    Files.writeString(file, "# no include here\na = 1\n" + include.formatted(folder) + "\nb = 2\n");
    assertThatThrownBy(() -> ConfigFile.parse(file.toString(), Files.readString(file)))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(file + ": 3: ")
        .hasMessageContaining("include");
  }

  @Test
  void aRefusedIncludeSaysWhatToDo() {
    assertThatThrownBy(() -> ConfigFile.parse("x.conf", "\ninclude \"/etc/shadow\"\n"))
        .hasMessage(
            "x.conf: 2: it includes '/etc/shadow', and such a file may include nothing. Write it"
                + " out here");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PATH", "user.home", "java.version"})
  void nothingIsTakenFromTheEnvironment(String name) {
    assertThatThrownBy(() -> ConfigFile.parse("x.conf", "a = 1\nb = ${" + name + "}\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(
            "x.conf: 2: a ${...} names nothing that stands in this file; the environment is not"
                + " looked at. Write the value itself (")
        .hasMessageContaining("${" + name + "}");
    assertThat(ConfigFile.parse("x.conf", "b = ${?" + name + "}\n").hasPath("b")).isFalse();
  }

  @Test
  void aFileMayReferToItself() {
    assertThat(ConfigFile.parse("x.conf", "a = 1\nb = ${a}2\nc = [1]\nc += 3\n").getInt("b"))
        .isEqualTo(12);
  }
}
