package org.rerate.action;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rerate.ingest.load.FileOutcome;

/**
 * What became of a feed.
 *
 * @param run the run that the ledger has of it
 * @param files what became of each file
 */
public record IngestResult(String run, List<FileOutcome> files) {

  /** True if no file was refused or withheld. */
  public boolean isIn() {
    return files.stream().allMatch(FileOutcome::isIn);
  }

  /** Rows read. */
  public long read() {
    return files.stream().mapToLong(FileOutcome::read).sum();
  }

  /** Rows that the tables hold since. */
  public long accepted() {
    return files.stream().mapToLong(FileOutcome::accepted).sum();
  }

  /** Rows that the tables held already. */
  public long unchanged() {
    return files.stream().mapToLong(FileOutcome::unchanged).sum();
  }

  /** Rows that broke a rule. */
  public long quarantined() {
    return files.stream().mapToLong(FileOutcome::quarantined).sum();
  }

  /** Table to the version that holds its rows; of those that were written. */
  public Map<String, Long> versions() {
    Map<String, Long> versions = new TreeMap<>();
    for (FileOutcome file : files) {
      file.tableVersion().ifPresent(version -> versions.put("market." + file.file(), version));
    }
    return versions;
  }
}
