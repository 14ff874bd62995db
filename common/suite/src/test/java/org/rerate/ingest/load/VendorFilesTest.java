package org.rerate.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.SharedSession;
import org.rerate.domain.RerateException;
import org.rerate.engine.delta.Warehouse;
import org.rerate.ingest.read.MappingFile;

/** Vendors' own files, read by the shipped mappings. */
class VendorFilesTest {

  @TempDir Path folder;

  @Test
  void oneConsensusFileGivesFiveFiles() throws IOException {
    List<FileOutcome> outcomes = load("consensus-us", "real/consensus-us");
    assertThat(outcomes)
        .extracting(FileOutcome::file)
        .containsExactly("issuers", "securities", "prices", "market_caps", "estimates");
    assertThat(outcomes).allMatch(FileOutcome::isIn);
    assertThat(outcomes).allMatch(o -> o.quarantined() == 0);
    FileOutcome issuers = outcomes.get(0);
    assertThat(issuers.unchanged()).isPositive();
    FileOutcome caps = outcomes.get(3);
    assertThat(caps.emptyRows()).isPositive();
    assertThat(caps.sourceRows()).isEqualTo(caps.read() + caps.emptyRows());
  }

  @Test
  void theIndexIsABasketWithItsMembers() throws IOException {
    List<FileOutcome> outcomes = load("sp500", "real/constituents");
    assertThat(outcomes).allMatch(FileOutcome::isIn);
    assertThat(outcomes).extracting(FileOutcome::accepted).containsExactly(503L, 500L, 1L, 503L);
    Warehouse warehouse = SharedSession.warehouse(folder);
    assertThat(
            warehouse
                .spark()
                .sql(
                    "SELECT issuer_id FROM market.members WHERE inclusion_factor = 0.5"
                        + " OR issuer_id = 'BRK-B' ORDER BY 1")
                .collectAsList()
                .toString())
        .isEqualTo("[[BRK-B], [FOX], [FOXA], [GOOG], [GOOGL], [NWS], [NWSA]]");
  }

  @Test
  void euroRatesAreCrossedToTheDollar() throws IOException {
    FileOutcome rates = load("fx-ecb", "real/fx-ecb").get(0);
    assertThat(rates.isIn()).isTrue();
    assertThat(rates.accepted()).isEqualTo(rates.read()).isPositive();
    assertThat(
            SharedSession.warehouse(folder)
                .spark()
                .sql(
                    "SELECT currency, usd_per_unit FROM market.fx WHERE rate_date = '2026-04-13'"
                        + " AND currency IN ('EUR', 'JPY') ORDER BY 1")
                .collectAsList()
                .toString())
        .isEqualTo("[[EUR,1.1684], [JPY,0.006256492637215528]]");
  }

  @Test
  void duplicatesOfAVintageThatDisagreeAreHeldAndNotChosen() throws IOException {
    List<FileOutcome> outcomes = load("consensus-tw", "real/consensus-tw");
    FileOutcome estimates = outcomes.get(1);
    assertThat(estimates.sourceRows()).isEqualTo(outcomes.get(0).read());
    assertThat(estimates.quarantined()).isPositive();
    assertThat(
            SharedSession.warehouse(folder)
                .spark()
                .sql("SELECT DISTINCT rules[0] FROM raw.quarantine")
                .collectAsList()
                .toString())
        .isEqualTo("[[CONFLICTING_ROWS]]");
  }

  @Test
  void anUnknownKeyIsNamedWithWhatIsKnown() {
    assertThatThrownBy(
            () -> MappingFile.parse("x", "files = \"a.csv\", targets { fx { colums {} } }"))
        .isInstanceOf(RerateException.class)
        .hasMessageContaining("x.conf")
        .hasMessageContaining(
            "targets.fx.colums is unknown; known are columns, each, once, parallel, prefer,");
  }

  @Test
  void aPatternStaysInTheFeedFolder() {
    assertThatThrownBy(() -> MappingFile.parse("x", "files = \"../a.csv\", targets {}"))
        .hasMessageContaining("outside the feed folder");
  }

  private List<FileOutcome> load(String mapping, String feed) throws IOException {
    Path data = SharedSession.shared(feed);
    Path conf =
        Path.of(System.getProperty("rerate.root")).resolve("conf/sources/" + mapping + ".conf");
    IngestOptions options =
        new IngestOptions(
            MappingFile.parse(mapping, Files.readString(conf)),
            Set.of(),
            new QuarantineLimit(0.05, 0),
            "r1",
            Instant.parse("2026-11-21T05:00:00Z"),
            LocalDate.of(2026, 11, 21));
    return new Ingest(SharedSession.warehouse(folder), options, line -> {}).load(data.toString());
  }
}
