package org.rerate.ingest;

import java.io.Serializable;

/** What a task found in the rows that it read and sent on. */
final class ReadCounts implements Serializable {

  private static final long serialVersionUID = 1L;

  long read;
  long bad;
  long unchanged;
  long knownByIngest;
  long sourceRows;
  long emptyRows;
  int firstDay = Integer.MAX_VALUE;
  int lastDay = Integer.MIN_VALUE;
  String refused;
  boolean isMisaligned;
  final long[] sent;

  /** Nothing yet, for a load whose rows go to so many tasks. */
  ReadCounts(int parts) {
    sent = new long[parts];
  }

  /** Counts what another task found in, too. */
  void add(ReadCounts other) {
    read += other.read;
    bad += other.bad;
    unchanged += other.unchanged;
    knownByIngest += other.knownByIngest;
    sourceRows += other.sourceRows;
    emptyRows += other.emptyRows;
    firstDay = Math.min(firstDay, other.firstDay);
    lastDay = Math.max(lastDay, other.lastDay);
    isMisaligned |= other.isMisaligned;
    if (refused == null || (other.refused != null && other.refused.compareTo(refused) > 0)) {
      refused = other.refused;
    }
    for (int i = 0; i < sent.length; i++) {
      sent[i] += other.sent[i];
    }
  }

  /** The most rows that one task gets. */
  long most() {
    long most = 0;
    for (long rows : sent) {
      most = Math.max(most, rows);
    }
    return most;
  }
}
