package org.rerate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.domain.RerateException;

@Tag("fast")
class ConfFoldersTest {

  @TempDir Path folder;

  private String write(String place, String name, String text) throws IOException {
    Path file = folder.resolve(place).resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return folder.resolve(place).toString();
  }

  private ConfFolders folders(List<String> options, Map<String, String> environment) {
    return ConfFolders.of(
        options, environment, folder.resolve("here"), folder.resolve("installation"));
  }

  @Test
  void theFirstFolderThatHasTheNameWins() throws IOException {
    write("installation/conf", "reports/note.conf", "installed");
    assertThat(folders(List.of(), Map.of()).find("reports", "note").orElseThrow().text())
        .isEqualTo("installed");
    write("here/conf", "reports/note.conf", "here");
    assertThat(folders(List.of(), Map.of()).find("reports", "note").orElseThrow().text())
        .isEqualTo("here");
    String desk = write("desk", "reports/note.conf", "desk");
    assertThat(
            folders(List.of(), Map.of("RERATE_CONF", desk))
                .find("reports", "note")
                .orElseThrow()
                .text())
        .isEqualTo("desk");
    String one = write("one", "reports/note.conf", "one");
    String two = write("two", "reports/note.conf", "two");
    ConfText found =
        folders(List.of(one, two), Map.of("RERATE_CONF", desk))
            .find("reports", "note")
            .orElseThrow();
    assertThat(found).isEqualTo(new ConfText(one + "/reports/note.conf", "one"));
  }

  @Test
  void aFolderMayBeAUri() throws IOException {
    String desk = "file:" + write("desk", "reports/note.conf", "desk");
    ConfFolders folders = folders(List.of(desk), Map.of());
    assertThat(folders.find("reports", "note").orElseThrow().text()).isEqualTo("desk");
    assertThat(folders.names("reports")).contains("note");
    assertThat(folders.find("reports", "other")).isEmpty();
  }

  @Test
  void whatIsShippedIsFoundWithoutAnyFolder() {
    ConfFolders none = folders(List.of(), Map.of());
    assertThat(none.find("methodologies", "default").orElseThrow().place())
        .isEqualTo("(shipped) conf/methodologies/default.conf");
    assertThat(none.names("reports")).contains("us-vs-china");
    assertThat(none.names("sources")).contains("consensus-us");
    assertThat(none.file("maintenance.conf")).isPresent();
  }

  @Test
  void aWrongNameIsAnsweredWithThoseThatExist() throws IOException {
    String desk = write("desk", "reports/monthly.conf", "");
    assertThatThrownBy(
            () -> folders(List.of(desk), Map.of()).require("reports", "report", "montly"))
        .isInstanceOfSatisfying(
            RerateException.class, e -> assertThat(e.exit()).isEqualTo(RerateException.Exit.USAGE))
        .hasMessage(
            "there is no report 'montly'. Known are monthly, us-vs-china; a new one is a file in "
                + desk
                + "/reports");
    assertThatThrownBy(() -> folders(List.of(), Map.of()).require("reports", "report", "../x"))
        .hasMessageStartingWith("there is no report '../x'");
  }

  @Test
  void aNamedFolderThatIsMissingIsAnError() {
    String missing = folder.resolve("missing").toString();
    assertThatThrownBy(() -> folders(List.of(missing), Map.of()))
        .hasMessage(
            "the configuration folder "
                + missing
                + " does not exist. Correct --conf-dir or RERATE_CONF, or make the folder");
  }

  @Test
  void settingsAreTakenFromFoldersThatWereNamedAndTheInstallationAlone() throws IOException {
    write("installation/conf", "rerate.conf", "methodology = installed\nknowledge = as_was");
    write("here/conf", "rerate.conf", "methodology = here");
    String desk = write("desk", "rerate.conf", "methodology = desk");
    Settings settings = Settings.load(folders(List.of(desk), Map.of()), null, Map.of(), Map.of());
    assertThat(settings.text("methodology")).isEqualTo("desk");
    assertThat(settings.text("knowledge")).isEqualTo("as_was");
    assertThat(
            Settings.load(folders(List.of(), Map.of()), null, Map.of(), Map.of())
                .text("methodology"))
        .isEqualTo("installed");
  }
}
