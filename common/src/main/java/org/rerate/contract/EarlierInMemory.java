package org.rerate.contract;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.rerate.storage.Filter;
import org.rerate.storage.TableScan;
import org.rerate.table.FeedSpec;
import org.rerate.table.VersionOrder;

/**
 * What {@link Earlier} finds, worked out in this process, and no more of it than the rows of a
 * small file can be odd beside: their own lines, and most of those only a few days back.
 */
final class EarlierInMemory {

  /**
   * How far back, in days, is looked first. A close that changed within them ends what could be a
   * row of equal closes, and is a neighbour; only lines without such a change need the other days.
   */
  private static final Map<String, Integer> NEAR = Map.of("prices", 7);

  /** Lines that a filter may name. */
  private static final int FEW = 1000;

  private final ExistingRows stored;
  private final RowLayout layout;
  private final FeedSpec spec;
  private final int first;
  private final int value;

  private EarlierInMemory(ExistingRows stored, RowLayout layout, int first) {
    this.stored = stored;
    this.layout = layout;
    this.spec = layout.spec();
    this.first = first;
    this.value = layout.place(Earlier.value(spec));
  }

  /**
   * Rows of these lines before the day {@code first}, in the form of the readers' rows, of which
   * only the key, the value that is compared, and what tells versions apart are there.
   *
   * @param lines keys without the day
   * @return empty if there is too much to look it up
   */
  static Optional<Collection<Object[]>> before(
      ExistingRows stored, RowLayout layout, int first, Set<List<Object>> lines) {
    return new EarlierInMemory(stored, layout, first).of(lines);
  }

  private Optional<Collection<Object[]>> of(Set<List<Object>> lines) {
    int all = Earlier.days(spec);
    int few = NEAR.getOrDefault(spec.name(), all);
    Optional<Collection<Object[]>> near = standing(few, lines);
    if (few == all || near.isEmpty()) {
      return near;
    }
    Set<List<Object>> open = new HashSet<>(lines);
    open.removeAll(changed(near.get()));
    if (open.isEmpty()) {
      return near;
    }
    Optional<Collection<Object[]>> rest = standing(all, open);
    rest.ifPresent(
        rows ->
            near.get().stream().filter(row -> !open.contains(layout.line(row))).forEach(rows::add));
    return rest;
  }

  /** Lines with more than one value. */
  private Set<List<Object>> changed(Collection<Object[]> rows) {
    Map<List<Object>, Object> values = new HashMap<>();
    Set<List<Object>> changed = new HashSet<>();
    for (Object[] row : rows) {
      List<Object> line = layout.line(row);
      Object other = values.putIfAbsent(line, row[value]);
      if (other != null && !other.equals(row[value])) {
        changed.add(line);
      }
    }
    return changed;
  }

  /** The winning version of each fact of the lines in so many days, retracted ones left out. */
  private Optional<Collection<Object[]>> standing(int days, Set<List<Object>> lines) {
    List<String> asked = new ArrayList<>(spec.key());
    asked.addAll(List.of(Earlier.value(spec), "known_at", "retracted"));
    int size = layout.size();
    int[] places =
        IntStream.concat(
                asked.stream().mapToInt(layout::place),
                IntStream.range(size, size + VersionOrder.COLUMNS.size()))
            .toArray();
    asked.addAll(VersionOrder.COLUMNS);
    TableScan scan =
        stored.asking(asked).where(Filter.days(spec.businessDay(), first - days, first - 1));
    Set<String> ids = lines.stream().map(line -> (String) line.get(0)).collect(Collectors.toSet());
    if (ids.size() <= FEW) {
      scan.where(Filter.in(spec.key().get(0), ids));
    }
    if (!scan.isSmall()) {
      return Optional.empty();
    }
    Map<List<Object>, Object[]> winners = new HashMap<>();
    BinaryOperator<Object[]> latest = BinaryOperator.maxBy(layout.versions());
    scan.forEach(
        row -> {
          Object[] values = new Object[size + VersionOrder.COLUMNS.size()];
          for (int i = 0; i < places.length; i++) {
            values[places[i]] = row.value(i);
          }
          winners.merge(layout.key(values), values, latest);
        });
    int retracted = layout.place("retracted");
    winners
        .values()
        .removeIf(
            row -> !Boolean.FALSE.equals(row[retracted]) || !lines.contains(layout.line(row)));
    return Optional.of(new ArrayList<>(winners.values()));
  }
}
