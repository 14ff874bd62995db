package org.rerate.valuation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.rerate.domain.Status;
import org.rerate.engine.exchange.Exchange.Kernel;
import org.rerate.engine.exchange.Exchange.Parcel;
import org.rerate.engine.filter.Period;
import org.rerate.engine.parquet.DataFile;
import org.rerate.engine.parquet.DataFileLocation;
import org.rerate.engine.parquet.DataFileWriter;
import org.rerate.engine.parquet.DataFileWriter.Word;
import org.rerate.engine.parquet.DatedFileWriter;
import org.rerate.methodology.RollingStatistics;
import org.rerate.table.ValuationTables;
import org.rerate.value.RollingSeries;

/**
 * Writes the rolling statistics of series. Takes their days ({@link RollingRuns}) in order of
 * series, those of one series in any order; one series in memory.
 *
 * @param calendar every valuation date, ascending
 * @param starts first day whose statistics are wanted, by basket
 * @param measures names of the values
 * @param windows lengths in valuation dates
 * @param folder where the rows are written
 * @param runId signs them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; days are walked by index
record RollingCalculator(
    int[] calendar,
    Starts starts,
    List<String> measures,
    List<Integer> windows,
    DataFileLocation folder,
    String runId)
    implements Kernel<DataFile> {

  private static final long serialVersionUID = 1L;

  /** First day whose statistics are wanted, by basket. */
  interface Starts extends ToIntFunction<String>, Serializable {

    /** The first day of any basket. */
    int first();
  }

  /** The days whose rows are written. */
  static Period period(int[] calendar, Starts starts) {
    int first = starts.first();
    return calendar.length == 0
        ? Period.of(first, first)
        : Period.of(Math.max(first, calendar[0]), calendar[calendar.length - 1]);
  }

  @Override
  public Iterator<DataFile> results(int partition, Iterator<Parcel> parcels) {
    try (DatedFileWriter files =
        new DatedFileWriter(folder, ValuationTables.ROLLING, period(calendar, starts))) {
      new Walk(files).write(new KeyedParcels(parcels));
      return files.finish().iterator();
    }
  }

  /** One series after the other. */
  private final class Walk {

    private final DatedFileWriter files;
    private final Word run = Word.of(runId);
    private final double[][] values = new double[measures.size()][calendar.length];
    private final Status[] statuses = new Status[calendar.length];
    private final Map<Status, Word> words = new EnumMap<>(Status.class);
    private int next;

    Walk(DatedFileWriter files) {
      this.files = files;
    }

    void write(KeyedParcels series) {
      while (series.hasNext()) {
        RollingSeries of = RollingSeries.of(series.next());
        clear();
        series
            .parcels()
            .forEachRemaining(
                parcel -> RollingRuns.unpack(parcel.content(), measures.size(), this::take));
        write(of);
      }
    }

    private void clear() {
      for (double[] series : values) {
        Arrays.fill(series, Double.NaN);
      }
      Arrays.fill(statuses, null);
    }

    private void take(int day, double[] today, Status status) {
      // Packed days mostly follow each other.
      int place =
          next < calendar.length && calendar[next] == day
              ? next
              : Arrays.binarySearch(calendar, day);
      if (place >= 0) {
        next = place + 1;
        statuses[place] = status;
        for (int m = 0; m < today.length; m++) {
          values[m][place] = today[m];
        }
      }
    }

    /** Writes what was taken of a series. */
    private void write(RollingSeries of) {
      Word[] key = {
        Word.of(of.basket()),
        Word.of(of.against()),
        Word.of(of.subsector()),
        Word.of(of.basis()),
        Word.of(of.membership())
      };
      int place = Arrays.binarySearch(calendar, starts.applyAsInt(of.basket()));
      int first = place < 0 ? -place - 1 : place;
      for (int m = 0; m < values.length; m++) {
        for (int window : windows) {
          write(key, Word.of(measures.get(m)), values[m], window, first);
        }
      }
    }

    private void write(Word[] key, Word measure, double[] series, int window, int first) {
      RollingStatistics statistics = new RollingStatistics(series, window, first);
      for (int i = first; i < calendar.length; i++) {
        statistics.step();
        if (statuses[i] != null) {
          DataFileWriter file = files.of(calendar[i]);
          file.text(key[0]).text(key[1]).text(key[2]).whole(calendar[i]);
          file.text(key[3]).text(key[4]).text(measure).whole(window);
          put(file, statistics, series[i], statuses[i]);
          file.text(run).end();
        }
      }
    }

    private void put(
        DataFileWriter file, RollingStatistics statistics, double today, Status ofBasket) {
      boolean enough = statistics.isEnough();
      boolean here = enough && !Double.isNaN(today);
      Status status = !enough ? Status.INSUFFICIENT_HISTORY : here ? Status.OK : ofBasket;
      file.whole(statistics.observations())
          .number(number(enough, statistics.mean()))
          .number(number(enough, statistics.deviation()))
          .number(number(here, statistics.zScore()))
          .number(number(here, statistics.percentile()))
          .number(number(enough, statistics.minimum()))
          .number(number(enough, statistics.maximum()))
          .number(number(here, statistics.drawdown()))
          .number(number(here, statistics.rebound()))
          .text(words.computeIfAbsent(status, s -> Word.of(s.name())));
    }
  }

  private static double number(boolean wanted, double value) {
    return wanted && Double.isFinite(value) ? value : Double.NaN;
  }
}
