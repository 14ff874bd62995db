package org.rerate.valuation;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.InternalRow;
import org.rerate.engine.exchange.Exchange.Parcel;

/** The parcels of rows, made row by row. */
final class FlatRows implements Iterator<Parcel> {

  private final Iterator<InternalRow> rows;
  private final Function<InternalRow, List<Parcel>> made;
  private Iterator<Parcel> ready = List.<Parcel>of().iterator();

  FlatRows(Iterator<InternalRow> rows, Function<InternalRow, List<Parcel>> made) {
    this.rows = rows;
    this.made = made;
  }

  @Override
  public boolean hasNext() {
    while (!ready.hasNext() && rows.hasNext()) {
      ready = made.apply(rows.next()).iterator();
    }
    return ready.hasNext();
  }

  @Override
  public Parcel next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.next();
  }
}
