package org.rerate.jobs.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class NameCompleterTest {

  /** What is offered at {@code |}, of which the line reader shows what fits the word. */
  private static List<String> offered(String text) {
    int cursor = text.indexOf('|');
    String typed = text.replace("|", "");
    ParsedLine line = new LineParser().parse(typed, cursor, Parser.ParseContext.COMPLETE);
    List<Candidate> candidates = new ArrayList<>();
    new NameCompleter().complete(null, line, candidates);
    return candidates.stream()
        .map(Candidate::value)
        .filter(value -> value.startsWith(line.word()))
        .toList();
  }

  @Test
  void schemasAndFunctions() {
    assertThat(offered("SELECT * FROM val|")).containsExactly("valuation.");
    assertThat(offered("SELECT * FROM basket_|"))
        .contains("basket_pe(", "basket_change(", "basket_history(");
  }

  @Test
  void tablesOfASchemaWithTheirViews() {
    assertThat(offered("SELECT * FROM market.pri|"))
        .contains("market.prices", "market.prices_current");
    assertThat(offered("DESCRIBE ops.|")).contains("ops.runs", "ops.checks");
    assertThat(offered("SELECT * FROM raw.|")).containsExactly("raw.quarantine");
  }

  @Test
  void columnsOfTheTablesThatTheStatementNames() {
    assertThat(offered("SELECT pe| FROM valuation.basket_valuations"))
        .contains("pe", "pe_zero_floor", "pe_median");
    assertThat(offered("SELECT pe|")).doesNotContain("pe_median");
    assertThat(offered("SELECT b.pe_m| FROM valuation.basket_valuations b"))
        .containsExactly("b.pe_median");
    assertThat(offered("SELECT * FROM ops.runs WHERE start|")).containsExactly("started_at");
  }

  @Test
  void wordsAsTheyAreTyped() {
    assertThat(offered("SEL|")).containsExactly("SELECT");
    assertThat(offered("sel|")).containsExactly("select");
  }
}
