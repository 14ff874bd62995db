package org.rerate.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.SharedSession;
import org.rerate.domain.RuleCode;
import org.rerate.engine.delta.Warehouse;

/** Odd figures are told before a load, by it, and of rows that come in out of the quarantine. */
class FiguresOfLoadsTest {

  private static final String REPORTS =
      "issuer_id,metric,period_end,value,currency,reported_on,retracted\n";

  private static final String ESTIMATES =
      "issuer_id,metric,period_type,period_end,as_of_date,mean,currency\n";

  @TempDir Path folder;
  private Warehouse warehouse;

  @BeforeEach
  void open() {
    warehouse = SharedSession.warehouse(folder.resolve("warehouse"));
  }

  /** Years to December and sales of some 900, then a year to June and sales of 950,000. */
  private void write() {
    SharedSession.write(folder, "one/issuers.csv", "issuer_id,name,region\nA,A,US\n");
    SharedSession.write(
        folder,
        "one/actuals.csv",
        REPORTS
            + "A,revenue,2023-12-31,890,USD,2024-02-20,\n"
            + "A,revenue,2024-12-31,900,USD,2025-02-20,\n");
    SharedSession.write(
        folder,
        "two/actuals.csv",
        REPORTS
            + "A,revenue,2025-06-30,910,USD,2025-08-20,\n"
            + "A,revenue,2022-12-31,900000,USD,2025-08-20,true\n");
    SharedSession.write(
        folder,
        "two/estimates.csv",
        ESTIMATES
            + "A,revenue,FY,2026-06-30,2025-10-01,950000,USD\n"
            + "A,revenue,NTM,,2025-10-01,950000,USD\n");
  }

  private static List<String> odd(List<String> said) {
    return said.stream()
        .filter(line -> line.startsWith("YEAR_END_MOVED") || line.startsWith("SUSPECT_UNIT"))
        .sorted()
        .toList();
  }

  private List<String> looked(String feed, long localBytes) {
    List<String> said = new ArrayList<>();
    new Preview(Loads.limited(warehouse, localBytes), Loads.options("look", 1, 0), said::add)
        .of(folder.resolve(feed).toString());
    return odd(said);
  }

  private List<String> loaded(String feed, String run) {
    List<String> said = new ArrayList<>();
    new Ingest(warehouse, Loads.options(run, 1, 0), said::add)
        .load(folder.resolve(feed).toString());
    return odd(said);
  }

  @Test
  void aLookTellsWhatTheLoadWillTell() {
    write();
    assertThat(looked("one", Loads.HERE)).as("a warehouse that does not exist").isEmpty();
    loaded("one", "r1");
    List<String> here = looked("two", Loads.HERE);
    assertThat(here)
        .hasSize(2)
        .satisfiesExactly(
            line -> assertThat(line).startsWith("SUSPECT_UNIT: estimates.csv, line 2:"),
            line -> assertThat(line).startsWith("YEAR_END_MOVED: actuals.csv, line 2:"));
    assertThat(looked("two", Loads.IN_TASKS)).isEqualTo(here);
    assertThat(loaded("two", "r2")).isEqualTo(here);
    assertThat(looked("two", Loads.HERE)).as("all of it is there").isEmpty();
  }

  @Test
  void aFileThatWouldBeWithheldIsNotLookedInto() {
    write();
    loaded("one", "r1");
    SharedSession.write(
        folder,
        "two/estimates.csv",
        ESTIMATES + "A,revenue,FY,2026-06-30,2025-10-01,950000,USD\nA,revenue,FY,x,x,x,USD\n");
    List<String> said = new ArrayList<>();
    new Preview(warehouse, Loads.options("look", 0, 0), said::add)
        .of(folder.resolve("two").toString());
    assertThat(odd(said)).singleElement().asString().startsWith("YEAR_END_MOVED: actuals.csv");
  }

  /** B's figures wait for B; they come in with the load that brings it. */
  @Test
  void figuresOutOfTheQuarantineAreLookedAtOnce() {
    write();
    SharedSession.write(
        folder,
        "two/estimates.csv",
        ESTIMATES
            + "A,revenue,FY,2026-06-30,2025-10-01,950000,USD\n"
            + "B,revenue,FY,2025-12-31,2025-10-01,7,USD\n"
            + "B,revenue,FY,2026-12-31,2025-10-01,7500,USD\n");
    loaded("one", "r1");
    assertThat(loaded("two", "r2")).hasSize(2);
    SharedSession.write(folder, "three/issuers.csv", "issuer_id,name,region\nB,B,US\n");
    SharedSession.write(
        folder, "three/actuals.csv", REPORTS + "A,revenue,2022-12-31,900000,USD,2025-08-21,\n");
    assertThat(loaded("three", "r3"))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("SUSPECT_UNIT: actuals.csv, line 2:"),
            line -> assertThat(line).startsWith("SUSPECT_UNIT: estimates.csv, line 4:"));
    assertThat(warnings("r3")).containsExactly("three actuals.csv 2", "two estimates.csv 4");
  }

  /** The quarter to November 2041 is too far ahead in November 2026, but not in December. */
  @Test
  void aRetryTellsThemToo() {
    write();
    SharedSession.write(
        folder,
        "two/estimates.csv",
        ESTIMATES
            + "A,revenue,FQ,2041-08-31,2025-10-01,950,USD\n"
            + "A,revenue,FQ,2041-11-30,2025-10-01,950000,USD\n");
    loaded("one", "r1");
    assertThat(loaded("two", "r2")).singleElement().asString().startsWith("YEAR_END_MOVED");
    List<String> said = new ArrayList<>();
    IngestOptions later =
        new IngestOptions(
            null,
            Set.of(),
            new QuarantineLimit(1, 0),
            "r3",
            Instant.parse("2026-12-02T12:00:00Z"),
            LocalDate.of(2026, 12, 2));
    List<FileOutcome> outcomes =
        new QuarantineRetry(warehouse, later, name -> Optional.empty(), said::add).retryAll();
    assertThat(outcomes).singleElement().extracting(FileOutcome::accepted).isEqualTo(1L);
    assertThat(outcomes.get(0).warnings()).containsExactly(Map.entry(RuleCode.SUSPECT_UNIT, 1L));
    assertThat(odd(said))
        .singleElement()
        .asString()
        .startsWith("SUSPECT_UNIT: estimates.csv, line");
    assertThat(warnings("r3")).containsExactly("two estimates.csv 3");
  }

  private List<String> warnings(String run) {
    return warehouse
        .spark()
        .sql(
            "SELECT concat_ws(' ', regexp_extract(feed, '[^/]+$', 0), file, line_number)"
                + " FROM ops.warnings WHERE run_id = '"
                + run
                + "' ORDER BY 1")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }
}
