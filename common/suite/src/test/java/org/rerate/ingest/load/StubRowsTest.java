package org.rerate.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rerate.SharedSession;
import org.rerate.domain.RerateException;
import org.rerate.engine.delta.Warehouse;
import org.rerate.ingest.read.MappingFile;
import org.rerate.ingest.read.SourceMapping;
import org.rerate.testing.SharedData;

/**
 * A price vendor knows a ticker. The companies and lines that its mapping makes up fill in what
 * nobody has named, and take nothing away from a row that knows more.
 */
class StubRowsTest {

  private static final Path SOURCES = SharedData.repository().resolve("conf/sources");

  @TempDir Path folder;
  private Warehouse warehouse;
  private int run;

  @BeforeEach
  void open() {
    warehouse = SharedSession.warehouse(folder.resolve("warehouse"));
    SharedSession.write(
        folder,
        "house/issuers.csv",
        """
        issuer_id,name,region
        BABA,Alibaba Group,CN
        GOOGL,Alphabet,US
        """);
    SharedSession.write(
        folder,
        "house/securities.csv",
        """
        security_id,issuer_id,ticker,currency,ordinary_per_unit,share_class
        BABA,BABA,BABA,USD,8,ADS
        GOOGL,GOOGL,GOOGL,USD,1,A
        GOOG,GOOGL,GOOG,USD,1,C
        """);
    for (String ticker : List.of("BABA", "GOOG", "GOOGL", "NEW")) {
      SharedSession.write(
          folder,
          "closes/" + ticker + ".csv",
          "Date,Open,High,Low,Close,Adj Close,Volume\n2024-03-07,73,73,73,73,73,1000\n");
    }
  }

  private static SourceMapping shipped(String name) throws IOException {
    return MappingFile.parse(name, Files.readString(SOURCES.resolve(name + ".conf")));
  }

  private List<FileOutcome> load(String feed, SourceMapping mapping, long localBytes) {
    run++;
    IngestOptions options =
        new IngestOptions(
            mapping,
            Set.of(),
            new QuarantineLimit(0.05, 0),
            "r" + run,
            Instant.parse("2026-11-21T12:00:00Z").plusSeconds(run),
            LocalDate.of(2026, 11, 21),
            0);
    return new Ingest(Loads.limited(warehouse, localBytes), options, line -> {})
        .load(folder.resolve(feed).toString());
  }

  private List<String> asked(String query) {
    return warehouse.spark().sql(query).collectAsList().stream().map(r -> r.mkString(" ")).toList();
  }

  private List<String> lines() {
    return asked(
        "SELECT security_id, issuer_id, ordinary_per_unit, share_class, source_mapping"
            + " FROM market.securities_current ORDER BY 1");
  }

  private List<String> companies() {
    return asked(
        "SELECT issuer_id, name, region, source_mapping FROM market.issuers_current ORDER BY 1");
  }

  @ParameterizedTest
  @ValueSource(longs = {Loads.HERE, Loads.IN_TASKS})
  void aDayOfClosesLeavesTheHousesReferenceAsItIs(long localBytes) throws IOException {
    load("house", null, Loads.HERE);
    List<FileOutcome> outcomes = load("closes", shipped("us-wide"), localBytes);
    assertThat(outcomes.stream().map(Summary::of))
        .containsExactly(
            "issuers: 4 read = 1 accepted + 3 unchanged + 0 quarantined",
            "securities: 4 read = 1 accepted + 3 unchanged + 0 quarantined",
            "prices: 4 read = 4 accepted + 0 unchanged + 0 quarantined");
    assertThat(lines())
        .containsExactly(
            "BABA BABA 8.0 ADS canonical",
            "GOOG GOOGL 1.0 C canonical",
            "GOOGL GOOGL 1.0 A canonical",
            "NEW NEW 1.0 null us-wide");
    // GOOG is no company of its own: its line has one.
    assertThat(companies())
        .containsExactly(
            "BABA Alibaba Group CN canonical", "GOOGL Alphabet US canonical", "NEW NEW US us-wide");
    assertThat(asked("SELECT * FROM ops.warnings")).isEmpty();
  }

