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

  /** Notes what is stored of a reference file, before this load adds to it. */
  synchronized void beforeAdding(FeedSpec spec) {
    if (spec.equals(MarketTables.ISSUERS)) {
      issuers = ids(spec, issuers);
    } else if (spec.equals(MarketTables.SECURITIES)) {
      securities = ids(spec, securities);
    }
  }

  /** Takes the ids of reference rows in that this load has just stored. */
  synchronized void add(FeedSpec loaded, Dataset<Row> accepted) {
    if (loaded.equals(MarketTables.ISSUERS)) {
      issuers = with(ids(loaded, issuers), accepted.select("issuer_id"));
    } else if (loaded.equals(MarketTables.SECURITIES)) {
      securities = with(ids(loaded, securities), accepted.select("security_id"));
    }
  }

  synchronized References references() {
    issuers = ids(MarketTables.ISSUERS, issuers);
    securities = ids(MarketTables.SECURITIES, securities);
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

  /** Kept in memory before the rows they come from are let go; the source is not read again. */
  private static Dataset<Row> with(Dataset<Row> ids, Dataset<Row> more) {
    Dataset<Row> all = ids.union(more).distinct().localCheckpoint();
    forget(ids);
    return all;
  }

  private Dataset<Row> ids(FeedSpec spec, Dataset<Row> known) {
    if (known != null) {
      return known;
    }
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
