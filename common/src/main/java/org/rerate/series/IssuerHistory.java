package org.rerate.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that was ever said about one issuer: its lines, vendor caps, estimates and reported
 * figures, with all the versions that the cut leaves.
 */
public final class IssuerHistory {

  private final String issuerId;
  private final List<Line> lines;
  private final Versions vendorCaps;
  private final FiscalBook book;

  private IssuerHistory(String issuerId, List<Line> lines, Versions vendorCaps, FiscalBook book) {
    this.issuerId = issuerId;
    this.lines = lines;
    this.vendorCaps = vendorCaps;
    this.book = book;
  }

  /** Identifier of the issuer. */
  public String issuerId() {
    return issuerId;
  }

  /** Its lines, by identifier. */
  public List<Line> lines() {
    return lines;
  }

  /** The vendor's caps of the whole company. */
  public Versions vendorCaps() {
    return vendorCaps;
  }

  /** Estimates and reported figures. */
  public FiscalBook book() {
    return book;
  }

  /** Gathers the blocks of one issuer. */
  public static final class Builder {

    private final String issuerId;
    private final Cut cut;
    private final Map<String, Map<Kind, Block>> lines = new TreeMap<>(Comparator.naturalOrder());
    private final Block caps = new Block(Kind.MARKET_CAPS, 8);
    private final FiscalBook.Builder book;
    private final List<Taken> taken = new ArrayList<>();

    /** Starts the history of {@code issuerId} for someone who sees {@code cut}. */
    public Builder(String issuerId, Cut cut) {
      this.issuerId = issuerId;
      this.cut = cut;
      this.book = new FiscalBook.Builder(cut);
    }

    /** Takes one packed block, in any order; rows taken in after the cut are left out. */
    public void file(Kind kind, String subKey, byte[] packed) {
      Block rows = BlockCodec.decode(kind, packed);
      if (rows.size > 0) {
        taken.add(new Taken(kind, subKey, rows));
      }
    }

    private record Taken(Kind kind, String subKey, Block rows) {

      int firstDay() {
        return rows.day[0];
      }
    }

    private void file(Kind kind, String subKey, Block rows) {
      switch (kind) {
        case ESTIMATES, ACTUALS -> {
          boolean eps = subKey.equals("eps");
          if (eps || subKey.equals("net_income")) {
            book.file(kind, eps, rows);
          }
        }
        case MARKET_CAPS -> append(kind, caps, rows);
        default ->
            append(
                kind,
                lines
                    .computeIfAbsent(subKey, k -> new EnumMap<>(Kind.class))
                    .computeIfAbsent(kind, k -> new Block(k, rows.size)),
                rows);
      }
    }

    private void append(Kind kind, Block to, Block rows) {
      long limit = cut.recordedLimit();
      boolean prices = kind == Kind.PRICES;
      if (limit == Long.MAX_VALUE && !(prices && hasTotalReturns(rows))) {
        to.addAll(rows);
        return;
      }
      for (int i = 0; i < rows.size; i++) {
        if (rows.ingestedAt[i] <= limit && !(prices && rows.integers[0][i] == Line.TOTAL_RETURN)) {
          to.addFrom(rows, i);
        }
      }
    }

    private static boolean hasTotalReturns(Block prices) {
      return Arrays.stream(prices.integers[0], 0, prices.size)
          .anyMatch(basis -> basis == Line.TOTAL_RETURN);
    }

    /** The history; a line that no security row names is left out. */
    public IssuerHistory build() {
      // In order of days there is nothing left to sort.
      taken.sort(Comparator.comparingInt(Taken::firstDay));
      taken.forEach(block -> file(block.kind, block.subKey, block.rows));
      taken.clear();
      List<Line> built = new ArrayList<>();
      lines.forEach(
          (securityId, blocks) -> {
            if (blocks.containsKey(Kind.SECURITIES)) {
              built.add(
                  new Line(
                      securityId,
                      issuerId,
                      versions(blocks, Kind.SECURITIES, -1),
                      versions(blocks, Kind.PRICES, 0),
                      versions(blocks, Kind.SHARES, -1),
                      versions(blocks, Kind.ACTIONS, 0)));
            }
          });
      return new IssuerHistory(
          issuerId, built, cut.versions(Kind.MARKET_CAPS, caps, -1), book.build());
    }

    private Versions versions(Map<Kind, Block> blocks, Kind kind, int tie) {
      Block rows = blocks.get(kind);
      return cut.versions(kind, rows == null ? new Block(kind, 0) : rows, tie);
    }
  }
}
