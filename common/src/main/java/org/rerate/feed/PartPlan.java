package org.rerate.feed;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import org.rerate.domain.Days;
import org.rerate.storage.FileOpener;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/**
 * All that a task needs to read a part of a file.
 *
 * @param file the feed file that rows are made for
 * @param mapping how they are made
 * @param opener opens the part
 * @param runDay the run's day, UTC, for ranges of dates
 * @param ingestedAt when the run takes rows in
 */
record PartPlan(
    String file, SourceMapping mapping, FileOpener opener, LocalDate runDay, Instant ingestedAt)
    implements Serializable {

  FeedSpec spec() {
    return MarketTables.named(file).orElseThrow();
  }

  TargetMapping target() {
    return mapping.target(file);
  }

  RowReader rowReader() {
    return new RowReader(spec(), runDay, Days.micros(ingestedAt));
  }

  /** Refuses a header that lacks what is needed. */
  void check(Header header) throws Refusal {
    if (mapping.isCanonical()) {
      header.requireColumnsOf(spec());
    } else {
      header.requireColumnsOf(target());
    }
  }
}
