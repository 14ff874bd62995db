package org.rerate.ingest.read;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.rerate.engine.disk.FeedFolder;

/**
 * Reads rows of Parquet files, given as texts by {@link ParquetScan#texts}, as any other record is
 * read. Rows of one file follow each other.
 */
final class TextRows implements Iterator<ParsedRecord> {

  private static final int FIRST_FIELD = 3;

  private final PartPlan plan;
  private final List<String> columns;
  private final Iterator<Row> rows;
  private Row ahead;
  private PartReader file;

  TextRows(PartPlan plan, Iterator<Row> rows) {
    this.plan = plan;
    this.rows = rows;
    columns = plan.columns();
    forward();
  }

  @Override
  public boolean hasNext() {
    while (file == null || !file.hasNext()) {
      if (ahead == null) {
        return false;
      }
      String name = ahead.getString(0);
      file = new PartReader(plan, new FeedFolder.Part(name, name, 0), () -> new SameFile(name));
    }
    return true;
  }

  @Override
  public ParsedRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return file.next();
  }

  private void forward() {
    ahead = rows.hasNext() ? rows.next() : null;
  }

  /** The rows up to the next file. */
  private final class SameFile implements SourceRecords {

    private final String name;

    SameFile(String name) {
      this.name = name;
    }

    @Override
    public Header header() {
      return Header.ofFields(columns, columns);
    }

    @Override
    public SourceRecord next() {
      if (ahead == null || !ahead.getString(0).equals(name)) {
        return null;
      }
      Row row = ahead;
      forward();
      String[] fields = new String[columns.size()];
      for (int i = 0; i < fields.length; i++) {
        fields[i] = row.getString(FIRST_FIELD + i);
      }
      return new SourceRecord(
          row.getLong(1), LongText.shortened(row.getString(2)), Arrays.asList(fields), null);
    }

    /** A file of which one row is wanted is not read on, but gone past. */
    @Override
    public void close() {
      while (ahead != null && ahead.getString(0).equals(name)) {
        forward();
      }
    }
  }
}
