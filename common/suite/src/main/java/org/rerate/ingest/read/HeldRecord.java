package org.rerate.ingest.read;

import java.io.IOException;
import java.util.List;

/** One record that was held back, cut again. */
final class HeldRecord implements SourceRecords {

  private final Header header;
  private SourceRecord record;

  private HeldRecord(Header header, SourceRecord record) {
    this.header = header;
    this.record = record;
  }

  /**
   * A record as its text and the header of its file tell it.
   *
   * @param columns the fields that are wanted, for kinds whose records are objects
   */
  static SourceRecords of(
      PartPlan plan, FileKind kind, long line, String header, String text, List<String> columns)
      throws IOException, Refusal {
    if (kind == FileKind.CSV) {
      boolean isGiven = !plan.mapping().header().isEmpty();
      String both = (isGiven ? "" : header + "\n") + text + "\n";
      try (CsvPart part = new CsvPart(plan.mapping(), ByteLines.of(both), 0)) {
        SourceRecord cut = part.next();
        return new HeldRecord(part.header(), at(line, cut.text(), cut.fields(), cut.fault()));
      }
    }
    try {
      List<String> texts = caseless(JsonText.object(text), columns);
      return new HeldRecord(Header.ofFields(columns, columns), at(line, text, texts, null));
    } catch (IOException e) {
      String fault = "no JSON object: " + JsonText.complaint(e);
      return new HeldRecord(Header.ofFields(columns, columns), at(line, text, List.of(), fault));
    }
  }

  private static List<String> caseless(JsonObject object, List<String> columns) {
    for (String name : List.copyOf(object.members().keySet())) {
      object.members().putIfAbsent(Header.key(name), object.members().get(name));
    }
    return columns.stream()
        .map(
            column -> {
              Object value = object.find(column);
              return JsonObject.text(value == null ? object.find(Header.key(column)) : value);
            })
        .toList();
  }

  private static SourceRecord at(long line, String text, List<String> fields, String fault) {
    return new SourceRecord(line, text, fields, fault);
  }

  @Override
  public Header header() {
    return header;
  }

  @Override
  public SourceRecord next() {
    SourceRecord one = record;
    record = null;
    return one;
  }
}