  /** As a version did that did not tell made-up rows from others. */
  @ParameterizedTest
  @ValueSource(longs = {Loads.HERE, Loads.IN_TASKS})
  void theReferenceLoadedAgainWinsAndSaysWhatItChanged(long localBytes) throws IOException {
    load("house", null, Loads.HERE);
    String text = Files.readString(SOURCES.resolve("us-wide.conf"));
    SourceMapping careless =
        MappingFile.parse(
            "us-wide",
            text.replace("issuers { once", "issuers { stub = false, once")
                .replace("securities { once", "securities { stub = false, once"));
    load("closes", careless, localBytes);
    assertThat(lines()).contains("BABA BABA 1.0 null us-wide", "GOOG GOOG 1.0 null us-wide");
    assertThat(changes("r2"))
        .containsExactly(
            "BABA.csv BABA ORDINARY_PER_UNIT_CHANGED 8 1",
            "BABA.csv BABA SHARE_CLASS_CHANGED ADS null",
            "GOOG.csv GOOG ISSUER_CHANGED GOOGL GOOG",
            "GOOG.csv GOOG SHARE_CLASS_CHANGED C null",
            "GOOGL.csv GOOGL SHARE_CLASS_CHANGED A null");

    FileOutcome securities = load("house", null, localBytes).get(1);
    assertThat(Summary.of(securities))
        .contains("3 accepted", "ORDINARY_PER_UNIT_CHANGED 1", "ISSUER_CHANGED 1");
    assertThat(lines()).contains("BABA BABA 8.0 ADS canonical", "GOOG GOOGL 1.0 C canonical");
    assertThat(changes("r3")).contains("securities.csv BABA ORDINARY_PER_UNIT_CHANGED 1 8");
    load("closes", shipped("us-wide"), localBytes);
    assertThat(lines()).contains("BABA BABA 8.0 ADS canonical", "GOOG GOOGL 1.0 C canonical");
  }

  private List<String> changes(String runId) {
    return asked(
        "SELECT file, `key`, rule, `before`, `after` FROM ops.warnings WHERE run_id = '"
            + runId
            + "' AND rule LIKE '%_CHANGED' ORDER BY 2, 3");
  }

  @Test
  void aStubIsFilledInAndCorrectedByTheVendorThatMadeIt() throws IOException {
    load("closes", shipped("us-wide"), Loads.HERE);
    load("house", null, Loads.HERE);
    assertThat(lines())
        .containsExactly(
            "BABA BABA 8.0 ADS canonical",
            "GOOG GOOGL 1.0 C canonical",
            "GOOGL GOOGL 1.0 A canonical",
            "NEW NEW 1.0 null us-wide");
    assertThat(asked("SELECT message FROM ops.warnings WHERE rule = 'ISSUER_CHANGED'"))
        .containsExactly(
            "securities.csv, line 4: the line belongs to another issuer than before:"
                + " GOOG had GOOG, has GOOGL");
  }

  @Test
  void whatAMappingMakesUpBesideOtherRowsIsAStub() throws IOException {
    List<String> others = new ArrayList<>();
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString().replace(".conf", "");
        SourceMapping mapping = shipped(name);
        for (String target : List.of("issuers", "securities")) {
          if (mapping.targets().contains(target) && !mapping.isStub(target)) {
            others.add(name + " " + target);
          }
        }
      }
    }
    assertThat(others).isEmpty();
    assertThat(
            MappingFile.parse(
                    "x",
                    "files = a.csv, targets.issuers.columns { issuer_id = i, name = n, region = r"
                        + " }")
                .isStub("issuers"))
        .isFalse();
  }

  @Test
  void onlyReferenceRowsAreStubs() {
    assertThatThrownBy(
            () ->
                MappingFile.parse(
                    "x", "files = a.csv, targets.fx { stub = true, columns { currency = c } }"))
        .isInstanceOf(RerateException.class)
        .hasMessageContaining("targets.fx.stub is for issuers and securities, not for fx");
  }
}
