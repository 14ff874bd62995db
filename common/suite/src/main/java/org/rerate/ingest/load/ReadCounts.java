package org.rerate.ingest.load;

import java.io.Serializable;
import java.util.BitSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.rerate.ingest.read.FeedReader;
import org.rerate.ingest.read.ParsedRecord;

/** What was found in the rows that were read and sent on. */
final class ReadCounts implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Keys that a question may name. */
  static final int FEW_KEYS = 100;

  /** Days lie between 1900 and some years from now. */
  private static final int EARLIEST_DAY = -50_000;

  long read;
  long bad;
  long unchanged;
  long sourceRows;
  long emptyRows;
  private long droppedTimes;
  private ParsedRecord.DroppedTime firstDropped;
  private final TreeMap<String, String> refusals = new TreeMap<>();
  boolean isMisaligned;
  final long[] sent;
  private final BitSet days = new BitSet();
  private final TreeSet<String> keys = new TreeSet<>();
  private boolean hasManyKeys;

  /** Nothing yet, for rows that go to so many partitions. */
  ReadCounts(int parts) {
    sent = new long[parts];
  }

  /** Counts what else was found in, too. */
  void add(ReadCounts other) {
    read += other.read;
    bad += other.bad;
    unchanged += other.unchanged;
    sourceRows += other.sourceRows;
    emptyRows += other.emptyRows;
    isMisaligned |= other.isMisaligned;
    addDropped(other.droppedTimes, other.firstDropped);
    refusals.putAll(other.refusals);
    for (int i = 0; i < sent.length; i++) {
      sent[i] += other.sent[i];
    }
    days.or(other.days);
    other.keys.forEach(this::addKey);
    hasManyKeys |= other.hasManyKeys;
  }

  /** Counts what is told at the end of a part. */
  void add(ParsedRecord.End end) {
    sourceRows += end.sourceRows();
    emptyRows += end.emptyRows();
    addDropped(end.droppedTimes(), end.firstDropped());
    if (end.refused() != null) {
      refusals.put(end.file(), end.file() + FeedReader.IS_REFUSED + end.refused());
    }
  }

  private void addDropped(long times, ParsedRecord.DroppedTime first) {
    boolean isFirst =
        first != null && (firstDropped == null || first.file().compareTo(firstDropped.file()) < 0);
    firstDropped = isFirst ? first : firstDropped;
    droppedTimes += times;
  }

  /** How many times were not midnight and of which the day alone was left. */
  long droppedTimes() {
    return droppedTimes;
  }

  /** The first of them; null if there is none. */
  ParsedRecord.DroppedTime firstDropped() {
    return firstDropped;
  }

  /** Why parts are refused, by their names. */
  Map<String, String> refusals() {
    return refusals;
  }

  /** Notes the day of a row that is sent. */
  void addDay(int day) {
    days.set(day - EARLIEST_DAY);
  }

  /** Notes the first part of its key; true if further ones need not be told. */
  boolean addKey(String key) {
    if (!hasManyKeys) {
      keys.add(key);
      hasManyKeys = keys.size() > FEW_KEYS;
    }
    return hasManyKeys;
  }

  /** The days of the rows, ascending. */
  int[] days() {
    return days.stream().map(day -> day + EARLIEST_DAY).toArray();
  }

  /** The first parts of their keys, if they are {@linkplain #hasFewKeys few}. */
  Set<String> keys() {
    return keys;
  }

  /** True if they are so few that a question may name all of them. */
  boolean hasFewKeys() {
    return !hasManyKeys;
  }

  /** The most rows that one partition got, with what {@code others} sent it. */
  long most(ReadCounts others) {
    long most = 0;
    for (int i = 0; i < sent.length; i++) {
      most = Math.max(most, sent[i] + others.sent[i]);
    }
    return most;
  }

  /** How many rows were sent. */
  long total() {
    long total = 0;
    for (long rows : sent) {
      total += rows;
    }
    return total;
  }
}
