package org.rerate.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rerate.domain.Metric;

/**
 * Everything that was ever said about one issuer: its lines, vendor caps, estimates and reported
 * figures, with all the versions that the cut leaves.
 */
public final class IssuerHistory {

  private final String issuerId;
  private final List<LineHistory> lines;
  private final FactHistory vendorCaps;
  private final FiscalBook book;
  private final Map<Metric, FiscalBook> figures;

  private IssuerHistory(
      String issuerId,
      List<LineHistory> lines,
      FactHistory vendorCaps,
      FiscalBook book,
      Map<Metric, FiscalBook> figures) {
    this.issuerId = issuerId;
    this.lines = lines;
    this.vendorCaps = vendorCaps;
    this.book = book;
    this.figures = figures;
  }

  /** Identifier of the issuer. */
  public String issuerId() {
    return issuerId;
  }

  /** Its lines, by identifier. */
  public List<LineHistory> lines() {
    return lines;
  }

  /** The vendor's caps of the whole company. */
  public FactHistory vendorCaps() {
    return vendorCaps;
  }

  /** Estimates and reported figures of net income and EPS. */
  public FiscalBook book() {
    return book;
  }

  /**
   * Estimates and reported figures of a metric, which stand where a {@link FiscalBook} has those of
   * net income; null if there are none, or they were not asked for.
   */
  public FiscalBook book(Metric metric) {
    return metric.isOfEarnings() ? book : figures.get(metric);
  }

  /** Gathers the blocks of one issuer. */
  public static final class Builder {

    private final String issuerId;
    private final AsOf asOf;
    private final Map<String, Map<FactKind, FactColumns>> lines =
        new TreeMap<>(Comparator.naturalOrder());
    private final FactColumns caps = new FactColumns(FactKind.MARKET_CAPS, 8);
    private final FiscalBook.Builder book;
    private final Map<Metric, FiscalBook.Builder> figures = new EnumMap<>(Metric.class);
    private final List<Taken> taken = new ArrayList<>();

    /** Starts the history of {@code issuerId} for someone who sees {@code cut}. */
    public Builder(String issuerId, AsOf asOf) {
      this.issuerId = issuerId;
      this.asOf = asOf;
      this.book = new FiscalBook.Builder(asOf);
    }

    /** Takes one packed block, in any order; rows taken in after the cut are left out. */
    public void file(FactKind kind, String subKey, byte[] packed) {
      file(kind, subKey, packed, Long.MAX_VALUE);
    }

    /**
     * The same of a block whose rows have a cut of their own.
     *
     * @param limit rows taken in later, microseconds of UTC, are left out
     */
    public void file(FactKind kind, String subKey, byte[] packed, long limit) {
      FactColumns rows = BlockCodec.decode(kind, packed).takenInBy(kind, limit);
      if (rows.size > 0) {
        taken.add(new Taken(kind, subKey, rows));
      }
    }

    private record Taken(FactKind kind, String subKey, FactColumns rows) {

      int firstDay() {
        return rows.day[0];
      }
    }

    private void file(FactKind kind, String subKey, FactColumns rows) {
      switch (kind) {
        case ESTIMATES, ACTUALS -> {
          Metric metric = Metric.of(subKey).orElseThrow();
          boolean eps = metric == Metric.EPS;
          if (metric.isOfEarnings()) {
            book.file(kind, eps, rows);
          } else {
            figures
                .computeIfAbsent(metric, m -> new FiscalBook.Builder(asOf))
                .file(kind, eps, rows);
          }
        }
        case MARKET_CAPS -> append(kind, caps, rows);
        default ->
            append(
                kind,
                lines
                    .computeIfAbsent(subKey, k -> new EnumMap<>(FactKind.class))
                    .computeIfAbsent(kind, k -> new FactColumns(k, rows.size)),
                rows);
      }
    }

    private void append(FactKind kind, FactColumns to, FactColumns rows) {
      long limit = asOf.recordedLimit();
      boolean prices = kind == FactKind.PRICES;
      if (limit == Long.MAX_VALUE && !(prices && hasTotalReturns(rows))) {
        to.addAll(rows);
        return;
      }
      for (int i = 0; i < rows.size; i++) {
        if (rows.ingestedAt[i] <= limit
            && !(prices && rows.integers[0][i] == LineHistory.TOTAL_RETURN)) {
          to.addFrom(rows, i);
        }
      }
    }

    private static boolean hasTotalReturns(FactColumns prices) {
      return Arrays.stream(prices.integers[0], 0, prices.size)
          .anyMatch(basis -> basis == LineHistory.TOTAL_RETURN);
    }

    /** The history; a line that no security row names is left out. */
    public IssuerHistory build() {
      // In order of days there is nothing left to sort.
      taken.sort(Comparator.comparingInt(Taken::firstDay));
      taken.forEach(block -> file(block.kind, block.subKey, block.rows));
      taken.clear();
      List<LineHistory> built = new ArrayList<>();
      lines.forEach(
          (securityId, blocks) -> {
            if (blocks.containsKey(FactKind.SECURITIES)) {
              built.add(
                  new LineHistory(
                      securityId,
                      issuerId,
                      versions(blocks, FactKind.SECURITIES, -1),
                      versions(blocks, FactKind.PRICES, 0),
                      versions(blocks, FactKind.SHARES, -1),
                      versions(blocks, FactKind.ACTIONS, 0)));
            }
          });
      Map<Metric, FiscalBook> books = new EnumMap<>(Metric.class);
      figures.forEach((metric, rows) -> books.put(metric, rows.build()));
      return new IssuerHistory(
          issuerId, built, asOf.versions(FactKind.MARKET_CAPS, caps, -1), book.build(), books);
    }

    private FactHistory versions(Map<FactKind, FactColumns> blocks, FactKind kind, int tie) {
      FactColumns rows = blocks.get(kind);
      return asOf.versions(kind, rows == null ? new FactColumns(kind, 0) : rows, tie);
    }
  }
}
