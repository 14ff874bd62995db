package org.rerate.report.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rerate.domain.RuleCode;
import org.rerate.domain.Status;
import org.rerate.methodology.Multiple;
import org.rerate.table.Dictionary;
import org.rerate.table.TableSpec;

@Tag("fast")
class WordsTest {

  private static final Pattern PLACE = Pattern.compile("\\{\\d}");
  private static final Words CHINESE = Words.of(Language.ZH);

  private static Properties file(String name) throws IOException {
    Properties file = new Properties();
    try (Reader reader =
        new InputStreamReader(Words.class.getResourceAsStream(name), StandardCharsets.UTF_8)) {
      file.load(reader);
    }
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"words", "page"})
  void eachLanguageHasTheSameKeysWithTheSameArguments(String bundle) throws IOException {
    Properties english = file(bundle + ".properties");
    Properties chinese = file(bundle + "_zh.properties");
    assertThat(chinese.stringPropertyNames())
        .containsExactlyInAnyOrderElementsOf(english.stringPropertyNames());
    english
        .stringPropertyNames()
        .forEach(
            key -> {
              if (!key.equals("date")) {
                assertThat(places(chinese.getProperty(key)))
                    .as(key)
                    .isEqualTo(places(english.getProperty(key)));
              }
            });
  }

  private static Set<String> places(String text) {
    return new TreeSet<>(PLACE.matcher(text).results().map(MatchResult::group).toList());
  }

  @Test
  void everyStatusAndMultipleHasWordsInBoth() {
    for (Multiple multiple : Multiple.values()) {
      assertThat(CHINESE.has("multiple." + multiple.word())).as(multiple.word()).isTrue();
    }
    for (Status status : Status.values()) {
      if (Words.ENGLISH.has("status." + status)) {
        assertThat(CHINESE.reason(status.name())).as(status.name()).isNotEqualTo(status.name());
      }
    }
  }

  @Test
  void aMeaningIsOfAColumnOrRuleThatThereIs() throws IOException {
    for (String key : file("meanings_zh.properties").stringPropertyNames()) {
      if (key.startsWith("rule.")) {
        assertThat(RuleCode.valueOf(key.substring("rule.".length())).meaning())
            .as(key)
            .isNotEmpty();
      } else {
        String[] parts = key.split("\\.");
        TableSpec table = table(parts[1] + "." + parts[2]);
        assertThat(table.column(parts[3])).as(key).isPresent();
      }
    }
  }

  private static TableSpec table(String name) {
    return Dictionary.tables().stream()
        .filter(table -> table.fullName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no table " + name));
  }

  @Test
  void datesAndListsAreWrittenAsTheLanguageDoes() {
    LocalDate day = LocalDate.of(2026, 1, 5);
    assertThat(Words.ENGLISH.date(day)).isEqualTo("2026-01-05");
    assertThat(CHINESE.date(day)).isEqualTo("2026\u5e741\u67085\u65e5");
    assertThat(Words.ENGLISH.list(List.of("a", "b", "c"))).isEqualTo("a, b and c");
    assertThat(CHINESE.list(List.of("a", "b", "c"))).isEqualTo("a\u3001b\u548cc");
  }

  /** 万 is 10^4, 亿 10^8, 万亿 10^12. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "USD | 1.7634e12 | 1.76\u4e07\u4ebf\u7f8e\u5143",
        "USD | 9.996e11 | 1.00\u4e07\u4ebf\u7f8e\u5143",
        "USD_CHANGE | 7.32e11 | +7,320\u4ebf\u7f8e\u5143",
        "USD_CHANGE | -2.893e9 | -28.9\u4ebf\u7f8e\u5143",
        "USD | 45600000 | 4,560\u4e07\u7f8e\u5143",
        "USD | 9876 | 9,880\u7f8e\u5143",
        "AMOUNT | -312000000 | -3.12\u4ebf",
        "MULTIPLE | 24.04 | 24.0\u500d",
        "MULTIPLE_CHANGE | 0.3 | +0.3\u500d",
        "FRACTION | 0.9999 | >99.9%",
        "CHANGE | 0.42 | +42.0%",
        "PERCENT_POINTS | 0.021 | +2.1\u4e2a\u767e\u5206\u70b9"
      })
  void aChineseNumberHasTheSameThreeDigits(Unit unit, double value, String shown) {
    assertThat(CHINESE.show(unit, value)).isEqualTo(shown);
  }

  @Test
  void missingAndNotMeaningfulAreSaidInChineseToo() {
    assertThat(CHINESE.show(Unit.USD, new Absence("NO_FX"))).isEqualTo(Unit.MISSING);
    assertThat(CHINESE.show(Unit.MULTIPLE, new Doubtful(326.3, "x")))
        .isEqualTo("326\u500d" + CHINESE.pattern("mark"));
    assertThat(CHINESE.brief(Unit.CHANGE, 0.4217)).isEqualTo("+42%");
  }

  @Test
  void aKeyWithoutWordsIsADefect() {
    assertThatThrownBy(() -> Words.ENGLISH.text("no.such"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no words for no.such");
  }
}
