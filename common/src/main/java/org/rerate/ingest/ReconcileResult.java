package org.rerate.ingest;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.rerate.contract.Jump;
import org.rerate.domain.RuleCode;
import org.rerate.storage.DataFile;

/**
 * What became of the rows of one task.
 *
 * @param conflicting rows that another one of the file contradicts
 * @param firstAccepted the first day of an accepted row
 * @param files the accepted rows, written; none if none was to be written
 */
record ReconcileResult(
    long accepted,
    long unchanged,
    long conflicting,
    int firstAccepted,
    Map<RuleCode, Long> warnings,
    List<Jump> steps,
    boolean hasMoreSteps,
    List<DataFile> files)
    implements Serializable {}
