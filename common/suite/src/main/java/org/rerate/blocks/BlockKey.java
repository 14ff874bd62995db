package org.rerate.blocks;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.rerate.engine.exchange.Exchange.Parcel;
import org.rerate.history.BlockCodec;
import org.rerate.history.FactColumns;
import org.rerate.history.FactKind;

/**
 * What tells the blocks of a packing apart.
 *
 * @param kind what it holds
 * @param key line or issuer
 * @param subKey metric, or empty
 * @param year of the business days; 0 where not cut by year
 */
record BlockKey(FactKind kind, String key, String subKey, int year) {

  /** No key has it: feeds may not contain it. */
  private static final String SEPARATOR = "\0";

  /** The key that a parcel has. */
  static BlockKey of(String text) {
    String[] parts = text.split(SEPARATOR, -1);
    return new BlockKey(FactKind.valueOf(parts[0]), parts[1], parts[2], Integer.parseInt(parts[3]));
  }

  /** A parcel to the partition of the key, whatever the year. */
  Parcel parcel(byte[] content, int partitions) {
    String group = String.join(SEPARATOR, kind.name(), key, subKey);
    return Parcel.of(group, partitions, group + SEPARATOR + year, content);
  }

  /** The row of the block, signed by a run. */
  Row row(FactColumns block, String runId) {
    return RowFactory.create(
        kind.name(), key, subKey, year, (long) block.size, BlockCodec.encode(block), runId);
  }
}
