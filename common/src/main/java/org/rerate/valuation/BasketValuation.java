package org.rerate.valuation;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.rerate.series.MembershipHistory;
import org.rerate.storage.Warehouse;

/** Baskets from the values of their members: one task per chunk of days holds all members. */
public final class BasketValuation {

  private final Warehouse warehouse;

  /** A valuation of baskets of {@code warehouse}. */
  public BasketValuation(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** Values {@code requests} from the values of issuers that the same plan made. */
  public Dataset<BasketBlock> value(
      Plan plan,
      MembershipHistory memberships,
      List<BasketRequest> requests,
      Dataset<IssuerBlock> issuers) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(warehouse.spark().sparkContext());
    Broadcast<MembershipHistory> sent = context.broadcast(memberships);
    Broadcast<Plan> sentPlan = context.broadcast(plan);
    Set<String> members =
        memberships.issuers(requests.stream().map(BasketRequest::basketId).toList());
    Dataset<IssuerBlock> ofMembers = membersOnly(issuers, members, plan);
    return ofMembers
        .groupByKey((MapFunction<IssuerBlock, Integer>) IssuerBlock::getChunk, Encoders.INT())
        .flatMapGroups(
            (FlatMapGroupsFunction<Integer, IssuerBlock, BasketBlock>)
                (chunk, blocks) -> value(sentPlan.value(), chunk, sent.value(), requests, blocks),
            Encoders.bean(BasketBlock.class));
  }

  private static Iterator<BasketBlock> value(
      Plan plan,
      int chunk,
      MembershipHistory memberships,
      List<BasketRequest> requests,
      Iterator<IssuerBlock> blocks) {
    BasketValuer walk = new BasketValuer(plan, memberships, plan.chunks().get(chunk));
    blocks.forEachRemaining(walk::add);
    return requests.stream()
        .filter(request -> plan.hasBasket(request.basketId(), plan.chunks().get(chunk)))
        .flatMap(request -> walk.value(request).stream())
        .iterator();
  }

  /** The members' blocks, and one of nobody per chunk, so that empty baskets have their rows. */
  private Dataset<IssuerBlock> membersOnly(
      Dataset<IssuerBlock> issuers, Set<String> members, Plan plan) {
    Dataset<String> ids = warehouse.spark().createDataset(List.copyOf(members), Encoders.STRING());
    List<IssuerBlock> nobody =
        plan.chunks().stream()
            .map(c -> new IssuerBlock("", c.number(), "", new int[0], new double[0], new int[0]))
            .toList();
    return issuers
        .join(broadcast(ids.toDF("member")), col("issuerId").equalTo(col("member")), "left_semi")
        .as(Encoders.bean(IssuerBlock.class))
        .union(warehouse.spark().createDataset(nobody, Encoders.bean(IssuerBlock.class)));
  }
}
