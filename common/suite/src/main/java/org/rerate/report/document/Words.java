package org.rerate.report.document;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What reports say, in one language: sentences and labels by key, numbers and dates as that
 * language writes them. The texts are {@code words*.properties} beside this class; {@code {0}}
 * stands for the first argument.
 */
public final class Words {

  /** The words that everything but a translated report uses. */
  public static final Words ENGLISH = new Words(Language.EN);

  private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

  private final Language language;
  private final List<ResourceBundle> bundles;

  private Words(Language language) {
    this.language = language;
    // Never the language of the machine where a text of ours is missing.
    ResourceBundle.Control own =
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    String folder = Words.class.getPackageName() + ".";
    this.bundles =
        List.of(
            ResourceBundle.getBundle(folder + "words", language.locale(), own),
            ResourceBundle.getBundle(folder + "page", language.locale(), own),
            ResourceBundle.getBundle(folder + "meanings", language.locale(), own));
  }

  /** The words of a language. */
  public static Words of(Language language) {
    return language == Language.EN ? ENGLISH : new Words(language);
  }

  /** The language. */
  public Language language() {
    return language;
  }

  /** All keys. */
  public Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    bundles.forEach(bundle -> keys.addAll(bundle.keySet()));
    return keys;
  }

  /** True if there is a text of that key. */
  public boolean has(String key) {
    return bundles.stream().anyMatch(bundle -> bundle.containsKey(key));
  }

  /** The text of a key, as it stands. */
  public String pattern(String key) {
    return bundles.stream()
        .filter(bundle -> bundle.containsKey(key))
        .findFirst()
        .map(bundle -> bundle.getString(key))
        .orElseThrow(() -> new IllegalArgumentException("no words for " + key));
  }

  /** The text of a key with its arguments; dates are written out. */
  public String text(String key, Object... arguments) {
    StringBuilder text = new StringBuilder();
    parts(key, arguments).forEach(text::append);
    return text.toString();
  }

  /** The same as a sentence; arguments may be numbers of the report, and sentences. */
  public Sentence sentence(String key, Object... arguments) {
    return Sentence.of(parts(key, arguments).toArray());
  }

  private List<Object> parts(String key, Object... arguments) {
    String pattern = pattern(key);
    List<Object> parts = new ArrayList<>();
    Matcher place = PLACE.matcher(pattern);
    int end = 0;
    while (place.find()) {
      parts.add(pattern.substring(end, place.start()));
      parts.add(part(arguments[Integer.parseInt(place.group(1))]));
      end = place.end();
    }
    parts.add(pattern.substring(end));
    return parts;
  }

  private Object part(Object argument) {
    return argument instanceof Sentence || argument instanceof QuotedNumber
        ? argument
        : argument instanceof LocalDate date ? date(date) : String.valueOf(argument);
  }

  /** A date in a sentence. */
  public String date(LocalDate date) {
    return text(
        "date", date.toString(), date.getYear(), date.getMonthValue(), date.getDayOfMonth());
  }

  /** "a, b and c". */
  public String list(List<String> words) {
    int last = words.size() - 1;
    return last < 1
        ? String.join("", words)
        : text("list", String.join(pattern("list.comma"), words.subList(0, last)), words.get(last));
  }

  /** A value as tables and charts write it; a dash where it is missing. */
  public String show(Unit unit, Object value) {
    return language == Language.ZH ? ChineseNumbers.display(unit, value) : unit.display(value);
  }

  /** A value as a sentence writes it. */
  public String brief(Unit unit, Double value) {
    return language == Language.ZH ? ChineseNumbers.brief(unit, value) : unit.brief(value);
  }

  /** The reason that a status gives; the code itself where there are no words for it. */
  public String reason(String status) {
    String key = "status." + status;
    return has(key) ? pattern(key) : status.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
