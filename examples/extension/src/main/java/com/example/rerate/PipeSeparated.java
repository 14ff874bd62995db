package com.example.rerate;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.rerate.ingest.read.FeedFormat;

/** Files whose fields are separated by bars, {@code prices.psv}; small ones, as this is short. */
public final class PipeSeparated implements FeedFormat {

  @Override
  public String ending() {
    return "psv";
  }

  @Override
  public InputStream csv(InputStream file) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      String csv =
          lines
              .lines()
              .map(
                  line ->
                      Arrays.stream(line.split("\\|", -1))
                          .map(field -> '"' + field.replace("\"", "\"\"") + '"')
                          .collect(Collectors.joining(",", "", "\n")))
              .collect(Collectors.joining());
      return new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8));
    }
  }
}
