package org.rerate.valuation;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.rerate.series.MembershipHistory;
import org.rerate.storage.DataFile;
import org.rerate.storage.DataFileLocation;

/**
 * Takes the blocks of issuers in order of (chunk, basis, issuer), writes their rows, and once all
 * blocks of a chunk were seen the rows of its baskets. In memory is one chunk of the members.
 */
final class ChunkValuer implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Plan plan;
  private final MembershipHistory memberships;
  private final List<BasketRequest> requests;
  private final Set<String> members;
  private final DataFileLocation folder;
  private final String runId;
  private final boolean issuersToo;

  /**
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

  /** Writes everything that {@code blocks} lead to. */
  Iterator<DataFile> write(Iterator<IssuerBlock> blocks) {
    try (ResultFiles files = new ResultFiles(folder, runId)) {
      BasketValuer baskets = null;
      while (blocks.hasNext()) {
        IssuerBlock block = blocks.next();
        if (baskets == null || baskets.chunk().number() != block.getChunk()) {
          value(baskets, files);
          baskets = new BasketValuer(plan, memberships, plan.chunks().get(block.getChunk()));
        }
        if (issuersToo && block.getDay().length > 0 && plan.replaces(block)) {
          files.add(block);
        }
        if (members.contains(block.getIssuerId())) {
          baskets.add(block);
        }
      }
      value(baskets, files);
      return files.finish().iterator();
    }
  }

  private void value(BasketValuer baskets, ResultFiles files) {
    if (baskets != null) {
      requests.stream()
          .filter(request -> plan.hasBasket(request.basketId(), baskets.chunk()))
          .forEach(request -> baskets.value(request).forEach(files::add));
    }
  }
}
