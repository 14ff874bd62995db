package org.rerate.ingest.read;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.rerate.domain.AddedServices;

/** The kinds of files that a feed may consist of. */
enum FileKind {
  /** Separated fields with a header row. */
  CSV("csv(\\.gz)?"),
  /** A JSON object a line. */
  JSONL("(jsonl|ndjson)(\\.gz)?"),
  /** One JSON document, of which a mapping says where its records are. */
  JSON("json(\\.gz)?"),
  /** Parquet. */
  PARQUET("parquet");

  /** What the names of a canonical feed's files end in: NAME.csv, NAME.csv/part-0.csv, ... */
  private static final String CANONICAL = "csv(\\.gz)?|(jsonl|ndjson)(\\.gz)?|parquet";

  private final Pattern ending;

  FileKind(String ending) {
    this.ending = Pattern.compile(".*\\." + ending, Pattern.DOTALL);
  }

  /** The kind of a file by its name; what ends otherwise is taken for separated fields. */
  static FileKind of(String name) {
    for (FileKind kind : values()) {
      if (kind.ending.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
        return kind;
      }
    }
    return CSV;
  }

  /** A pattern of what the names of a canonical feed's files end in. */
  static String canonicalEndings() {
    return AddedServices.of(FeedFormat.class).stream()
        .map(format -> "|" + Pattern.quote(format.ending()))
        .collect(Collectors.joining("", "\\.(" + CANONICAL, ")"));
  }

  /** The format of a file that a jar reads. */
  static Optional<FeedFormat> added(String name) {
    return AddedServices.of(FeedFormat.class).stream()
        .filter(format -> name.toLowerCase(Locale.ROOT).endsWith("." + format.ending()))
        .findFirst();
  }

  /** The kind that a mapping names. */
  static FileKind named(String word) {
    for (FileKind kind : values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "format = " + word + " is unknown; known are csv, json, jsonl, parquet");
  }

  /** As mappings and messages name it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** True if records are objects, so that a record may lack a field without a word. */
  boolean hasNamedFields() {
    return this == JSONL || this == JSON;
  }
}
