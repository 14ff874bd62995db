package org.rerate.ingest.read;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The records of a part with a JSON object a line. Names that stand in none of the first thousand
 * records are taken for absent from the file.
 */
final class JsonLinesPart implements SourceRecords {

  private static final int SAMPLE = 1000;

  private static final int SAMPLE_CHARACTERS = 8 << 20;

  private static final int MOST_NAMES = 10_000;

  private final Closeable in;
  private final LineSource lines;
  private final List<String> columns;
  private final boolean[] isPath;
  private final Map<String, Integer> places = new HashMap<>();
  private final Deque<SourceRecord> sample = new ArrayDeque<>();
  private final Header header;
  private JsonObject object;

  /**
   * Looks at the first records.
   *
   * @param columns names and paths of the fields that are wanted
   */
  JsonLinesPart(ByteLines lines, List<String> columns) throws IOException, Refusal {
    this(lines, lines, columns, null);
  }

  /**
   * The records of some lines of a part.
   *
   * @param known what the part's first records say; null if they are among the lines
   */
  JsonLinesPart(Closeable in, LineSource lines, List<String> columns, Header known)
      throws IOException, Refusal {
    this.in = in;
    this.lines = lines;
    this.columns = columns;
    isPath = new boolean[columns.size()];
    for (int i = 0; i < isPath.length; i++) {
      places.put(Header.key(columns.get(i)), i);
      isPath[i] = columns.get(i).indexOf('.') >= 0;
    }
    header = known == null ? Header.ofFields(columns, seen()) : known;
  }

  private Collection<String> seen() throws IOException, Refusal {
    Map<String, String> seen = new LinkedHashMap<>();
    int characters = 0;
    while (sample.size() < SAMPLE && characters < SAMPLE_CHARACTERS) {
      SourceRecord record = read();
      if (record == null) {
        break;
      }
      sample.add(record);
      characters += record.text().length();
      if (object != null) {
        object.members().keySet().forEach(name -> seen.putIfAbsent(Header.key(name), name));
        for (int i = 0; i < isPath.length; i++) {
          if (isPath[i] && object.find(columns.get(i)) != null) {
            seen.putIfAbsent(Header.key(columns.get(i)), columns.get(i));
          }
        }
      }
    }
    if (sample.isEmpty()) {
      return columns;
    }
    if (sample.stream().noneMatch(SourceRecord::wellFormed)) {
      throw new Refusal("none of its first lines holds a JSON object");
    }
    return seen.values();
  }

  @Override
  public Header header() {
    return header;
  }

  @Override
  public SourceRecord next() throws IOException {
    return sample.isEmpty() ? read() : sample.remove();
  }

  private SourceRecord read() throws IOException {
    object = null;
    TextLine line = lines.next();
    while (line != null && line.text().isBlank()) {
      line = lines.next();
    }
    if (line == null) {
      return null;
    }
    String text = line.overlong() ? line.text() : LongText.shortened(line.text());
    if (line.overlong()) {
      return new SourceRecord(line.number(), text, List.of(), "longer than a record may be");
    }
    try {
      object = JsonText.object(line.text());
      return fields(line.number(), text);
    } catch (IOException e) {
      String fault = "no JSON object: " + JsonText.complaint(e);
      return new SourceRecord(line.number(), text, List.of(), fault);
    }
  }

  private SourceRecord fields(long number, String text) {
    String[] fields = new String[columns.size()];
    for (Map.Entry<String, Object> member : object.members().entrySet()) {
      int place = place(member.getKey());
      if (place >= 0) {
        if (fields[place] != null) {
          String fault = "the field '" + member.getKey() + "' is there twice";
          return new SourceRecord(number, text, List.of(), fault);
        }
        fields[place] = JsonObject.text(member.getValue());
      }
    }
    for (int i = 0; i < fields.length; i++) {
      if (fields[i] == null) {
        fields[i] = isPath[i] ? JsonObject.text(object.find(columns.get(i))) : "";
      }
    }
    return new SourceRecord(number, text, Arrays.asList(fields), null);
  }

  private int place(String name) {
    Integer known = places.get(name);
    if (known == null) {
      known = places.getOrDefault(Header.key(name), -1);
      if (places.size() < MOST_NAMES) {
        places.put(name, known);
      }
    }
    return known;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
