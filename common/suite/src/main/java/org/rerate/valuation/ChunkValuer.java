package org.rerate.valuation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.rerate.engine.exchange.Exchange.Kernel;
import org.rerate.engine.exchange.Exchange.Parcel;
import org.rerate.engine.parquet.DataFileLocation;
import org.rerate.history.MembershipHistory;
import org.rerate.table.FigureTables;
import org.rerate.value.BasketBlock;
import org.rerate.value.DayChunk;

/**
 * Takes the values of issuers ({@link IssuerBlock}) in order of (chunk, basis, issuer) and values
 * the baskets of each chunk once all were seen: baskets have rows even where no issuer has. In
 * memory is one chunk of the members. Writes the rows of issuers and baskets.
 */
final class ChunkValuer implements Kernel<ChunkResult> {

  private static final long serialVersionUID = 1L;

  private final Plan plan;
  private final MembershipHistory memberships;
  private final List<BasketRequest> requests;
  private final Set<String> members;
  private final DataFileLocation folder;
  private final String runId;
  private final boolean issuersToo;

  /**
   * The work on one plan.
   *
   * @param folder where rows are written; null if they are not
   * @param issuersToo false to write rows of baskets only
   */
  ChunkValuer(
      Plan plan,
      MembershipHistory memberships,
      List<BasketRequest> requests,
      DataFileLocation folder,
      String runId,
      boolean issuersToo) {
    this.plan = plan;
    this.memberships = memberships;
    this.requests = requests;
    this.members = memberships.issuers(requests.stream().map(BasketRequest::basketId).toList());
    this.folder = folder;
    this.runId = runId;
    this.issuersToo = issuersToo;
  }

  @Override
  public Iterator<ChunkResult> results(int partition, Iterator<Parcel> parcels) {
    List<ChunkResult> results = new ArrayList<>();
    try (ResultFiles files = new ResultFiles(folder, runId)) {
      walk(
          partition,
          parcels,
          block -> {
            if (issuersToo && plan.replaces(block)) {
              files.add(block);
            }
          },
          files::add,
          figures -> {
            if (figures.table.equals(FigureTables.BASKET_INDEX)) {
              results.add(new ChunkResult(null, figures));
            } else {
              files.add(figures);
            }
          });
      files.finish().forEach(file -> results.add(new ChunkResult(file, null)));
      return results.iterator();
    }
  }

  /** The values of baskets alone, brought back instead of written. */
  Kernel<BasketBlock> baskets() {
    return (partition, parcels) -> {
      List<BasketBlock> blocks = new ArrayList<>();
      walk(partition, parcels, issuer -> {}, blocks::add, figure -> {});
      return blocks.iterator();
    };
  }

  /**
   * What was computed of baskets over some chunks of days.
   *
   * @param values the values
   * @param figures the rows of other tables
   */
  record BasketBlocks(List<BasketBlock> values, List<FigureBlock> figures)
      implements Serializable {}

  /** The values and figures of baskets, brought back instead of written. */
  Kernel<BasketBlocks> blocks() {
    return (partition, parcels) -> {
      BasketBlocks blocks = new BasketBlocks(new ArrayList<>(), new ArrayList<>());
      walk(partition, parcels, issuer -> {}, blocks.values::add, blocks.figures::add);
      return List.of(blocks).iterator();
    };
  }

  private void walk(
      int partition,
      Iterator<Parcel> parcels,
      Consumer<IssuerBlock> issuers,
      Consumer<BasketBlock> baskets,
      Consumer<FigureBlock> figures) {
    int[] places = plan.places();
    Parcel next = parcels.hasNext() ? parcels.next() : null;
    for (DayChunk chunk : plan.chunks()) {
      if (places[chunk.number()] != partition) {
        continue;
      }
      BasketValuer valuer = new BasketValuer(plan, memberships, chunk);
      while (next != null && IssuerBlock.chunk(next) == chunk.number()) {
        IssuerBlock block = IssuerBlock.of(next, plan);
        issuers.accept(block);
        if (members.contains(block.issuerId())) {
          valuer.add(block);
        }
        next = parcels.hasNext() ? parcels.next() : null;
      }
      requests.stream()
          .filter(request -> plan.hasBasket(request.basketId(), chunk))
          .forEach(request -> valuer.value(request, figures).forEach(baskets));
    }
  }
}
