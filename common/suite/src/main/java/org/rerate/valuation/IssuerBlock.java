package org.rerate.valuation;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.rerate.domain.EarningsSource;
import org.rerate.domain.Metric;
import org.rerate.domain.Status;
import org.rerate.engine.exchange.Exchange.Parcel;
import org.rerate.value.DayChunk;
import org.rerate.value.ResultCode;

/**
 * Caps, or earnings or another figure on one basis, of one issuer over one chunk of days, as
 * arrays.
 *
 * @param issuerId the issuer
 * @param chunk number of the chunk of days
 * @param basis earnings basis, or empty for caps; for another figure the basis, empty for stocks,
 *     and after a blank the metric
 * @param days the valued days
 * @param usd USD per day; NaN where missing
 * @param codes {@link ResultCode} per day
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; days are walked by index
record IssuerBlock(String issuerId, int chunk, String basis, int[] days, double[] usd, int[] codes)
    implements Serializable {

  /** Numbers of chunks get as many digits, so that texts are in their order. */
  private static final int DIGITS = 1_000_000;

  private static final char END = '\0';

  /** The block of another figure than earnings. */
  static IssuerBlock figure(
      String issuerId,
      int chunk,
      String basis,
      Metric metric,
      int[] days,
      double[] usd,
      int[] codes) {
    return new IssuerBlock(issuerId, chunk, key(basis, metric), days, usd, codes);
  }

  /** The text in the place of the basis of a figure. */
  static String key(String basis, Metric metric) {
    return metric.isOfEarnings() ? basis : basis + ' ' + metric.word();
  }

  /** True for a figure that is neither a cap nor earnings. */
  boolean isFigure() {
    return basis.indexOf(' ') >= 0;
  }

  boolean isCap() {
    return basis.isEmpty();
  }

  int size() {
    return days.length;
  }

  Status status(int i) {
    return ResultCode.status(codes[i]);
  }

  /** Where earnings that are {@code OK} come from; null for others and for caps. */
  EarningsSource source(int i) {
    return isCap() || status(i) != Status.OK ? null : ResultCode.source(codes[i]);
  }

  /** Days since the oldest estimate, or share count of a cap; -1 where there is none. */
  int age(int i) {
    return ResultCode.age(codes[i]);
  }

  /** Number of the currency of the latest fiscal year used, or -1. */
  int currency(int i) {
    return ResultCode.currency(codes[i]);
  }

  /** The block as a parcel, in order of chunk, basis and issuer. */
  Parcel to(int partition) {
    ByteBuffer content = ByteBuffer.allocate(12 * usd.length);
    for (int i = 0; i < usd.length; i++) {
      content.putDouble(usd[i]).putInt(codes[i]);
    }
    return new Parcel(partition, DIGITS + chunk + basis + END + issuerId, content.array());
  }

  /** The number of the chunk of such a parcel. */
  static int chunk(Parcel parcel) {
    return Integer.parseInt(parcel.key(), 0, 7, 10) - DIGITS;
  }

  /** The block that such a parcel holds. */
  static IssuerBlock of(Parcel parcel, Plan plan) {
    DayChunk chunk = plan.chunks().get(chunk(parcel));
    int end = parcel.key().indexOf(END);
    ByteBuffer content = ByteBuffer.wrap(parcel.content());
    double[] usd = new double[chunk.size()];
    int[] codes = new int[chunk.size()];
    for (int i = 0; i < usd.length; i++) {
      usd[i] = content.getDouble();
      codes[i] = content.getInt();
    }
    return new IssuerBlock(
        parcel.key().substring(end + 1),
        chunk.number(),
        parcel.key().substring(7, end),
        Arrays.copyOfRange(plan.days(), chunk.from(), chunk.to()),
        usd,
        codes);
  }
}
