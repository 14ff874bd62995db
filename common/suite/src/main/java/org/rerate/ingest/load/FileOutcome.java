package org.rerate.ingest.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.rerate.domain.RuleCode;
import org.rerate.engine.delta.TableState;

/**
 * What became of one feed file of one load; {@code read = accepted + unchanged + quarantined +
 * withheld}.
 *
 * @param file the feed file, such as {@code prices}
 * @param read rows read
 * @param accepted rows stored
 * @param unchanged rows that were stored already, or repeat one of the file
 * @param quarantined rows that broke a rule
 * @param withheld good rows of a file over the limit; none of them landed
 * @param refused why the file could not be read at all, if so
 * @param overLimit true if the file was withheld
 * @param unknownColumns columns that the feed does not know
 * @param warnings accepted rows that show something odd, by code
 * @param sourceRows records of the source files; equals read unless a mapping yields fewer
 * @param emptyRows records whose value column was empty, so that they yielded no row
 * @param tableVersion version of the market table that holds the accepted rows, if any landed
 * @param content stands for what was read, see {@link org.rerate.ingest.read.FeedReader#content};
 *     empty for a large file
 * @param standsAt state of the market table that has every row of the file; empty if not all are
 * @param firstBad what is wrong with the first bad rows of a file that was withheld
 * @param refusals why parts of it could not be read, whose siblings are in
 */
public record FileOutcome(
    String file,
    long read,
    long accepted,
    long unchanged,
    long quarantined,
    long withheld,
    Optional<String> refused,
    boolean overLimit,
    List<String> unknownColumns,
    Map<RuleCode, Long> warnings,
    long sourceRows,
    long emptyRows,
    OptionalLong tableVersion,
    Optional<String> content,
    Optional<TableState> standsAt,
    List<String> firstBad,
    List<String> refusals) {

  private static final String HELD = "raw.quarantine";

  /** Checks that every row is accounted for. */
  public FileOutcome {
    refusals = refusals.stream().map(FileOutcome::inOneLine).toList();
    if (read != accepted + unchanged + quarantined + withheld) {
      throw new IllegalStateException(
          file
              + ": "
              + read
              + " rows read, but "
              + accepted
              + " accepted + "
              + unchanged
              + " unchanged + "
              + quarantined
              + " quarantined + "
              + withheld
              + " withheld");
    }
  }

  /** A file's name may hold anything; a message is one line. */
  private static String inOneLine(String reason) {
    return reason.replaceAll("\\p{Cntrl}", "?");
  }

  /** A file that could not be read. */
  static FileOutcome refused(String file, String reason) {
    return new FileOutcome(
        file,
        0,
        0,
        0,
        0,
        0,
        Optional.of(inOneLine(reason)),
        false,
        List.of(),
        Map.of(),
        0,
        0,
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  /** Rows of the quarantine that were judged again. */
  static FileOutcome retried(
      String file, long accepted, long unchanged, long quarantined, OptionalLong version) {
    long read = accepted + unchanged + quarantined;
    return new FileOutcome(
        file,
        read,
        accepted,
        unchanged,
        quarantined,
        0,
        Optional.empty(),
        false,
        List.of(),
        Map.of(),
        read,
        0,
        version,
        Optional.of(HELD),
        Optional.empty(),
        List.of(),
        List.of());
  }

  /** True if the rows came from the quarantine, not from a file. */
  public boolean isRetried() {
    return content.equals(Optional.of(HELD));
  }

  /** A file of which every row is there already. */
  static FileOutcome unchanged(
      String file,
      long read,
      long sourceRows,
      long emptyRows,
      String content,
      TableState state,
      List<String> unknownColumns) {
    return new FileOutcome(
        file,
        read,
        0,
        read,
        0,
        0,
        Optional.empty(),
        false,
        unknownColumns,
        Map.of(),
        sourceRows,
        emptyRows,
        OptionalLong.empty(),
        Optional.of(content),
        Optional.of(state),
        List.of(),
        List.of());
  }

  /** What stands for the file in {@code ops.run_files}, see {@link EarlierLoads}. */
  public Optional<String> loggedContent() {
    return content.map(its -> standsAt.map(state -> EarlierLoads.content(its, state)).orElse(its));
  }

  /** The same with further warnings. */
  FileOutcome withWarnings(Map<RuleCode, Long> further) {
    Map<RuleCode, Long> all = new LinkedHashMap<>(warnings);
    all.putAll(further);
    return new FileOutcome(
        file,
        read,
        accepted,
        unchanged,
        quarantined,
        withheld,
        refused,
        overLimit,
        unknownColumns,
        all,
        sourceRows,
        emptyRows,
        tableVersion,
        content,
        standsAt,
        firstBad,
        refusals);
  }

  /** Why rows are not in, if some are not that could be: the file is refused, or withheld. */
  public Optional<String> reasonNotIn() {
    return refused.isPresent() || !overLimit
        ? whatIsRefused()
        : Optional.of(
            "withheld: more bad rows than ingest.max_quarantine_fraction and"
                + " ingest.min_quarantined_rows allow, first "
                + String.join("; ", firstBad));
  }

  /** Why the file, or parts of it, could not be read. */
  public Optional<String> whatIsRefused() {
    return refusals.isEmpty() ? refused : Optional.of(String.join("; ", refusals));
  }

  /** True if all good rows of the file are in. */
  public boolean isIn() {
    return refused.isEmpty() && refusals.isEmpty() && !overLimit;
  }
}
