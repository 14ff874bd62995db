package org.rerate.ingest;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.rerate.contract.References;
import org.rerate.feed.FeedFile;
import org.rerate.feed.FeedReader;
import org.rerate.feed.ParsedRows;
import org.rerate.storage.Warehouse;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/**
 * The companies and lines that rows may name: those stored, this load's included, and those of a
 * reference file of the feed that this load leaves out.
 */
final class KnownIds {

  private final Warehouse warehouse;
  private final FeedReader reader;
  private final List<FeedFile> leftOut;
  private Dataset<Row> issuers;
  private Dataset<Row> securities;

  KnownIds(Warehouse warehouse, FeedReader reader, List<FeedFile> leftOut) {
    this.warehouse = warehouse;
    this.reader = reader;
    this.leftOut = leftOut;
  }

  /** Reads again what is known, after reference rows came in. */
  synchronized void refresh(FeedSpec loaded) {
    if (loaded.equals(MarketTables.ISSUERS)) {
      forget(issuers);
      issuers = null;
    } else if (loaded.equals(MarketTables.SECURITIES)) {
      forget(securities);
      securities = null;
    }
  }

  synchronized References references() {
    issuers = issuers == null ? ids(MarketTables.ISSUERS) : issuers;
    securities = securities == null ? ids(MarketTables.SECURITIES) : securities;
    return new References(issuers, securities);
  }

  synchronized void close() {
    forget(issuers);
    forget(securities);
  }

  private static void forget(Dataset<Row> ids) {
    if (ids != null) {
      ids.unpersist();
    }
  }

  private Dataset<Row> ids(FeedSpec spec) {
    String id = spec.key().get(0);
    Dataset<Row> ids = warehouse.read(spec.table()).select(id);
    Optional<FeedFile> other =
        leftOut.stream().filter(file -> file.spec().equals(spec)).findFirst();
    if (other.isPresent()) {
      ids =
          ids.union(
              reader
                  .rows(other.get())
                  .where(col(ParsedRows.LINE).isNotNull().and(col(ParsedRows.CODES).isNull()))
                  .select(id));
    }
    return ids.distinct().cache();
  }
}
