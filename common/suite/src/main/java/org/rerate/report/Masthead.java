package org.rerate.report;

import com.typesafe.config.Config;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.rerate.report.document.Language;

/**
 * What a report says about itself; each is empty where the report says nothing.
 *
 * @param notice what its numbers must not be taken for, such as that they are made up
 * @param source where its data come from
 * @param author who answers for it
 * @param names names of baskets, instead of the feed's, and of base dates, instead of the report's
 * @param descriptions descriptions of baskets that replace those of the feed
 * @param translations the same in other languages
 */
public record Masthead(
    String notice,
    String source,
    String author,
    Map<String, String> names,
    Map<String, String> descriptions,
    Map<Language, Masthead> translations) {

  static final Set<String> KEYS = Set.of("notice", "source", "author", "zh");

  private static final Set<String> OWN =
      Set.of("notice", "source", "author", "names", "descriptions");

  static Masthead read(Config config) {
    Map<Language, Masthead> translations = new HashMap<>();
    String zh = Language.ZH.code();
    if (config.hasPath(zh)) {
      Config chinese = config.getConfig(zh);
      ReportDetails.refuseOthers(chinese, zh, OWN);
      translations.put(Language.ZH, of(chinese, Map.of()));
    }
    return of(config, Map.copyOf(translations));
  }

  private static Masthead of(Config config, Map<Language, Masthead> translations) {
    return new Masthead(
        text(config, "notice"),
        text(config, "source"),
        text(config, "author"),
        texts(config, "names"),
        texts(config, "descriptions"),
        translations);
  }

  /** The same in a language; what is not translated stays as it is. */
  Masthead in(Language language) {
    Masthead other = translations.get(language);
    return other == null
        ? this
        : new Masthead(
            or(other.notice, notice),
            or(other.source, source),
            or(other.author, author),
            other.names,
            other.descriptions,
            translations);
  }

  private static String or(String translated, String text) {
    return translated.isEmpty() ? text : translated;
  }

  private static Map<String, String> texts(Config config, String key) {
    Map<String, String> texts = new HashMap<>();
    if (config.hasPath(key)) {
      Config given = config.getConfig(key);
      given
          .root()
          .keySet()
          .forEach(
              name -> texts.put(name, given.getString('"' + name.replace("\"", "\\\"") + '"')));
    }
    return Map.copyOf(texts);
  }

  private static String text(Config config, String key) {
    return config.hasPath(key) ? config.getString(key).strip() : "";
  }
}
