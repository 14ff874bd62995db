package org.rerate.valuation;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import org.rerate.domain.Basis;
import org.rerate.engine.exchange.Exchange.Kernel;
import org.rerate.engine.exchange.Exchange.Parcel;
import org.rerate.history.AsOf;
import org.rerate.history.IssuerHistory;
import org.rerate.history.Rates;
import org.rerate.value.DayChunk;
import org.rerate.value.IssuerValues;

/**
 * Values issuers on the days of a plan. Takes their marks and blocks ({@link PackedFacts}) in order
 * of issuer, those of one issuer in any order; one issuer in memory. An issuer without a mark is
 * not on file and has no values.
 */
record IssuerValuer(Plan plan, Rates rates) implements Kernel<IssuerBlock> {

  private static final long serialVersionUID = 1L;

  @Override
  public Iterator<IssuerBlock> results(int partition, Iterator<Parcel> parcels) {
    return new Walk(new KeyedParcels(parcels));
  }

  /**
   * The same values as parcels.
   *
   * @param places by chunk, the partition that its values are sent to
   */
  Kernel<Parcel> sending(int[] places) {
    return (partition, parcels) -> {
      Iterator<IssuerBlock> blocks = results(partition, parcels);
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return blocks.hasNext();
        }

        @Override
        public Parcel next() {
          IssuerBlock block = blocks.next();
          return block.to(places[block.chunk()]);
        }
      };
    };
  }

  /** What the parcels of one issuer say of it; empty if it is not on file. */
  static Optional<IssuerHistory> history(String issuerId, Iterator<Parcel> parcels, AsOf asOf) {
    IssuerHistory.Builder history = new IssuerHistory.Builder(issuerId, asOf);
    boolean exists = false;
    while (parcels.hasNext()) {
      Parcel parcel = parcels.next();
      if (PackedFacts.isMark(parcel)) {
        exists = true;
      } else {
        PackedFacts facts = PackedFacts.of(parcel);
        history.file(facts.kind(), facts.name(), facts.payload());
      }
    }
    return exists ? Optional.of(history.build()) : Optional.empty();
  }

  /** The values of an issuer in every chunk in which the plan has it, into {@code blocks}. */
  void value(IssuerHistory history, Queue<IssuerBlock> blocks) {
    plan.chunks().stream()
        .filter(chunk -> plan.hasIssuer(history.issuerId(), chunk))
        .forEach(chunk -> value(history, chunk, blocks));
  }

  private void value(IssuerHistory history, DayChunk chunk, Queue<IssuerBlock> blocks) {
    List<Basis> bases = bases(history.issuerId(), chunk);
    IssuerValues values =
        IssuerValues.of(
            history,
            plan.methodology(),
            plan.asOf().knowledge(),
            rates,
            plan.days(),
            chunk.from(),
            chunk.to(),
            bases);
    int[] days = plan.days(chunk);
    String issuer = history.issuerId();
    blocks.add(new IssuerBlock(issuer, chunk.number(), "", days, values.caps, values.capCodes));
    for (int b = 0; b < bases.size(); b++) {
      blocks.add(
          new IssuerBlock(
              issuer,
              chunk.number(),
              bases.get(b).toString(),
              days,
              values.earnings[b],
              values.earningsCodes[b]));
    }
    new IssuerFigures(plan, rates).value(history, chunk, values, blocks);
  }

  /** The bases that are asked for, and after them those that only baskets need. */
  private List<Basis> bases(String issuer, DayChunk chunk) {
    return plan.figures().members().contains(issuer) ? plan.computed(chunk) : chunk.bases();
  }

  /** The values of one issuer after the other. */
  private final class Walk implements Iterator<IssuerBlock> {

    private final KeyedParcels issuers;
    private final Queue<IssuerBlock> ready = new ArrayDeque<>();

    Walk(KeyedParcels issuers) {
      this.issuers = issuers;
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && issuers.hasNext()) {
        String issuerId = issuers.next();
        history(issuerId, issuers.parcels(), plan.asOf()).ifPresent(one -> value(one, ready));
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
  }
}
