package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A report restates baskets to the members of its end date. Where it valued the issuers itself the
 * rows of all bases are stored; a later report must not leave those old that it does not print.
 */
class RestatedBasketsTest {

  /** A's close of 5 January is 15 in the first feed and corrected to 99 in the second. */
  private static final String CAPS =
      "SELECT basis, cap_usd FROM valuation.basket_valuations WHERE basket_id = 'us' AND subsector ="
          + " 'ALL' AND membership = 'backcast:2026-01-28' AND valuation_date = '2026-01-05' ORDER BY"
          + " basis";

  @TempDir Path folder;

  private Cli cli;

  private void ends(int status, List<String> command) {
    Cli.Ended ended = cli.run(command.toArray(String[]::new));
    assertThat(ended.status()).as(ended.err()).isEqualTo(status);
  }

  private List<String> caps() {
    Cli.Ended asked = cli.run("sql", "--format", "csv", "-e", CAPS);
    assertThat(asked.status()).as(asked.err()).isZero();
    return asked.lines().subList(1, asked.lines().size());
  }

  @Test
  void noBasisStaysOldWhenIssuersWereValuedAnew() throws IOException {
    Installation small = Installation.small(folder);
    SmallFeeds feeds = SmallFeeds.write(folder.resolve("feeds"));
    cli = new Cli(folder.resolve("warehouse"), small);
    List<String> report =
        Arrays.asList("report", "small", "--out", folder.resolve("reports").toString());
    ends(3, feeds.first());
    ends(0, report);
    // 15 x 100 shares.
    assertThat(caps()).hasSizeGreaterThan(2).allMatch(line -> line.endsWith(",1500.0"));

    ends(0, feeds.second());
    ends(0, List.of("value", "--full"));
    ends(0, report);
    // 99 x 100 shares.
    assertThat(caps()).hasSizeGreaterThan(2).allMatch(line -> line.endsWith(",9900.0"));
  }
}
