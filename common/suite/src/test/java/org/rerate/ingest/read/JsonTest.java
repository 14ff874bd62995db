package org.rerate.ingest.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Values within JSON, and where records are in a document. */
@Tag("fast")
class JsonTest {

  private static List<SourceRecord> records(String text, List<String> paths, String... columns)
      throws IOException, Refusal {
    List<RecordPath> at = paths.stream().map(RecordPath::new).toList();
    TargetMapping target =
        new TargetMapping("actuals", false, false, at, List.of(), null, Map.of(), null, List.of());
    JsonPart part = new JsonPart(new StringReader(text), List.of(columns), target, text.length());
    List<SourceRecord> all = new ArrayList<>();
    for (SourceRecord record = part.next(); record != null; record = part.next()) {
      all.add(record);
    }
    return all;
  }

  @Test
  void pathsLeadIntoObjectsListsAndNamesWithDots() throws IOException {
    JsonObject object =
        JsonText.object(
            "{\"a\":{\"b.c\":1.50},\"d\":[[\"x\",2]],\"e.f\":true,\"g\":null,\"h\":NaN}");
    assertThat(object.texts(List.of("a.b.c", "d.0.1", "e.f", "g", "h", "i", "d.0.9")))
        .containsExactly("1.50", "2", "true", "", "NaN", "", "");
  }

  @Test
  void aRecordKnowsItsWayItsLineAndWhatIsBesideIt() throws IOException, Refusal {
    String text =
        "{\"cik\":7,\n\"facts\":{\n\"NetIncomeLoss\":{\"units\":{\"USD\":[\n{\"val\":1},\n{\"val\":2}]}}}}";
    List<SourceRecord> found =
        records(
            text,
            List.of("facts.{concept}.units.{unit}[*]"),
            "concept",
            "unit",
            "val",
            "cik",
            "$.cik");
    assertThat(found).extracting(SourceRecord::line).containsExactly(4L, 5L);
    assertThat(found.get(1).fields()).containsExactly("NetIncomeLoss", "USD", "2", "7", "7");
    assertThat(found.get(1).text())
        .isEqualTo(
            "{\"concept\":\"NetIncomeLoss\",\"unit\":\"USD\",\"cik\":7,\"$.cik\":7,\"val\":2}");
  }

  @Test
  void theDocumentItselfMayBeTheRecordOrAScript() throws IOException, Refusal {
    assertThat(records("{\"a\":1}", List.of("$"), "a").get(0).fields()).containsExactly("1");
    assertThat(records("var tab.x = [{\"a\":1}];", List.of("[*]"), "a")).hasSize(1);
    assertThat(records("[]", List.of("[*]"), "a")).isEmpty();
  }

  @Test
  void aDocumentWithoutThePathHasNoRecords() throws IOException, Refusal {
    assertThat(records("{\"a\":[]}", List.of("models[*]", "b.{c}"), "a")).isEmpty();
    assertThatThrownBy(() -> records("{\"a\":", List.of("a[*]"), "a"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aPathThatIsNoneIsRefused() {
    for (String path : List.of("", "a..b", "a[0]", "{A}", "a.")) {
      assertThatThrownBy(() -> new RecordPath(path)).hasMessageContaining("is no path such as");
    }
  }

  @Test
  void linesThatAreNoObjectOrSayAThingTwiceAreBad() throws IOException, Refusal {
    String lines =
        "{\"a\":1}\n\n[1]\n{\"a\":1\n{\"A\":\"x\",\"b\":{\"c\":2}} \n{\"a\":1,\"A\":2}\n{\"a\":1}{\n{\"a\":1,\"a\":1}";
    JsonLinesPart part = new JsonLinesPart(ByteLines.of(lines), List.of("a", "b.c"));
    List<String> read = new ArrayList<>();
    for (SourceRecord record = part.next(); record != null; record = part.next()) {
      read.add(record.line() + (record.wellFormed() ? " " + record.fields() : " bad"));
    }
    assertThat(read)
        .containsExactly("1 [1, ]", "3 bad", "4 bad", "5 [x, 2]", "6 bad", "7 bad", "8 bad");
    assertThatThrownBy(() -> new JsonLinesPart(ByteLines.of("a,b\n1,2\n"), List.of("a")))
        .isInstanceOf(Refusal.class)
        .hasMessage("none of its first lines holds a JSON object");
  }
}
