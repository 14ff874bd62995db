package org.rerate.ingest.read;

import java.util.List;

/** Cuts the text of one record into fields, by RFC 4180. */
final class FieldCutter {

  /** How the cutting ended. */
  enum Outcome {
    /** Every field is cut. */
    COMPLETE,
    /** The text ends within quotes: the record may go on in the next line. */
    OPEN,
    /** Something other than a delimiter follows a closing quote. */
    MALFORMED
  }

  private final char delimiter;
  private String text;
  private int at;
  private List<String> fields;

  FieldCutter(char delimiter) {
    this.delimiter = delimiter;
  }

  /** Cuts {@code record}; the fields replace what {@code into} holds. */
  Outcome cut(String record, List<String> into) {
    into.clear();
    text = record;
    fields = into;
    at = 0;
    while (true) {
      if (at < text.length() && text.charAt(at) == '"') {
        Outcome quoted = quoted();
        if (quoted != Outcome.COMPLETE) {
          return quoted;
        }
      } else {
        plain();
      }
      if (at >= text.length()) {
        return Outcome.COMPLETE;
      }
      at++;
    }
  }

  private void plain() {
    int end = text.indexOf(delimiter, at);
    end = end < 0 ? text.length() : end;
    fields.add(text.substring(at, end));
    at = end;
  }

  private Outcome quoted() {
    StringBuilder value = new StringBuilder();
    int from = at + 1;
    while (true) {
      int quote = text.indexOf('"', from);
      if (quote < 0) {
        return Outcome.OPEN;
      }
      value.append(text, from, quote);
      if (quote + 1 < text.length() && text.charAt(quote + 1) == '"') {
        value.append('"');
        from = quote + 2;
      } else {
        at = quote + 1;
        break;
      }
    }
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    if (at < text.length() && text.charAt(at) != delimiter) {
      return Outcome.MALFORMED;
    }
    fields.add(value.toString());
    return Outcome.COMPLETE;
  }
}
