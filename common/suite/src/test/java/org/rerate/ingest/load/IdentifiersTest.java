package org.rerate.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.SharedSession;
import org.rerate.engine.delta.Warehouse;

/** Links of vendors' identifiers to companies and lines: one names one thing on a day. */
class IdentifiersTest {

  private static final String LINKS = "scheme,value,issuer_id,security_id,valid_from,valid_to\n";

  @TempDir Path folder;
  private Warehouse warehouse;
  private int run;

  @BeforeEach
  void open() {
    warehouse = SharedSession.warehouse(folder.resolve("warehouse"));
    write("house", "issuers", "issuer_id,name,region\nA,A,US\nB,B,US\n");
    write(
        "house",
        "securities",
        """
        security_id,issuer_id,ticker,mic,currency
        A.1,A,A,XNYS,USD
        A.2,A,AA,XNYS,USD
        B.1,B,B,XNYS,USD
        B.2,B,B,XLON,USD
        """);
    load("house");
  }

  private void write(String feed, String file, String content) {
    SharedSession.write(folder, feed + "/" + file + ".csv", content);
  }

  private List<FileOutcome> load(String feed) {
    run++;
    return Loads.load(warehouse, folder.resolve(feed), "r" + run, 1);
  }

  /** Line and first rule of each row that is held. */
  private List<String> held(String links) {
    write("links" + run, "identifiers", LINKS + links);
    load("links" + run);
    return warehouse
        .spark()
        .sql("SELECT concat_ws(' ', line_number, rules[0]) FROM raw.quarantine ORDER BY 1")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  @Test
  void aRowNamesExactlyOneThingThatIsKnown() {
    assertThat(held("CIK,1,,,2020-01-01,\nCIK,2,A,A.1,2020-01-01,\nCIK,3,X,,2020-01-01,\n"))
        .containsExactly("2 MISSING_VALUE", "3 UNEXPECTED_VALUE", "4 UNKNOWN_ISSUER");
  }

  @Test
  void ofTwoThingsOnOneDayTheOneKnownLaterIsHeldOrBoth() {
    assertThat(
            held(
                """
                CUSIP,1,,A.1,2020-01-01,
                CUSIP,1,,B.1,2021-01-01,
                CUSIP,2,,A.1,2020-01-01,
                CUSIP,2,,B.1,2020-01-01,
                """))
        .containsExactly(
            "3 OVERLAPPING_IDENTIFIER", "4 OVERLAPPING_IDENTIFIER", "5 OVERLAPPING_IDENTIFIER");
  }

  @Test
  void oneAfterTheOtherAndTheSameThingTwiceAreFine() {
    assertThat(
            held(
                """
                CUSIP,1,,A.1,2020-01-01,2021-01-01
                CUSIP,1,,B.1,2021-01-01,
                CUSIP,2,,A.1,2020-01-01,
                CUSIP,2,,A.1,2021-01-01,
                """))
        .isEmpty();
  }

  @Test
  void anIsinMayNameLinesOfOneIssuerAndATickerIsUniqueOnItsExchange() {
    assertThat(
            held(
                """
                ISIN,1,,A.1,2020-01-01,
                ISIN,1,,A.2,2020-01-01,
                TICKER,B,,B.1,2020-01-01,
                TICKER,B,,B.2,2020-01-01,
                """))
        .isEmpty();
    assertThat(held("ISIN,1,,B.1,2020-01-01,\nTICKER,B,,A.1,2020-01-01,\n"))
        .containsExactly("2 OVERLAPPING_IDENTIFIER", "3 OVERLAPPING_IDENTIFIER");
  }

  @Test
  void aFileWithoutARowIsTold() {
    write("empty", "identifiers", LINKS);
    assertThat(Summary.of(load("empty").get(0))).endsWith("warnings: EMPTY_FILE 1");
  }
}
