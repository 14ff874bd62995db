package org.rerate.ingest.load;

import org.rerate.engine.exchange.Exchange.Sent;
import org.rerate.ingest.check.RowValidationRules;

/** Where the rows of a load come from. */
interface LoadSource {

  /** About how many rows there are, for the number of partitions and for progress. */
  long expectedRows();

  /**
   * Sends the rows, each judged by itself, to the partitions that compare so many parts of them.
   */
  Sent rows(
      LoadTransport transport, RowValidationRules rules, int parts, LoadTransport.RowCounter read);

  /** Sends a {@link RecordLookup.Found} for each of these places. */
  Sent records(LoadTransport transport, Places places, int partitions);

  /** The same, read without dividing it: a record of it goes on beyond the end of a stretch. */
  LoadSource undivided();
}
