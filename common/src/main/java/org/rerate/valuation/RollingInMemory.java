package org.rerate.valuation;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.rerate.storage.DataFile;
import org.rerate.storage.Parallel;
import org.rerate.storage.TableScan;
import scala.Tuple2;

/**
 * Rolling statistics worked out in this process: the windows of a new day are some million values
 * that are read once, and a shuffle would take longer than their statistics.
 */
final class RollingInMemory {

  /** Files of series, on disk: some six million values, held twice over in 24 bytes each. */
  private static final long MOST_BYTES = 256L << 20;

  private RollingInMemory() {}

  /**
   * The files that {@code walk} writes of the series that are found.
   *
   * @param shape of the rows
   * @param walk takes packed rows in order of series, several at the same time
   * @return empty if that is Spark's work
   */
  static Optional<List<DataFile>> written(
      TableScan series,
      RollingRuns.Shape shape,
      Function<Iterator<Tuple2<RollingSeries, byte[]>>, List<DataFile>> walk) {
    return series
        .ofFiles(MOST_BYTES, rows -> bySeries(new RollingRuns(rows, shape)))
        .map(files -> walked(together(files), walk));
  }

  /** The packed rows of each series: in files of daily runs they do not lie side by side. */
  private static Map<RollingSeries, ByteArrayOutputStream> bySeries(RollingRuns runs) {
    Map<RollingSeries, ByteArrayOutputStream> packed = new HashMap<>();
    while (runs.hasNext()) {
      Tuple2<RollingSeries, byte[]> run = runs.next();
      packed
          .computeIfAbsent(run._1(), series -> new ByteArrayOutputStream(run._2().length))
          .writeBytes(run._2());
    }
    return packed;
  }

  private static List<List<Tuple2<RollingSeries, byte[]>>> together(
      List<Map<RollingSeries, ByteArrayOutputStream>> files) {
    Map<RollingSeries, List<Tuple2<RollingSeries, byte[]>>> gathered = new TreeMap<>();
    for (Map<RollingSeries, ByteArrayOutputStream> file : files) {
      file.forEach(
          (series, packed) ->
              gathered
                  .computeIfAbsent(series, one -> new ArrayList<>())
                  .add(new Tuple2<>(series, packed.toByteArray())));
    }
    return List.copyOf(gathered.values());
  }

  private static List<DataFile> walked(
      List<List<Tuple2<RollingSeries, byte[]>>> series,
      Function<Iterator<Tuple2<RollingSeries, byte[]>>, List<DataFile>> walk) {
    int all = series.size();
    int pieces = Math.min(all, Runtime.getRuntime().availableProcessors());
    List<Supplier<List<DataFile>>> walks =
        IntStream.range(0, pieces)
            .mapToObj(piece -> series.subList(all * piece / pieces, all * (piece + 1) / pieces))
            .map(
                some ->
                    (Supplier<List<DataFile>>)
                        () -> walk.apply(some.stream().flatMap(Collection::stream).iterator()))
            .toList();
    return Parallel.results(walks).stream().flatMap(Collection::stream).toList();
  }
}
