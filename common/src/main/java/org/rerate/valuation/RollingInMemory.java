package org.rerate.valuation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.rerate.storage.Lookup;
import org.rerate.storage.SideBySide;
import org.rerate.storage.WrittenFile;
import scala.Tuple2;

/**
 * Rolling statistics worked out in this process: the windows of a new day are some million values
 * that are read once, and a shuffle would take longer than their statistics.
 */
final class RollingInMemory {

  /** Files of series, on disk: some six million values, as many times 24 bytes when held. */
  private static final long MOST_BYTES = 256L << 20;

  private RollingInMemory() {}

  /**
   * The files that {@code walk} writes of the series that are found.
   *
   * @param shape of the rows, by where the asked columns stand
   * @param walk takes packed rows in order of series, several at the same time
   * @return empty if that is Spark's work
   */
  static Optional<List<WrittenFile>> written(
      Lookup series,
      Function<int[], RollingRuns.Shape> shape,
      Function<Iterator<Tuple2<RollingSeries, byte[]>>, List<WrittenFile>> walk) {
    return series
        .ofFiles(
            MOST_BYTES,
            file -> {
              List<Tuple2<RollingSeries, byte[]>> packed = new ArrayList<>();
              new RollingRuns(file.rows(), shape.apply(file.places()))
                  .forEachRemaining(packed::add);
              return packed;
            })
        .map(files -> walked(bySeries(files), walk));
  }

  private static List<List<Tuple2<RollingSeries, byte[]>>> bySeries(
      List<List<Tuple2<RollingSeries, byte[]>>> files) {
    Map<RollingSeries, List<Tuple2<RollingSeries, byte[]>>> gathered = new TreeMap<>();
    for (List<Tuple2<RollingSeries, byte[]>> file : files) {
      for (Tuple2<RollingSeries, byte[]> row : file) {
        gathered.computeIfAbsent(row._1(), series -> new ArrayList<>()).add(row);
      }
    }
    return List.copyOf(gathered.values());
  }

  private static List<WrittenFile> walked(
      List<List<Tuple2<RollingSeries, byte[]>>> series,
      Function<Iterator<Tuple2<RollingSeries, byte[]>>, List<WrittenFile>> walk) {
    int all = series.size();
    int pieces = Math.min(all, Runtime.getRuntime().availableProcessors());
    List<Supplier<List<WrittenFile>>> walks =
        IntStream.range(0, pieces)
            .mapToObj(piece -> series.subList(all * piece / pieces, all * (piece + 1) / pieces))
            .map(
                some ->
                    (Supplier<List<WrittenFile>>)
                        () -> walk.apply(some.stream().flatMap(Collection::stream).iterator()))
            .toList();
    return SideBySide.results(walks).stream().flatMap(Collection::stream).toList();
  }
}
