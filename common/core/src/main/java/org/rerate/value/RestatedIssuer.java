package org.rerate.value;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rerate.domain.Basis;
import org.rerate.domain.Knowledge;
import org.rerate.domain.MinorUnit;
import org.rerate.domain.RestatedInput;
import org.rerate.history.AsOf;
import org.rerate.history.BlockCodec;
import org.rerate.history.FactColumns;
import org.rerate.history.FactHistory;
import org.rerate.history.FactKind;
import org.rerate.history.IssuerHistory;
import org.rerate.history.LineHistory;
import org.rerate.history.Rates;
import org.rerate.methodology.Methodology;

/**
 * One issuer on one day, valued as rows were recorded by one instant, by a later one, and with the
 * inputs between exchanged one after the other (methodology 13). Without a cap at the first instant
 * all of the issuer is exchanged with the memberships; so is all of a line without a price.
 */
public final class RestatedIssuer {

  /**
   * A packed block of the issuer or one of its lines.
   *
   * @param kind what it holds
   * @param name the line, or the metric
   * @param payload the packed rows
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Block(FactKind kind, String name, byte[] payload) {}

  /**
   * What is exchanged for what.
   *
   * @param knowledge what may be known when the day is valued
   * @param before rows recorded by then, microseconds of UTC, inclusive
   * @param after rows recorded by then
   * @param ratesBefore rates of the day alone, as recorded by {@code before}
   * @param ratesAfter the same as recorded by {@code after}
   */
  public record Exchanged(
      Knowledge knowledge, long before, long after, Rates ratesBefore, Rates ratesAfter) {

    private Rates rates(int steps) {
      return RestatedInput.FX.isExchanged(steps) ? ratesAfter : ratesBefore;
    }
  }

  private final String issuerId;
  private final List<Block> blocks;
  private final boolean isOnFileBefore;
  private final boolean isOnFileAfter;
  private final Exchanged exchanged;
  private final Methodology methodology;
  private final int day;
  private final Set<String> newLines = new HashSet<>();
  private boolean isNew;

  /**
   * The issuer as its blocks tell of it.
   *
   * @param isOnFileBefore true if it was on file at the first instant
   * @param isOnFileAfter true if it was at the second
   */
  public RestatedIssuer(
      String issuerId,
      List<Block> blocks,
      boolean isOnFileBefore,
      boolean isOnFileAfter,
      Exchanged exchanged,
      Methodology methodology,
      int day) {
    this.issuerId = issuerId;
    this.blocks = blocks;
    this.isOnFileBefore = isOnFileBefore;
    this.isOnFileAfter = isOnFileAfter;
    this.exchanged = exchanged;
    this.methodology = methodology;
    this.day = day;
    findNew();
  }

  private void findNew() {
    IssuerHistory published = history(0);
    isNew = Double.isNaN(values(0, List.of())[0]);
    Set<String> priced = new HashSet<>();
    for (LineHistory line : published.lines()) {
      FactHistory prices = line.prices();
      int price = prices.last(day, exchanged.knowledge.limit(day));
      if (price >= 0 && day - prices.day(price) <= methodology.priceMaxAgeDays()) {
        priced.add(line.securityId());
      }
    }
    for (Block block : blocks) {
      if (block.kind.isOfLine() && !priced.contains(block.name)) {
        newLines.add(block.name);
      }
    }
  }

  private static RestatedInput input(FactKind kind) {
    return switch (kind) {
      case SECURITIES -> RestatedInput.REFERENCES;
      case ACTIONS -> RestatedInput.CORPORATE_ACTIONS;
      case SHARES, MARKET_CAPS -> RestatedInput.SHARES;
      case PRICES -> RestatedInput.PRICES;
      case ACTUALS -> RestatedInput.ACTUALS;
      case ESTIMATES -> RestatedInput.ESTIMATES;
      default -> throw new IllegalArgumentException("not of an issuer: " + kind);
    };
  }

  private boolean isAfter(Block block, int steps) {
    boolean withMembers = isNew || (block.kind.isOfLine() && newLines.contains(block.name));
    RestatedInput input = withMembers ? RestatedInput.MEMBERS : input(block.kind);
    return input.isExchanged(steps);
  }

  private IssuerHistory history(int steps) {
    IssuerHistory.Builder history =
        new IssuerHistory.Builder(issuerId, new AsOf(exchanged.knowledge, null));
    for (Block block : blocks) {
      long limit = isAfter(block, steps) ? exchanged.after : exchanged.before;
      history.file(block.kind, block.name, block.payload, limit);
    }
    return history.build();
  }

  private boolean isOnFile(int steps) {
    RestatedInput input = isNew ? RestatedInput.MEMBERS : RestatedInput.REFERENCES;
    return input.isExchanged(steps) ? isOnFileAfter : isOnFileBefore;
  }

  /**
   * Cap and earnings in USD with the first {@code steps} inputs exchanged.
   *
   * @return the cap, then the earnings of each basis; NaN where missing
   */
  public double[] values(int steps, List<Basis> bases) {
    double[] values = new double[1 + bases.size()];
    Arrays.fill(values, Double.NaN);
    if (!isOnFile(steps)) {
      return values;
    }
    IssuerValues valued =
        IssuerValues.of(
            history(steps),
            methodology,
            exchanged.knowledge,
            exchanged.rates(steps),
            new int[] {day},
            0,
            1,
            bases);
    values[0] = valued.caps[0];
    for (int b = 0; b < bases.size(); b++) {
      values[1 + b] = valued.earnings[b][0];
    }
    return values;
  }

  /**
   * Line to the last day to which its close or its share count in force is adjusted, as recorded by
   * either instant, where that is after the day valued: splits up to then undo the adjustment.
   */
  public Map<String, Integer> adjustedTo() {
    Map<String, Integer> last = new HashMap<>();
    for (int steps : new int[] {0, RestatedInput.values().length}) {
      for (LineHistory line : history(steps).lines()) {
        for (FactHistory rows : List.of(line.prices(), line.shares())) {
          int row = rows.size() == 0 ? -1 : rows.last(day, exchanged.knowledge.limit(day));
          if (row >= 0 && rows.adjustedTo(row) > day) {
            last.merge(line.securityId(), rows.adjustedTo(row), Math::max);
          }
        }
      }
    }
    return last;
  }

  /** The major currencies of its lines, prices, caps and figures, as recorded by either instant. */
  public Set<String> currencies() {
    Set<String> majors = new HashSet<>();
    for (Block block : blocks) {
      if (block.kind == FactKind.SHARES || block.kind == FactKind.ACTIONS) {
        continue;
      }
      FactColumns rows = BlockCodec.decode(block.kind, block.payload);
      for (int row = 0; row < rows.size; row++) {
        String currency = rows.texts[0][row];
        if (currency != null && rows.ingestedAt[row] <= exchanged.after) {
          majors.add(MinorUnit.majorOf(currency));
        }
      }
    }
    return majors;
  }
}
