package org.rerate.engine.delta;

import java.util.List;
import java.util.Map;

/**
 * When tables are tidied up, and how far.
 *
 * @param smallFileBytes a file below this is small
 * @param largestFileBytes compaction makes files up to this
 * @param smallFiles with so many small files in a partition or more, a table is compacted
 * @param retentionHours files that no version needs are kept this long, for readers of old versions
 * @param clustering table name to the columns by which its rows are laid together; of a date its
 *     month counts
 */
public record MaintenanceRules(
    long smallFileBytes,
    long largestFileBytes,
    int smallFiles,
    int retentionHours,
    Map<String, List<String>> clustering) {

  /** A reader may be at work for so long; Delta asks for a week by itself. */
  public static final int LEAST_RETENTION_HOURS = 168;
}
