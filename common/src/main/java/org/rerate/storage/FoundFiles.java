package org.rerate.storage;

import java.util.List;
import org.apache.spark.sql.delta.actions.AddFile;

/**
 * The files of one version of a table that may hold rows of a {@link Filter}.
 *
 * @param files as the log has them
 * @param isPlain true if their rows are what the files hold, under the names and in the types of
 *     the table's declaration; false if another program gave the table deletion vectors, column
 *     mapping or other types, so that Delta has to read it
 */
record FoundFiles(List<AddFile> files, boolean isPlain) {}
