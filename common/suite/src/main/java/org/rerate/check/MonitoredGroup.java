package org.rerate.check;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rerate.domain.Status;
import org.rerate.history.MembershipHistory.Member;
import org.rerate.methodology.Methodology;
import org.rerate.methodology.MonitoredMove;
import org.rerate.methodology.SuspectSplit;

/** The members of a group that moved, and the one that did most of it. */
final class MonitoredGroup {

  private final MonitoredPair pair;
  private final List<Member> members;
  private final MonitorNumbers numbers;
  private final MonitoredMove move;
  private final double[] caps0;
  private final double[] caps1;
  private final double[] earnings0;
  private final double[] earnings1;

  MonitoredGroup(
      Methodology methodology, MonitoredPair pair, List<Member> members, MonitorNumbers numbers) {
    this.pair = pair;
    this.members = members;
    this.numbers = numbers;
    int count = members.size();
    caps0 = new double[count];
    caps1 = new double[count];
    earnings0 = new double[count];
    earnings1 = new double[count];
    boolean[] delisted = new boolean[count];
    String basis = pair.after().basis();
    for (int i = 0; i < count; i++) {
      String issuer = members.get(i).issuerId();
      double factor = members.get(i).factor();
      caps0[i] = numbers.cap(issuer, pair.before().day()).usd() * factor;
      caps1[i] = numbers.cap(issuer, pair.after().day()).usd() * factor;
      earnings0[i] = numbers.earnings(issuer, pair.before().day(), basis).usd() * factor;
      earnings1[i] = numbers.earnings(issuer, pair.after().day(), basis).usd() * factor;
      delisted[i] =
          Status.NOT_LISTED.name().equals(numbers.cap(issuer, pair.after().day()).status());
    }
    move = new MonitoredMove(methodology, caps0, caps1, earnings0, earnings1, delisted);
  }

  /**
   * The number with its largest cause, if more than {@code most} of the move has none plausible.
   */
  Optional<String> unexplained(double most) {
    double cap = Math.abs(move.ofCap());
    double pe = Math.abs(move.ofPe());
    boolean ofPe = !(cap > most);
    if (ofPe && !(pe > most)) {
      return Optional.empty();
    }
    int cause = move.cause(ofPe);
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s: %.1f %% of the %s moved without a plausible cause; largest: %s",
            MonitoredPair.told(pair.after().cap(), pair.after().pe()),
            100 * (ofPe ? pe : cap),
            ofPe ? "P/E" : "cap",
            cause(cause)));
  }

  private String cause(int member) {
    String issuer = members.get(member).issuerId();
    if (move.isCapPlausible(member)) {
      return "earnings of %s, %s after %s"
          .formatted(
              issuer,
              MonitoredPair.number(earnings1[member]),
              MonitoredPair.number(earnings0[member]));
    }
    if (Double.isNaN(caps1[member])) {
      return "cap of %s, %s after %s"
          .formatted(
              issuer,
              numbers.cap(issuer, pair.after().day()).status(),
              MonitoredPair.number(caps0[member]));
    }
    String split =
        SuspectSplit.isLikely(caps0[member], caps1[member])
            ? ", about the ratio of a split: look for one that prices or share counts lack"
            : "";
    return "cap of %s, %s after %s%s"
        .formatted(
            issuer,
            MonitoredPair.number(caps1[member]),
            MonitoredPair.number(caps0[member]),
            split);
  }

  /** The coverage with the largest member that it lost. */
  Optional<String> thinned() {
    int largest = -1;
    for (int i = 0; i < caps1.length; i++) {
      boolean isUncovered = caps1[i] > 0 && Double.isNaN(earnings1[i]);
      boolean isLost = isUncovered && !(Double.isNaN(earnings0[i]) && caps0[i] > 0);
      if (isLost && (largest < 0 || caps1[i] > caps1[largest])) {
        largest = i;
      }
    }
    String cause =
        largest < 0
            ? "members without earnings grew"
            : "%s, whose earnings are missing: %s"
                .formatted(
                    members.get(largest).issuerId(),
                    numbers
                        .earnings(
                            members.get(largest).issuerId(),
                            pair.after().day(),
                            pair.after().basis())
                        .status());
    return Optional.of(
        String.format(
            Locale.ROOT, "coverage %.4f; largest cause: %s", pair.after().coverage(), cause));
  }
}
