package org.rerate.check;

/**
 * An invariant of stored results.
 *
 * @param name its name, such as subsectors-sum-to-all
 * @param relation the relation whose rows it speaks of
 * @param meaning what holds, in a sentence
 * @param violators the rows that break it
 */
record Check(String name, String relation, String meaning, Violators violators) {}
