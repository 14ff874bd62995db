package org.rerate.ingest.load;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.rerate.domain.RuleCode;
import org.rerate.engine.parquet.DataFile;
import org.rerate.ingest.check.FiscalFigure;
import org.rerate.ingest.check.Warning;

/**
 * What became of the rows of one partition.
 *
 * @param conflicting rows that others of the file, or stored ones, contradict
 * @param firstAccepted the first day of an accepted row
 * @param warnings counts by code
 * @param named the first of each code
 * @param ids the first parts of the keys of accepted rows, of a file that others refer to
 * @param files the accepted rows, written; none if none was to be written
 * @param sample the first accepted rows; none if they were written
 * @param figures accepted figures that are not written; none unless they are to be looked at
 */
record ReconcileResult(
    long accepted,
    long unchanged,
    long conflicting,
    int firstAccepted,
    Map<RuleCode, Long> warnings,
    List<Warning> named,
    List<String> ids,
    List<DataFile> files,
    List<AcceptedSample.Line> sample,
    List<FiscalFigure> figures)
    implements Serializable {}
