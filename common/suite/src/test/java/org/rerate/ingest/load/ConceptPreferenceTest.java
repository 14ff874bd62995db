package org.rerate.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.SharedSession;
import org.rerate.engine.delta.Warehouse;
import org.rerate.ingest.read.MappingFile;
import org.rerate.testing.SharedData;

/**
 * A company that files its revenue as two concepts has the total as its revenue, and no conflict;
 * the fourth quarter is what the year leaves of the nine months, not of months restated alone,
 * which stand on another basis than the year.
 */
class ConceptPreferenceTest {

  private static final String FACTS =
      """
      {"cik": 1234, "entityName": "Two Concepts", "facts": {"us-gaap": {
        "RevenueFromContractWithCustomerExcludingAssessedTax": {"units": {"USD": [
          {"start": "2023-01-01", "end": "2023-12-31", "val": 880, "filed": "2024-02-15"},
          {"start": "2024-01-01", "end": "2024-12-31", "val": 980, "filed": "2025-02-15"}]}},
        "NetIncomeLoss": {"units": {"USD": [
          {"start": "2024-01-01", "end": "2024-09-30", "val": 73, "filed": "2024-10-30"},
          {"start": "2024-01-01", "end": "2024-09-30", "val": 71, "filed": "2025-10-30"},
          {"start": "2024-01-01", "end": "2024-12-31", "val": 105, "filed": "2025-02-15"}]}},
        "Revenues": {"units": {"USD": [
          {"start": "2024-01-01", "end": "2024-12-31", "val": 1000, "filed": "2025-02-15"}]}}}}}
      """;

  @TempDir Path folder;

  @Test
  void theTotalWinsWhereItIsFiledAndNothingIsHeld() throws IOException {
    Warehouse warehouse = SharedSession.warehouse(folder.resolve("warehouse"));
    SharedSession.write(folder, "facts/CIK0000001234.json", FACTS);
    Path shipped = SharedData.repository().resolve("conf/sources/sec-companyfacts.conf");
    IngestOptions options =
        new IngestOptions(
            MappingFile.parse("sec-companyfacts", Files.readString(shipped)),
            Set.of(),
            new QuarantineLimit(0, 0),
            "r1",
            Instant.parse("2026-11-21T12:00:00Z"),
            LocalDate.of(2026, 11, 21));
    assertThat(
            new Ingest(warehouse, options, line -> {})
                .load(folder.resolve("facts").toString()).stream().allMatch(FileOutcome::isIn))
        .as("a company without a share count loads too")
        .isTrue();
    assertThat(
            warehouse
                .spark()
                .sql(
                    "SELECT concat_ws(' ', metric, period_type, period_end, value,"
                        + " reported_on) FROM market.actuals"
                        + " ORDER BY 1")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0)))
        .containsExactly(
            "net_income FQ 2024-12-31 32.0 2025-02-15",
            "net_income FY 2024-12-31 105.0 2025-02-15",
            "revenue FY 2023-12-31 880.0 2024-02-15",
            "revenue FY 2024-12-31 1000.0 2025-02-15");
  }
}
