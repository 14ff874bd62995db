package org.rerate.ingest.read;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The records of one JSON document, found by the paths of the mapping. The document is held in
 * memory, so it may have {@value #MOST} bytes at most. A record has the names that lead to it, its
 * own members, the texts and numbers beside it in the objects that it lies in, and from the
 * document as a whole what the mapping names with a path from {@code $}.
 */
final class JsonPart implements SourceRecords {

  /** Longest document. */
  static final long MOST = 256L << 20;

  private static final String ROOT = "$.";

  private final List<String> columns;
  private final Header header;
  private final Object document;
  private final Iterator<RecordPath.Found> found;
  private final boolean lacksRecords;

  /** Reads the document. */
  JsonPart(Reader in, List<String> columns, TargetMapping target, long bytes)
      throws IOException, Refusal {
    this.columns = columns;
    header = Header.ofFields(columns, columns);
    if (bytes > MOST) {
      throw new Refusal("it is a JSON document of " + bytes + " bytes; " + MOST + " is the most");
    }
    document = JsonText.document(in);
    in.close();
    List<RecordPath.Found> records = new ArrayList<>();
    boolean leads = false;
    for (RecordPath path : target.records()) {
      leads |= path.collect(document, records);
    }
    lacksRecords = !leads;
    List<RecordPath.Found> standing =
        target.parallel().isEmpty() ? records : spread(records, target);
    for (Preference preference : target.prefer()) {
      standing = preferred(standing, preference);
    }
    List<RecordPath.Found> all = new ArrayList<>(standing);
    target.rest().ifPresent(rest -> all.addAll(rest.of(List.copyOf(all), this::whole)));
    found = all.iterator();
  }

  /** A record for each position of lists that stand side by side; a shorter list lacks the last. */
  private List<RecordPath.Found> spread(List<RecordPath.Found> records, TargetMapping target) {
    List<RecordPath.Found> spread = new ArrayList<>();
    for (RecordPath.Found one : records) {
      JsonObject whole = whole(one);
      Map<String, List<?>> lists = new LinkedHashMap<>();
      target
          .parallel()
          .forEach(
              (field, path) ->
                  lists.put(
                      field, whole.find(path) instanceof List<?> list ? list : List.<Object>of()));
      List<JsonObject> around = new ArrayList<>(one.around());
      if (one.record() instanceof JsonObject object) {
        around.add(0, object);
      }
      int length = lists.values().stream().mapToInt(List::size).max().orElse(0);
      for (int i = 0; i < length; i++) {
        JsonObject made = new JsonObject(whole.line());
        for (Map.Entry<String, List<?>> list : lists.entrySet()) {
          boolean isThere = i < list.getValue().size();
          made.members()
              .put(list.getKey(), isThere ? list.getValue().get(i) : JsonObject.Literal.NULL);
        }
        spread.add(new RecordPath.Found(made, one.names(), around));
      }
    }
    return spread;
  }

  private List<RecordPath.Found> preferred(List<RecordPath.Found> all, Preference preference) {
    List<String> fields = new ArrayList<>(preference.within());
    fields.add(preference.column());
    Map<List<String>, Integer> first = new HashMap<>();
    List<List<String>> groups = new ArrayList<>();
    int[] ranks = new int[all.size()];
    for (int i = 0; i < ranks.length; i++) {
      List<String> texts = whole(all.get(i)).texts(fields);
      ranks[i] = preference.order().indexOf(texts.get(texts.size() - 1));
      groups.add(ranks[i] < 0 ? List.of() : texts.subList(0, texts.size() - 1));
      if (ranks[i] >= 0) {
        first.merge(groups.get(i), ranks[i], Math::min);
      }
    }
    List<RecordPath.Found> kept = new ArrayList<>();
    for (int i = 0; i < ranks.length; i++) {
      if (ranks[i] < 0 || ranks[i] == first.get(groups.get(i))) {
        kept.add(all.get(i));
      }
    }
    return kept;
  }

  @Override
  public Header header() {
    return header;
  }

  @Override
  public boolean lacksRecords() {
    return lacksRecords;
  }

  @Override
  public SourceRecord next() {
    if (!found.hasNext()) {
      return null;
    }
    JsonObject record = whole(found.next());
    String text = LongText.shortened(JsonText.of(record));
    return new SourceRecord(record.line(), text, record.texts(columns), null);
  }

  /** The record with all that it is read by, so that it can be read again on its own. */
  private JsonObject whole(RecordPath.Found one) {
    JsonObject own = one.record() instanceof JsonObject object ? object : null;
    JsonObject whole = new JsonObject(own == null ? line(one) : own.line());
    whole.members().putAll(one.names());
    for (String column : columns) {
      Object value = around(column, one);
      if (value != null && (own == null || own.find(column) == null)) {
        whole.members().putIfAbsent(column, value);
      }
    }
    if (own == null) {
      whole.members().put("value", one.record());
    } else {
      own.members().forEach((name, value) -> whole.members().putIfAbsent(name, value));
    }
    return whole;
  }

  private static long line(RecordPath.Found one) {
    return one.around().isEmpty() ? 1 : one.around().get(0).line();
  }

  /** What stands in the objects that a record lies in; the innermost that has it wins. */
  private Object around(String column, RecordPath.Found one) {
    if (column.startsWith(ROOT)) {
      return document instanceof JsonObject root
          ? root.find(column.substring(ROOT.length()))
          : null;
    }
    return one.around().stream()
        .map(object -> object.members().get(column))
        .filter(value -> value instanceof String || value instanceof JsonObject.Literal)
        .findFirst()
        .orElse(null);
  }
}
