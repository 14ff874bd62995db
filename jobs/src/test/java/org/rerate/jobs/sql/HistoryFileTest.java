package org.rerate.jobs.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fast")
class HistoryFileTest {

  @TempDir Path home;
  private final List<String> warnings = new ArrayList<>();

  @Test
  void liesWhereTheStateOfProgramsLies() {
    assertThat(HistoryFile.of("", Map.of(), home, warnings::add))
        .contains(home.resolve(".local/state/rerate/sql_history"));
    Map<String, String> environment = Map.of("XDG_STATE_HOME", home.resolve("state").toString());
    assertThat(HistoryFile.of("", environment, home, warnings::add))
        .contains(home.resolve("state/rerate/sql_history"));
    assertThat(home.resolve("state/rerate")).isDirectory();
    assertThat(warnings).isEmpty();
  }

  @Test
  void isWhereTheSettingSaysOrNowhere() {
    Path file = home.resolve("typed");
    assertThat(HistoryFile.of(file.toString(), Map.of(), home, warnings::add)).contains(file);
    assertThat(HistoryFile.of("off", Map.of(), home, warnings::add)).isEmpty();
    assertThat(warnings).isEmpty();
  }

  @Test
  void isDoneWithoutIfItCannotBeWritten() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "");
    assertThat(HistoryFile.of(file.resolve("below").toString(), Map.of(), home, warnings::add))
        .isEmpty();
    assertThat(HistoryFile.of(home.toString(), Map.of(), home, warnings::add)).isEmpty();
    assertThat(warnings)
        .containsExactly(
            "rerate: the history is not kept, " + file + "/below cannot be written (sql.history)",
            "rerate: the history is not kept, " + home + " cannot be written (sql.history)");
  }
}
