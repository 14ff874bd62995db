package org.rerate.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rerate.report.document.Language;
import org.rerate.report.document.Words;
import org.rerate.table.ValuationTables;

@Tag("fast")
class DefinitionsTest {

  private static final String COLUMN = "lfl_cap_change_usd";

  @ParameterizedTest
  @EnumSource(Language.class)
  void aNameSaysNeitherUnitNorWhatAMissingValueMeans(Language language) {
    Words words = Words.of(language);
    String name = Definitions.description(words, ValuationTables.BASKET_CHANGES, COLUMN);
    String meaning = Definitions.meaning(words, ValuationTables.BASKET_CHANGES, COLUMN);
    assertThat(name).isNotEmpty().doesNotContain("[", ";", "\uff1b");
    assertThat(meaning)
        .startsWith(name + " [")
        .endsWith("(valuation.basket_changes." + COLUMN + ")");
  }
}
