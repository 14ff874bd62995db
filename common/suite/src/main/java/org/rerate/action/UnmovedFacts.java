package org.rerate.action;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.rerate.engine.delta.StaleReadException;
import org.rerate.engine.delta.Warehouse;
import org.rerate.run.RunInputs;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/**
 * The condition under which a step may replace results: that the market tables are those that its
 * run went by. One step at a time goes by it; its threads may ask side by side.
 */
final class UnmovedFacts {

  private final Warehouse warehouse;
  private volatile Optional<RunInputs> expected = Optional.empty();
  private volatile BooleanSupplier matters = () -> true;
  private volatile Runnable pause = () -> {};

  UnmovedFacts(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** Results are replaced from now on only if they follow from {@code inputs}. */
  void expect(RunInputs inputs) {
    matters = () -> true;
    expected = Optional.of(inputs);
  }

  /** What came in since counts only if {@code matters} says so. */
  void unless(BooleanSupplier doesMatter) {
    matters = doesMatter;
  }

  /** Nothing is expected any more. */
  void forget() {
    expected = Optional.empty();
  }

  /** For tests: is run whenever results are computed and not committed yet. */
  void onCommit(Runnable between) {
    pause = between;
  }

  /** The condition. */
  void check() {
    pause.run();
    expected.ifPresent(this::check);
  }

  private void check(RunInputs inputs) {
    for (FeedSpec feed : MarketTables.ALL) {
      String table = feed.table().fullName();
      if (warehouse.history(feed.table()).hasMoved(inputs.stateOf(table))
          && matters.getAsBoolean()) {
        throw new StaleReadException(table);
      }
    }
  }
}
