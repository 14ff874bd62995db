package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows of a later business day that have an effect on a past one. A closes at 5, adjusted to
 * February, on 100 shares: 500, until a split of 2 in February is loaded: the close of January was
 * 10, the cap 1000. B joins on 20 January.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestatedRowsTest {

  private Path folder;
  private Cli cli;

  @BeforeAll
  void load(@TempDir Path temporary) throws IOException {
    folder = temporary;
    cli = new Cli(folder.resolve("warehouse"));
    write("one", "issuers", "issuer_id,name,region", "A,Alpha,US", "B,Beta,US");
    write(
        "one", "securities", "security_id,issuer_id,ticker,currency", "A.1,A,A,USD", "B.1,B,B,USD");
    write("one", "baskets", "basket_id,name", "b,B");
    write("one", "members", "basket_id,issuer_id,subsector,valid_from", "b,A,CHIPS,2025-01-01");
    write(
        "one",
        "prices",
        "security_id,trade_date,close,basis,adjusted_to",
        "A.1,2026-01-05,5,SPLIT_ADJUSTED,2026-02-28",
        "B.1,2026-01-05,3,,");
    write(
        "one",
        "shares",
        "security_id,effective_date,shares_outstanding",
        "A.1,2025-12-01,100",
        "B.1,2025-12-01,100");
    write("two", "issuers", "issuer_id,name,region", "A,Alpha Corp,US");
    write("two", "members", "basket_id,issuer_id,subsector,valid_from", "b,B,CHIPS,2026-01-20");
    write(
        "two",
        "corporate_actions",
        "security_id,ex_date,action,value",
        "A.1,2026-02-10,split,2",
        "A.1,2026-03-10,split,3",
        "B.1,2026-02-10,split,2");
    for (String feed : List.of("one", "two")) {
      Cli.Ended ended = cli.run("ingest", folder.resolve(feed).toString());
      assertThat(ended.status()).as(ended.err()).isZero();
    }
  }

  private void write(String feed, String file, String header, String... rows) throws IOException {
    List<String> lines = new ArrayList<>(List.of(header));
    lines.addAll(Arrays.asList(rows));
    Path path = Files.createDirectories(folder.resolve(feed)).resolve(file + ".csv");
    Files.write(path, lines);
  }

  private String diff(String membership) {
    Cli.Ended told =
        cli.run(
            "diff",
            "--basket",
            "b",
            "--on",
            "2026-01-05",
            "--basis",
            "CY2026",
            "--membership",
            membership);
    assertThat(told.status()).as(told.err()).isZero();
    return told.out();
  }

  /** The split of March lies after the day that the close is adjusted to, B is no member. */
  @Test
  void aLaterSplitThatUndoesAnAdjustmentIsListed() {
    assertThat(diff("point_in_time"))
        .containsPattern("published +US\\$500")
        .containsPattern("corporate_actions +1 +\\+US\\$500")
        .containsPattern("A\\.1 +2026-02-10 +.*corporate_actions\\.csv:2")
        .doesNotContain("2026-03-10");
  }

  @Test
  void aMemberOfTheBackcastDateIsListed() {
    assertThat(diff("backcast:2026-02-01"))
        .containsPattern("members +1 +\\+US\\$300")
        .containsPattern("B +2026-01-20 +CHIPS.*members\\.csv:2");
    assertThat(diff("point_in_time")).containsPattern("members +0 +0");
  }

  @Test
  void aReferenceRowIsKnownSinceEver() {
    assertThat(diff("point_in_time")).contains("known since ever").doesNotContain("known 1900");
  }
}
