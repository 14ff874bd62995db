package org.rerate.report.document;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A language that reports are written in. */
public enum Language {
  /** English, which other languages are translated from. */
  EN(Locale.ENGLISH),
  /** Simplified Chinese. */
  ZH(Locale.SIMPLIFIED_CHINESE);

  private final Locale locale;

  Language(Locale locale) {
    this.locale = locale;
  }

  /** Of texts, names of countries, and the page's {@code lang}. */
  public Locale locale() {
    return locale;
  }

  /** How users name it: {@code en}, {@code zh}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The language of that code; empty if reports are not written in it. */
  public static Optional<Language> of(String code) {
    return Arrays.stream(values()).filter(language -> language.code().equals(code)).findFirst();
  }
}
