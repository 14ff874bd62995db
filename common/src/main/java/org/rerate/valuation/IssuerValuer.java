package org.rerate.valuation;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;
import org.rerate.series.FactKind;
import org.rerate.series.IssuerHistory;
import org.rerate.series.Rates;

/** Walks rows (issuer, kind, sub-key, packed block) in order of issuer; one issuer in memory. */
final class IssuerValuer implements Iterator<IssuerBlock> {

  private final Iterator<Row> rows;
  private final Plan plan;
  private final Rates rates;
  private final Queue<IssuerBlock> ready = new ArrayDeque<>();
  private Row next;

  IssuerValuer(Iterator<Row> rows, Plan plan, Rates rates) {
    this.rows = rows;
    this.plan = plan;
    this.rates = rates;
    this.next = rows.hasNext() ? rows.next() : null;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && next != null) {
      valueNext();
    }
    return !ready.isEmpty();
  }

  @Override
  public IssuerBlock next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void valueNext() {
    String issuerId = next.getString(0);
    IssuerHistory.Builder history = new IssuerHistory.Builder(issuerId, plan.asOf());
    boolean exists = false;
    while (next != null && next.getString(0).equals(issuerId)) {
      if (IssuerValuation.isIssuer(next.getString(1))) {
        exists = true;
      } else {
        history.file(FactKind.valueOf(next.getString(1)), next.getString(2), (byte[]) next.get(3));
      }
      next = rows.hasNext() ? rows.next() : null;
    }
    if (exists) {
      IssuerHistory built = history.build();
      plan.chunks().stream()
          .filter(chunk -> plan.hasIssuer(issuerId, chunk))
          .forEach(chunk -> value(built, chunk));
    }
  }

  private void value(IssuerHistory history, DayChunk chunk) {
    IssuerValues values =
        IssuerValues.of(
            history,
            plan.methodology(),
            plan.asOf().knowledge(),
            rates,
            plan.days(),
            chunk.from(),
            chunk.to(),
            chunk.bases());
    int[] days = Arrays.copyOfRange(plan.days(), chunk.from(), chunk.to());
    String issuer = history.issuerId();
    ready.add(new IssuerBlock(issuer, chunk.number(), "", days, values.caps, values.capCodes));
    for (int b = 0; b < chunk.bases().size(); b++) {
      ready.add(
          new IssuerBlock(
              issuer,
              chunk.number(),
              chunk.bases().get(b).toString(),
              days,
              values.earnings[b],
              values.earningsCodes[b]));
    }
  }
}
