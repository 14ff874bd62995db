package org.rerate.valuation;

import java.io.Serializable;
import org.rerate.engine.parquet.DataFile;

/**
 * What the work on a chunk brings back: a file of rows, or returns of a group of a basket, of which
 * the levels follow.
 *
 * @param file the file; null for returns
 * @param returns the returns; null for a file
 */
record ChunkResult(DataFile file, FigureBlock returns) implements Serializable {}
