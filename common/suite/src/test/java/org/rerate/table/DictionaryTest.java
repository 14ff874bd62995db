package org.rerate.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rerate.testing.SharedData;

@Tag("fast")
class DictionaryTest {

  /** With RERATE_WRITE_DICTIONARY=true in the environment the page is made anew. */
  @Test
  void thePageIsWhatTheDeclarationsSay() throws IOException {
    Path page = SharedData.repository().resolve("docs/dictionary.md");
    if ("true".equals(System.getenv("RERATE_WRITE_DICTIONARY"))) {
      Files.writeString(page, Dictionary.page());
    }
    assertThat(Files.readString(page))
        .as("run the test with RERATE_WRITE_DICTIONARY=true to make the page anew")
        .isEqualTo(Dictionary.page());
  }

  @Test
  void everyColumnSaysWhatItMeans() {
    for (TableSpec table : Dictionary.tables()) {
      Set<String> names = new HashSet<>();
      for (ColumnSpec column : table.columns()) {
        assertThat(column.description()).as(table.fullName() + "." + column.name()).isNotBlank();
        assertThat(names.add(column.name())).as(table.fullName() + " " + column.name()).isTrue();
        if (column.kind() == ColumnKind.NUMBER || column.kind() == ColumnKind.POSITIVE) {
          boolean ofManyKinds = column.name().equals("value");
          assertThat(column.unit().isBlank() && !ofManyKinds)
              .as("no unit: " + table.fullName() + "." + column.name())
              .isFalse();
        }
        if (!column.required() && column.defaultValue() == null) {
          assertThat(column.nullMeaning())
              .as("no meaning of null: " + table.fullName() + "." + column.name())
              .isNotBlank();
        }
      }
      assertThat(names).as(table.fullName()).containsAll(table.key());
    }
  }
}
