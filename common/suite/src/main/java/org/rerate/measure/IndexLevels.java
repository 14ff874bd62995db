package org.rerate.measure;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rerate.blocks.Fact;
import org.rerate.blocks.Facts;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.KnownNames;
import org.rerate.domain.RerateException;
import org.rerate.domain.Status;
import org.rerate.engine.filter.Filter;
import org.rerate.table.MarketTables;

/** The levels of one index as known on one day; a level serves as long as a close would. */
final class IndexLevels {

  private final TreeMap<Integer, Double> levels = new TreeMap<>();
  private final int maxAgeDays;

  IndexLevels(MeasureRequest request, String index, int day) {
    ReferenceData references = request.references();
    this.maxAgeDays = request.methodology().priceMaxAgeDays();
    Facts facts =
        Facts.of(
            references, request.asOf(), MarketTables.INDEX_LEVELS, Filter.is("index_id", index));
    if (facts.isEmpty()) {
      List<String> known =
          List.copyOf(references.texts(MarketTables.INDEX_LEVELS, "index_id", Filter.all()));
      throw RerateException.usage(
          "there is no index '" + index + "'",
          known.isEmpty() ? "No index was ingested yet" : KnownNames.said(index, known));
    }
    for (Fact level : facts.on(day)) {
      levels.put(level.day("level_date"), level.number("level"));
    }
  }

  /** The last level at or before {@code day}; NaN if there is none that is fresh. */
  double on(int day) {
    return status(day) == Status.OK ? levels.floorEntry(day).getValue() : Double.NaN;
  }

  /** OK, NO_LEVEL or STALE_LEVEL. */
  Status status(int day) {
    Map.Entry<Integer, Double> last = levels.floorEntry(day);
    if (last == null) {
      return Status.NO_LEVEL;
    }
    return day - last.getKey() > maxAgeDays ? Status.STALE_LEVEL : Status.OK;
  }
}
