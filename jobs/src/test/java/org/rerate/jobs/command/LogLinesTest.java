package org.rerate.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class LogLinesTest {

  @Test
  void aLineIsAboutTheFirstTableThatItNames() {
    assertThat(LogLines.table("value: market.prices changed meanwhile, not market.fx"))
        .contains("market.prices");
    assertThat(LogLines.table("Loading /data/feed.day/prices.csv")).isEmpty();
  }
}
