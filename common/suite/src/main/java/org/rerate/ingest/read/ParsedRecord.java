package org.rerate.ingest.read;

import java.io.Serializable;
import java.util.List;

/** What reading a part yields, in the order of its records; last what is told of the part. */
public sealed interface ParsedRecord extends Serializable {

  /** No row yet: rows were taken in another way, and there may be more. */
  enum Pause implements ParsedRecord {
    PAUSE
  }

  /**
   * A row. Its values are those of the feed's columns in order: days as {@code Integer} (since
   * 1970), instants as {@code Long} (microseconds of UTC), what cannot be read as null.
   *
   * @param values not to be changed
   * @param file that the record is in, relative to the feed
   * @param line first physical line of the record
   * @param record the record's original text; null if it is to be looked up by its place
   * @param header the original text of the file's header row; null where {@code record} is
   * @param isKnownByIngest true for a retraction that does not say when it was known
   * @param codes of the rules that values of the record break, each once
   * @param messages one for each break
   */
  record Row(
      List<Object> values,
      String file,
      long line,
      String record,
      String header,
      boolean isKnownByIngest,
      List<String> codes,
      List<String> messages)
      implements ParsedRecord {}

  /**
   * The end of a part.
   *
   * @param refused why the part cannot be read; null if it can
   * @param sourceRows how many records it has
   * @param emptyRows how many of the rows that they may yield had no value
   * @param droppedTimes how many times were not midnight, and of which the day alone is left
   * @param firstDropped the first of them; null if there is none
   */
  record End(
      String file,
      String refused,
      long sourceRows,
      long emptyRows,
      long droppedTimes,
      DroppedTime firstDropped)
      implements ParsedRecord {}

  /** A time of which the day alone was left, though it was not midnight. */
  record DroppedTime(String file, long line, String text, String day) implements Serializable {}
}
