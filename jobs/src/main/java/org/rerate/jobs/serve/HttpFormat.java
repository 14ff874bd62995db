package org.rerate.jobs.serve;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.rerate.domain.KnownNames;
import org.rerate.domain.RerateException;
import org.rerate.engine.sql.AnswerFile;
import org.rerate.jobs.command.CommonOptions;
import org.rerate.jobs.command.Output;

/** The form of an answer over HTTP. */
enum HttpFormat {
  /** RFC 4180 with a header row. */
  CSV("text/csv; charset=utf-8; header=present"),
  /** An array of objects. */
  JSON("application/json"),
  /** An object a line. */
  JSONL("application/x-ndjson"),
  /** A stream of Arrow batches. */
  ARROW("application/vnd.apache.arrow.stream"),
  /** A Parquet file. */
  PARQUET("application/vnd.apache.parquet");

  private final String type;

  HttpFormat(String type) {
    this.type = type;
  }

  String type() {
    return type;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The format of that name.
   *
   * @throws RerateException with {@code USAGE} if there is none
   */
  static HttpFormat of(String word) {
    return Arrays.stream(values())
        .filter(format -> format.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                RerateException.usage(
                    "there is no format '" + word + "'",
                    KnownNames.said(word, Arrays.stream(values()).map(HttpFormat::word).toList())));
  }

  /**
   * Writes all rows into a file.
   *
   * @param counted is told after each row how many there are; it may throw
   */
  void write(Dataset<Row> rows, Path file, LongConsumer counted) {
    switch (this) {
      case ARROW -> AnswerFile.arrow(rows, file, counted);
      case PARQUET -> AnswerFile.parquet(rows, file, counted);
      default -> text(rows, file, counted);
    }
  }

  private void text(Dataset<Row> rows, Path file, LongConsumer counted) {
    CommonOptions.Format format =
        this == CSV ? CommonOptions.Format.csv : CommonOptions.Format.json;
    try (PrintStream out =
        new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
      new Output(out, format).printCounted(rows, counted);
      Output.requireWritten(out);
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("stopped");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends what {@link #write} wrote. */
  void send(Path file, OutputStream out) throws IOException {
    if (this != JSON) {
      Files.copy(file, out);
      return;
    }
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      String before = "[";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        out.write((before + line).getBytes(StandardCharsets.UTF_8));
        before = ",\n";
      }
      out.write((before.equals("[") ? "[]\n" : "]\n").getBytes(StandardCharsets.UTF_8));
    }
  }
}
