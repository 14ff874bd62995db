package org.rerate.ingest;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.rerate.contract.OddStep;
import org.rerate.domain.RuleCode;
import org.rerate.storage.WrittenFile;

/**
 * What became of the rows of one task.
 *
 * @param conflicting rows that another one of the file contradicts
 * @param firstAccepted the first day of an accepted row
 * @param files the accepted rows, written; none if none was to be written
 */
record Settled(
    long accepted,
    long unchanged,
    long conflicting,
    int firstAccepted,
    Map<RuleCode, Long> warnings,
    List<OddStep> steps,
    boolean hasMoreSteps,
    List<WrittenFile> files)
    implements Serializable {}
