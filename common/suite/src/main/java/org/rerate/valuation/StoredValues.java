package org.rerate.valuation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.rerate.domain.EarningsSource;
import org.rerate.domain.Status;
import org.rerate.engine.exchange.Exchange.Parcel;
import org.rerate.engine.exchange.Exchange.RowSender;

/**
 * Stored values of an issuer as they are sent to it: rows that stand side by side in a file are one
 * parcel.
 */
final class StoredValues {

  /** Columns of {@code valuation.issuer_caps} that are compared. */
  static final String[] OF_CAPS = {
    "issuer_id", "run_id", "valuation_date", "cap_usd", "status", "shares_age_days"
  };

  /** Columns of {@code valuation.issuer_earnings} that are compared. */
  static final String[] OF_EARNINGS = {
    "issuer_id",
    "run_id",
    "valuation_date",
    "earnings_usd",
    "status",
    "basis",
    "source",
    "estimate_age_days"
  };

  /** Ends the key, so that they come right after the issuer's mark and blocks. */
  private static final String END = "\0";

  private static final byte NONE = -1;

  private StoredValues() {}

  /** The key of the parcels of an issuer. */
  static String key(String issuerId) {
    return issuerId + END;
  }

  /** The issuer of a key that is one of these. */
  static String issuer(String key) {
    return key.substring(0, key.length() - END.length());
  }

  static boolean isKey(String key) {
    return key.endsWith(END);
  }

  /** Takes the values of a parcel. */
  interface Taker {

    /**
     * Takes one.
     *
     * @param basis empty for a cap
     * @param usd NaN if missing
     * @param source null for a cap or if missing
     * @param age -1 if missing
     */
    void take(String basis, int day, double usd, Status status, EarningsSource source, int age);
  }

  /** Unpacks a parcel. */
  static void unpack(Parcel parcel, Taker taker) {
    ByteBuffer content = ByteBuffer.wrap(parcel.content());
    byte[] text = new byte[content.get()];
    content.get(text);
    String basis = new String(text, StandardCharsets.UTF_8);
    while (content.hasRemaining()) {
      int day = content.getInt();
      double usd = content.getDouble();
      Status status = Status.of(content.get());
      int source = content.get();
      int age = content.getInt();
      taker.take(basis, day, usd, status, source == NONE ? null : EarningsSource.of(source), age);
    }
  }

  /** Sends rows of these runs alone, with the columns of caps or of earnings. */
  record Sender(boolean areCaps, Set<String> runs, int partitions) implements RowSender {

    @Override
    public Iterator<Parcel> parcels(Iterator<InternalRow> rows) {
      return new Packed(rows, this);
    }
  }

  /** Parcels of neighbouring rows. */
  private static final class Packed implements Iterator<Parcel> {

    private static final int BYTES_OF_ROW = 18;

    private static final UTF8String OF_CAP = UTF8String.fromString("");

    private final Iterator<InternalRow> rows;
    private final Sender sender;
    private ByteBuffer packed = ByteBuffer.allocate(1 << 12);
    private UTF8String issuer;
    private UTF8String basis;
    private UTF8String run;
    private boolean isWantedRun;
    private InternalRow row;

    Packed(Iterator<InternalRow> rows, Sender sender) {
      this.rows = rows;
      this.sender = sender;
      advance();
    }

    private void advance() {
      row = null;
      while (row == null && rows.hasNext()) {
        InternalRow next = rows.next();
        if (isWanted(next.getUTF8String(1))) {
          row = next;
        }
      }
    }

    private boolean isWanted(UTF8String runId) {
      if (!runId.equals(run)) {
        run = runId.copy();
        isWantedRun = sender.runs().contains(run.toString());
      }
      return isWantedRun;
    }

    @Override
    public boolean hasNext() {
      return row != null;
    }

    private UTF8String basis() {
      return sender.areCaps() ? OF_CAP : row.getUTF8String(5);
    }

    @Override
    public Parcel next() {
      if (row == null) {
        throw new NoSuchElementException();
      }
      issuer = row.getUTF8String(0).copy();
      basis = basis().copy();
      byte[] text = basis.getBytes();
      packed.clear().put((byte) text.length).put(text);
      do {
        put();
        advance();
      } while (row != null && row.getUTF8String(0).equals(issuer) && basis().equals(basis));
      String id = issuer.toString();
      byte[] content = Arrays.copyOf(packed.array(), packed.position());
      return Parcel.of(id, sender.partitions(), key(id), content);
    }

    private void put() {
      if (packed.remaining() < BYTES_OF_ROW) {
        packed = ByteBuffer.allocate(2 * packed.capacity()).put(packed.flip());
      }
      boolean hasSource = !sender.areCaps() && !row.isNullAt(6);
      int age = sender.areCaps() ? 5 : 7;
      packed
          .putInt(row.getInt(2))
          .putDouble(row.isNullAt(3) ? Double.NaN : row.getDouble(3))
          .put(Status.valueOf(row.getUTF8String(4).toString()).code())
          .put(hasSource ? source().code() : NONE)
          .putInt(row.isNullAt(age) ? NONE : row.getInt(age));
    }

    private EarningsSource source() {
      return EarningsSource.valueOf(row.getUTF8String(6).toString());
    }
  }
}
