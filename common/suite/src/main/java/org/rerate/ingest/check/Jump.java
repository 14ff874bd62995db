package org.rerate.ingest.check;

import java.io.Serializable;

/**
 * A row that is far from the one before it of the same line: odd, unless there was a split.
 *
 * @param id the line
 * @param since day of the row before
 * @param day its own
 */
public record Jump(String id, int since, int day) implements Serializable {}
