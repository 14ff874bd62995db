package org.rerate.valuation;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import org.rerate.domain.Basis;
import org.rerate.domain.EarningsSource;
import org.rerate.domain.Status;
import org.rerate.engine.exchange.Exchange.Kernel;
import org.rerate.engine.exchange.Exchange.Parcel;
import org.rerate.history.Rates;

/**
 * Values issuers and holds the values against the stored ones. Takes, in order of issuer, its mark
 * and blocks ({@link PackedFacts}), then its stored values ({@link StoredValues}), each of them in
 * any order. A value changed if it is stored otherwise, or not at all, or stored and no longer
 * computed; stored values that the plan does not compute are passed over.
 */
record ChangeDetector(Plan plan, Rates rates) implements Kernel<ChangeDetector.Changed> {

  private static final long serialVersionUID = 1L;

  /** An issuer and the days on which its values changed, at least one. */
  record Changed(String issuerId, DayRanges days) implements Serializable {}

  @Override
  public Iterator<Changed> results(int partition, Iterator<Parcel> parcels) {
    return new Walk(new KeyedParcels(parcels));
  }

  private final class Walk implements Iterator<Changed> {

    private final KeyedParcels issuers;
    private final IssuerValuer valuer = new IssuerValuer(plan, rates);
    private final List<Set<String>> basesOfChunk =
        plan.chunks().stream()
            .map(chunk -> chunk.bases().stream().map(Basis::toString).collect(Collectors.toSet()))
            .toList();
    private final int[] chunkOfDay = new int[plan.days().length];
    private Changed next;

    Walk(KeyedParcels issuers) {
      this.issuers = issuers;
      plan.chunks().forEach(c -> Arrays.fill(chunkOfDay, c.from(), c.to(), c.number()));
    }

    @Override
    public boolean hasNext() {
      while (next == null && issuers.hasNext()) {
        String key = issuers.next();
        Issuer issuer = new Issuer(StoredValues.isKey(key) ? StoredValues.issuer(key) : key);
        if (!StoredValues.isKey(key)) {
          issuer.compute(issuers.parcels());
        }
        issuers
            .parcelsOf(StoredValues.key(issuer.id))
            .forEachRemaining(parcel -> StoredValues.unpack(parcel, issuer::meet));
        Set<Integer> changed = issuer.changed();
        next = changed.isEmpty() ? null : new Changed(issuer.id, DayRanges.of(changed));
      }
      return next != null;
    }

    @Override
    public Changed next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Changed changed = next;
      next = null;
      return changed;
    }

    /** One issuer's computed values, and which of them are stored as they are. */
    private final class Issuer {

      private final String id;
      private final Map<String, Map<Integer, IssuerBlock>> computed = new HashMap<>();
      private final IdentityHashMap<IssuerBlock, BitSet> same = new IdentityHashMap<>();
      private final Set<Integer> changed = new HashSet<>();

      Issuer(String id) {
        this.id = id;
      }

      void compute(Iterator<Parcel> parcels) {
        Queue<IssuerBlock> blocks = new ArrayDeque<>();
        IssuerValuer.history(id, parcels, plan.asOf())
            .ifPresent(history -> valuer.value(history, blocks));
        for (IssuerBlock block : blocks) {
          computed.computeIfAbsent(block.basis(), b -> new HashMap<>()).put(block.chunk(), block);
          same.put(block, new BitSet(block.size()));
        }
      }

      void meet(String basis, int day, double usd, Status status, EarningsSource source, int age) {
        int at = Arrays.binarySearch(plan.days(), day);
        if (at < 0 || !isComputed(at, day, basis)) {
          return;
        }
        IssuerBlock block = computed.getOrDefault(basis, Map.of()).get(chunkOfDay[at]);
        if (block != null) {
          int i = at - plan.chunks().get(chunkOfDay[at]).from();
          if (isSame(block, i, usd, status, source, age)) {
            same.get(block).set(i);
            return;
          }
        }
        changed.add(day);
      }

      private boolean isComputed(int at, int day, String basis) {
        return plan.scope().replacesIssuer(id, day)
            && (basis.isEmpty() || basesOfChunk.get(chunkOfDay[at]).contains(basis));
      }

      Set<Integer> changed() {
        same.forEach(
            (block, met) -> {
              for (int i = met.nextClearBit(0); i < block.size(); i = met.nextClearBit(i + 1)) {
                changed.add(block.days()[i]);
              }
            });
        return changed;
      }
    }
  }

  private static boolean isSame(
      IssuerBlock block, int i, double usd, Status status, EarningsSource source, int age) {
    double now = block.usd()[i];
    return (Double.isNaN(now) ? Double.isNaN(usd) : now == usd)
        && block.status(i) == status
        && block.source(i) == source
        && block.age(i) == age;
  }
}
