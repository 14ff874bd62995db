package org.rerate.blocks;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.rerate.domain.Days;
import org.rerate.engine.exchange.Exchange.Parcel;
import org.rerate.engine.exchange.Exchange.RowSender;
import org.rerate.history.FactColumns;
import org.rerate.history.FactKind;

/**
 * Sends rows of a market table to the partition of their key, gathered by block; of closes also the
 * days that they are of. The rows have the columns of {@link PackQuery#columns}, and then the run
 * that took them in.
 *
 * @param kind whose query the rows are of
 * @param isOfRuns true if only rows of some runs are wanted
 * @param runs those
 */
record FactSender(FactKind kind, boolean isOfRuns, List<String> runs, int partitions)
    implements RowSender {

  /** Rows that are gathered before they are sent: some tens of megabytes. */
  private static final int MOST_ROWS = 1 << 18;

  @Override
  public Iterator<Parcel> parcels(Iterator<InternalRow> rows) {
    return new Gathering(rows);
  }

  /** Block by block what stretches of the rows hold. */
  private final class Gathering implements Iterator<Parcel> {

    private final Iterator<InternalRow> rows;
    private final PackQuery query = PackQuery.of(kind);
    private final List<String> columns = query.columns();
    private final List<ToIntFunction<InternalRow>> wholes = query.wholes();
    private final int[] version = PackQuery.VERSION.stream().mapToInt(columns::indexOf).toArray();
    private final int[] texts = query.texts().stream().mapToInt(columns::indexOf).toArray();
    private final int key = columns.indexOf(query.key());
    private final int subKey = columns.indexOf(query.subKey());
    private final int day = columns.indexOf(query.day());
    private final int number = columns.indexOf(query.number());
    private final int deviation = columns.indexOf(query.deviation());
    private final List<UTF8String> wanted = runs.stream().map(UTF8String::fromString).toList();
    private final UTF8String[] last = new UTF8String[columns.size() + 1];
    private final String[] lastText = new String[columns.size() + 1];
    private final NavigableMap<Integer, Long> firsts = new TreeMap<>();
    private Iterator<Parcel> ready = List.<Parcel>of().iterator();

    Gathering(Iterator<InternalRow> rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      while (!ready.hasNext() && rows.hasNext()) {
        ready = gathered();
      }
      return ready.hasNext();
    }

    @Override
    public Parcel next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.next();
    }

    private Iterator<Parcel> gathered() {
      Map<BlockKey, FactRows> blocks = new LinkedHashMap<>();
      BlockKey at = null;
      FactRows block = null;
      for (int taken = 0; taken < MOST_ROWS && rows.hasNext(); taken++) {
        InternalRow row = rows.next();
        if (isWanted(row)) {
          BlockKey of = key(row);
          if (!of.equals(at)) {
            at = of;
            block = blocks.computeIfAbsent(of, one -> new FactRows(kind));
          }
          take(row, block);
        }
      }
      if (!firsts.isEmpty()) {
        blocks.put(new BlockKey(FactKind.DAYS, "", "", 0), days());
      }
      Iterator<Map.Entry<BlockKey, FactRows>> all = blocks.entrySet().iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return all.hasNext();
        }

        @Override
        public Parcel next() {
          Map.Entry<BlockKey, FactRows> one = all.next();
          return one.getKey().parcel(one.getValue().bytes(), partitions);
        }
      };
    }

    private boolean isWanted(InternalRow row) {
      return !isOfRuns || wanted.contains(row.getUTF8String(columns.size()));
    }

    private BlockKey key(InternalRow row) {
      int year = query.byYear() ? Days.date(row.getInt(day)).getYear() : 0;
      return new BlockKey(kind, text(row, key), subKey < 0 ? "" : text(row, subKey), year);
    }

    private void take(InternalRow row, FactRows block) {
      FactColumns to = block.columns();
      int at = block.add(row.getLong(version[3]), text(row, version[4]));
      to.day[at] = day < 0 ? 0 : row.getInt(day);
      to.knownAt[at] = row.getLong(version[0]);
      to.ingestedAt[at] = row.getLong(version[1]);
      to.deliveredAt[at] = row.getLong(row.isNullAt(version[2]) ? version[1] : version[2]);
      to.retracted[at] = row.getBoolean(version[5]) ? 1 : 0;
      for (int i = 0; i < wholes.size(); i++) {
        to.integers[i][at] = wholes.get(i).applyAsInt(row);
      }
      to.numbers[0][at] = row.isNullAt(number) ? 0 : row.getDouble(number);
      if (deviation >= 0) {
        to.numbers[1][at] = row.isNullAt(deviation) ? Double.NaN : row.getDouble(deviation);
      }
      for (int i = 0; i < texts.length; i++) {
        to.texts[i][at] = text(row, texts[i]);
      }
      if (kind == FactKind.PRICES) {
        firsts.merge(to.day[at], to.ingestedAt[at], Math::min);
      }
    }

    /** Neighbouring rows often have the same text, which is then made once. */
    private String text(InternalRow row, int column) {
      UTF8String text = row.isNullAt(column) ? null : row.getUTF8String(column);
      if (!Objects.equals(text, last[column])) {
        last[column] = text == null ? null : text.copy();
        lastText[column] = text == null ? null : text.toString();
      }
      return lastText[column];
    }

    private FactRows days() {
      FactRows days = new FactRows(FactKind.DAYS);
      firsts.forEach(
          (of, first) -> {
            int at = days.add(0, "");
            days.columns().day[at] = of;
            days.columns().ingestedAt[at] = first;
            days.columns().deliveredAt[at] = first;
          });
      firsts.clear();
      return days;
    }
  }
}
