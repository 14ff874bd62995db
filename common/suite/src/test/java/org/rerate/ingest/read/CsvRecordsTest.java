package org.rerate.ingest.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Records and their first lines, by hand-written cases. */
@Tag("fast")
class CsvRecordsTest {

  private static List<SourceRecord> cut(String text, int fields) throws IOException {
    CsvRecords records = new CsvRecords(ByteLines.of(text), ',');
    records.expect(fields);
    List<SourceRecord> all = new ArrayList<>();
    for (SourceRecord record = records.next(); record != null; record = records.next()) {
      all.add(record);
    }
    return all;
  }

  @Test
  void endsOfLinesMayBeMixed() throws IOException {
    List<SourceRecord> records = cut("\uFEFFa,b\r\n1,2\r3,4\n\n \n5,6", 2);
    assertThat(records).extracting(SourceRecord::line).containsExactly(1L, 2L, 3L, 6L);
    assertThat(records).extracting(SourceRecord::text).containsExactly("a,b", "1,2", "3,4", "5,6");
    assertThat(records).allMatch(SourceRecord::wellFormed);
  }

  @Test
  void quotesHoldDelimitersQuotesAndLines() throws IOException {
    List<SourceRecord> records = cut("1,\"a, \"\"b\"\"\r\nc\",3\n4,5,6\n", 3);
    assertThat(records.get(0).fields()).containsExactly("1", "a, \"b\"\r\nc", "3");
    assertThat(records.get(0).text()).isEqualTo("1,\"a, \"\"b\"\"\r\nc\",3");
    assertThat(records.get(1).line()).isEqualTo(3);
  }

  @Test
  void aQuoteThatIsNeverClosedSpoilsItsLineOnly() throws IOException {
    StringBuilder text = new StringBuilder("1,\"open\n");
    for (int i = 0; i < 2_000; i++) {
      text.append(i).append(",x\n");
    }
    List<SourceRecord> records = cut(text.toString(), 2);
    assertThat(records).hasSize(2_001);
    assertThat(records.get(0).wellFormed()).isFalse();
    assertThat(records.get(0).text()).isEqualTo("1,\"open");
    assertThat(records.subList(1, 2_001)).allMatch(SourceRecord::wellFormed);
  }

  @Test
  void anOpenQuoteDoesNotPairWithOneOfALaterRecord() throws IOException {
    List<SourceRecord> records = cut("1,\"open\n2,b\n3,\"c\"\n4,d\n", 2);
    assertThat(records)
        .extracting(SourceRecord::wellFormed)
        .containsExactly(false, true, true, true);
    assertThat(records).extracting(SourceRecord::line).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void tooFewOrTooManyFieldsAreNotWellFormed() throws IOException {
    assertThat(cut("1\n1,2,3\n\"a\"b,2\n", 2))
        .extracting(SourceRecord::wellFormed)
        .containsExactly(false, false, false);
  }

  @Test
  void aHugeLineIsKeptAsStartLengthAndHash() throws IOException {
    List<SourceRecord> records = cut("a,b\n" + "x".repeat(3_000_000) + "\n1,2\n", 2);
    assertThat(records).hasSize(3);
    assertThat(records.get(1).wellFormed()).isFalse();
    assertThat(records.get(1).text()).hasSizeLessThan(5_000).contains("[3000000 bytes, sha-256 ");
    assertThat(records.get(2).line()).isEqualTo(3);
  }
}
