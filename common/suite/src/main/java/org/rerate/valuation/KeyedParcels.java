package org.rerate.valuation;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.rerate.engine.exchange.Exchange.Parcel;

/** Parcels in order of key, key by key. */
final class KeyedParcels implements Iterator<String> {

  private final Iterator<Parcel> sorted;
  private Parcel next;
  private String key;

  KeyedParcels(Iterator<Parcel> sorted) {
    this.sorted = sorted;
    advance();
  }

  private void advance() {
    next = sorted.hasNext() ? sorted.next() : null;
  }

  private boolean isOfKey() {
    return next != null && next.key().equals(key);
  }

  @Override
  public boolean hasNext() {
    while (isOfKey()) {
      advance();
    }
    return next != null;
  }

  /** Goes on to the next key; parcels of the last one that were not taken are left out. */
  @Override
  public String next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    key = next.key();
    return key;
  }

  /** The parcels of a key if it is the last or the next one; none otherwise. */
  Iterator<Parcel> parcelsOf(String wanted) {
    if (!wanted.equals(key) && hasNext() && next.key().equals(wanted)) {
      key = wanted;
    }
    return wanted.equals(key) ? parcels() : Collections.emptyIterator();
  }

  /** The parcels of the key that it has gone on to, once. */
  Iterator<Parcel> parcels() {
    String own = key;
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return own.equals(key) && isOfKey();
      }

      @Override
      public Parcel next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        Parcel parcel = next;
        advance();
        return parcel;
      }
    };
  }
}
