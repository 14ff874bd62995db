package org.rerate.valuation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.blocks.SeriesStore;
import org.rerate.domain.Knowledge;
import org.rerate.engine.delta.Warehouse;
import org.rerate.history.AsOf;
import org.rerate.ingest.load.FileOutcome;
import org.rerate.ingest.load.Ingest;
import org.rerate.ingest.load.IngestOptions;
import org.rerate.ingest.load.QuarantineLimit;
import org.rerate.ingest.read.MappingFile;
import org.rerate.ingest.read.SourceMapping;
import org.rerate.testing.SparkTestBase;

/**
 * CRSP names a line by its PERMNO, I/B/E/S a company by a CUSIP, the SEC by its CIK. By the links
 * that counted on the day all three meet in one company: 50 a share x 2,000,000 shares over an
 * expected 8,000,000 is a P/E of 12.5, and 20 on the 5,000,000 that the SEC has of the year before.
 */
class LinkedVendorsTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  private static final String CRSP =
      """
      files = ["crsp*.csv"]
      targets {
        prices.columns {
          security_id { lookup = PERMNO, column = "PERMNO", on = "date" }
          trade_date { from = "date", date_format = "yyyyMMdd" }
          close { from = "PRC", absolute = true }
        }
        shares.columns {
          security_id { lookup = PERMNO, column = "PERMNO", on = "date" }
          effective_date { from = "date", date_format = "yyyyMMdd" }
          shares_outstanding { from = "SHROUT", factor = 1000 }
        }
      }
      """;

  private static final String IBES =
      """
      files = ["statsum*.csv"]
      targets.estimates.columns {
        issuer_id { lookup = CUSIP, column = "cusip", on = "statpers" }
        metric { constant = net_income }
        period_end = "fpedats"
        as_of_date = "statpers"
        mean { from = "meanest", factor = 1000000 }
        currency = "curr"
      }
      """;

  private static final String SEC =
      """
      files = ["facts*.csv"]
      targets.actuals.columns {
        issuer_id { lookup = CIK, column = "cik", pad = 10 }
        metric { constant = net_income }
        period_end = "end"
        value = "val"
        currency { constant = USD }
        reported_on = "filed"
      }
      """;

  @TempDir transient Path folder;
  private transient Warehouse warehouse;
  private int loads;

  private List<FileOutcome> load(String name, String mapping, String file, String content)
      throws IOException {
    Path feed = Files.createDirectories(folder.resolve("feed" + loads));
    Files.writeString(feed.resolve(file + ".csv"), content);
    SourceMapping by = mapping == null ? null : MappingFile.parse(name, mapping);
    String run = "load-" + loads++;
    List<FileOutcome> outcomes =
        new Ingest(
                warehouse,
                new IngestOptions(
                    by,
                    Set.of(),
                    new QuarantineLimit(1, 0),
                    run,
                    WorldLoads.NOW.plusSeconds(loads),
                    LocalDate.parse("2026-11-21")),
                held -> Optional.of(MappingFile.parse(held, held.equals("ibes") ? IBES : CRSP)),
                line -> {})
            .load(feed.toString());
    new SeriesStore(warehouse).catchUp(run);
    return outcomes;
  }

  @Test
  void threeVendorsMeetInOneCompany() throws IOException {
    warehouse = warehouse(folder.resolve("w"));
    load("", null, "issuers", "issuer_id,name,region\nACME,Acme,US\nOLD,Old,US\n");
    load(
        "",
        null,
        "securities",
        "security_id,issuer_id,ticker,currency\nACME.1,ACME,ACM,USD\nOLD.1,OLD,OLD,USD\n");
    load(
        "",
        null,
        "identifiers",
        """
        scheme,value,issuer_id,security_id,valid_from,valid_to
        PERMNO,10001,,ACME.1,2015-01-01,
        CUSIP,00123410,,OLD.1,2010-01-01,2020-01-01
        CIK,0000000777,ACME,,2015-01-01,
        """);
    load(
        "crsp",
        CRSP,
        "crsp",
        "PERMNO,date,PRC,SHROUT\n10001,20240108,-50,2000\n99999,20240108,7,1\n");
    // The link of that day is not there yet; before 2020 the CUSIP was another company's.
    String consensus =
        "cusip,statpers,fpedats,meanest,curr\n00123410,2024-01-05,2024-12-31,8,USD\n";
    FileOutcome held = load("ibes", IBES, "statsum", consensus).get(0);
    assertThat(held.quarantined()).isEqualTo(1);
    load("sec", SEC, "facts", "cik,end,val,filed\n777,2023-12-31,5000000,2024-01-06\n");
    assertThat(messages())
        .containsExactlyInAnyOrder(
            "UNKNOWN_IDENTIFIER: crsp.csv line 3, column security_id, value 'PERMNO 99999':"
                + " no link of the identifiers file resolves it on that day",
            "UNKNOWN_IDENTIFIER: statsum.csv line 2, column issuer_id, value 'CUSIP 00123410':"
                + " no link of the identifiers file resolves it on that day");

    // With the link the row that waited for it comes in.
    load(
        "",
        null,
        "identifiers",
        """
        scheme,value,issuer_id,security_id,valid_from,valid_to
        CUSIP,00123410,,ACME.1,2020-01-01,
        """);
    WorldLoads.value(
        warehouse,
        Methods.named("m", List.of("CY2024", "LFY"), List.of()),
        new AsOf(Knowledge.parse("latest"), null),
        RecomputeScope.EVERYTHING);
    assertThat(
            asked(
                "SELECT concat_ws(' ', c.issuer_id, basis, cap_usd / earnings_usd) FROM"
                    + " valuation.issuer_caps c JOIN valuation.issuer_earnings e USING (issuer_id,"
                    + " valuation_date) WHERE cap_usd IS NOT NULL ORDER BY 1"))
        .containsExactly("ACME CY2024 12.5", "ACME LFY 20.0");
  }

  private List<String> messages() {
    return asked("SELECT DISTINCT message FROM raw.quarantine WHERE target <> 'shares'");
  }

  private List<String> asked(String query) {
    return warehouse.spark().sql(query).collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }
}
