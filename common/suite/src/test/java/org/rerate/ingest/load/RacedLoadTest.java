package org.rerate.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.SharedSession;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.disk.FeedFolder;
import org.rerate.ingest.read.FeedFile;
import org.rerate.ingest.read.FeedListing;
import org.rerate.ingest.read.FeedReader;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

class RacedLoadTest {

  @TempDir Path folder;

  /** An attempt noted that no company is stored; then another run stored them, and it failed. */
  @Test
  void whatAnotherRunStoredInBetweenIsKnownToTheNextAttempt() {
    Path feed = folder.resolve("feed");
    SharedSession.write(feed, "issuers.csv", "issuer_id,name,region\nA,A,US\n");
    SharedSession.write(
        feed,
        "securities.csv",
        "security_id,issuer_id,ticker,currency\nA.1,A,A,USD\nA.2,A,B,USD\n");
    Warehouse warehouse = SharedSession.warehouse(folder.resolve("warehouse"));
    IngestOptions options = Loads.options("ours", 1.0, 0);
    FeedReader reader =
        new FeedReader(warehouse, options.mapping(), options.runDay(), options.ingestedAt());
    KnownIds known = new KnownIds(warehouse, reader, List.of());
    Loading loading =
        new Loading(
            warehouse,
            options,
            reader,
            known,
            new Quarantine(warehouse, options, feed.toString()),
            new WarningLog(warehouse, options.runId(), feed.toString(), line -> {}),
            line -> {});

    known.beforeAdding(MarketTables.ISSUERS);
    Loads.load(warehouse, feed, "another", 1.0);

    FileLoad load = new FileLoad(loading);
    List<FeedFile> files =
        FeedListing.of(FeedFolder.open(warehouse.spark(), feed.toString()), options.mapping());
    assertThat(load.load(named(files, MarketTables.ISSUERS)).unchanged()).isEqualTo(1);
    FileOutcome lines = load.load(named(files, MarketTables.SECURITIES));
    assertThat(lines.quarantined()).as("lines of a company that is not known").isZero();
    assertThat(lines.unchanged()).isEqualTo(2);
  }

  private static FeedFile named(List<FeedFile> files, FeedSpec spec) {
    return files.stream().filter(file -> file.spec().equals(spec)).findFirst().orElseThrow();
  }
}
