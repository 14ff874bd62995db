package org.rerate.valuation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.rerate.domain.Metric;
import org.rerate.engine.exchange.Exchange.Parcel;
import org.rerate.engine.exchange.Exchange.RowSender;
import org.rerate.history.FactKind;

/**
 * A packed block of an issuer or one of its lines, as it is sent to the issuer.
 *
 * @param kind what it holds
 * @param name the line, or the metric
 * @param payload the packed rows
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PackedFacts(FactKind kind, String name, byte[] payload) {

  private static final FactKind[] KINDS = FactKind.values();

  /** The parcel that says that an issuer exists, with or without any block. */
  static Parcel mark(String issuerId, int partitions) {
    return Parcel.of(issuerId, partitions, issuerId, new byte[0]);
  }

  static boolean isMark(Parcel parcel) {
    return parcel.content().length == 0;
  }

  Parcel to(String issuerId, int partitions) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer content = ByteBuffer.allocate(5 + text.length + payload.length);
    content.put((byte) kind.ordinal()).putInt(text.length).put(text).put(payload);
    return Parcel.of(issuerId, partitions, issuerId, content.array());
  }

  /** What a parcel that is no mark holds. */
  static PackedFacts of(Parcel parcel) {
    ByteBuffer content = ByteBuffer.wrap(parcel.content());
    FactKind kind = KINDS[content.get()];
    byte[] name = new byte[content.getInt()];
    content.get(name);
    byte[] payload = new byte[content.remaining()];
    content.get(payload);
    return new PackedFacts(kind, new String(name, StandardCharsets.UTF_8), payload);
  }

  /**
   * Sends rows (kind, key, sub-key, payload) of packed series to the issuers that they are of: a
   * line that moved to each that it was ever filed under. Of metrics that no earnings are made of
   * only those of {@code figures} are sent.
   */
  record Sender(IssuersOfLines known, MemberFigures figures, int partitions) implements RowSender {

    /** The columns of the rows. */
    static final String[] COLUMNS = {"kind", "series_key", "sub_key", "payload"};

    @Override
    public Iterator<Parcel> parcels(Iterator<InternalRow> rows) {
      Set<Metric> metrics = figures.metrics();
      return new FlatRows(rows, row -> parcels(row, metrics));
    }

    private List<Parcel> parcels(InternalRow row, Set<Metric> metrics) {
      FactKind kind = FactKind.BY_NAME.get(row.getUTF8String(0).toString());
      if (kind == null || !(kind.isOfLine() || kind.isOfIssuer())) {
        return List.of();
      }
      String key = row.getUTF8String(1).toString();
      Set<String> issuers = known.issuersOf(kind, key);
      if (issuers.isEmpty()) {
        return List.of();
      }
      String name = kind.isOfLine() ? key : row.getUTF8String(2).toString();
      if (kind.isOfIssuer() && !name.isEmpty() && !isWanted(name, key, metrics)) {
        return List.of();
      }
      PackedFacts facts = new PackedFacts(kind, name, row.getBinary(3));
      return issuers.stream().map(issuer -> facts.to(issuer, partitions)).toList();
    }

    private boolean isWanted(String word, String issuer, Set<Metric> metrics) {
      Metric metric = Metric.of(word).orElse(null);
      return metric != null
          && (metric.isOfEarnings()
              || (figures.members().contains(issuer) && metrics.contains(metric)));
    }
  }
}
