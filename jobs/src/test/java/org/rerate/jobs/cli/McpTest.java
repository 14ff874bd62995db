package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The door for an assistant, asked by a scripted client about the demo. */
class McpTest {

  private static final Map<String, String> CHINA =
      Map.of("basket", "china-ai", "on", "2026-01-13", "basis", "CY2026");

  private static final Map<String, String> CHANGE =
      Map.of(
          "basket",
          "china-ai",
          "from",
          "2025-01-13",
          "to",
          "2026-01-13",
          "membership",
          "backcast:2026-01-13");

  private static final String ENDLESS = "SELECT count(*) FROM range(0, 100000000000000, 1, 64)";

  @TempDir static Path folder;
  private static ServedInProcess server;
  private static JsonNode hello;
  private static Map<String, JsonNode> tools;

  @BeforeAll
  static void begin() throws IOException {
    server = serve("serve.max_rows = 300");
    hello = server.client().begin();
    tools = new TreeMap<>();
    server
        .client()
        .ask("tools/list", Map.of())
        .at("/result/tools")
        .forEach(tool -> tools.put(tool.get("name").asText(), tool));
  }

  private static ServedInProcess serve(String limits) throws IOException {
    Path settings =
        Files.writeString(
            folder.resolve(Integer.toHexString(limits.hashCode()) + ".conf"),
            Files.readString(TestSettings.file())
                + "\nserve.audit = \""
                + folder.resolve("audit.jsonl")
                + "\"\n"
                + limits.replace(", ", "\n"));
    return ServedInProcess.start(DemoWarehouse.get().root(), settings);
  }

  @AfterAll
  static void closingStandardInputEndsItWithoutAWordMore() throws Exception {
    server.client().end();
    assertThat(server.status()).as(server.told()).isZero();
    assertThat(server.told()).contains("read-only by the Model Context Protocol", "stopped");
  }

  private static JsonNode call(String tool, Map<String, ?> arguments) throws IOException {
    return server.client().call(tool, arguments);
  }

  /** What a tool answers to a proper call, held against the schema that it declares. */
  private static JsonNode answer(String tool, Map<String, ?> arguments) throws IOException {
    JsonNode result = call(tool, arguments);
    assertThat(result.path("isError").asBoolean()).as(result.toString()).isFalse();
    JsonNode content = result.get("structuredContent");
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(tools.get(tool).get("outputSchema"))
                .validate(content))
        .isEmpty();
    // A query reads results of any.
    boolean isSql = tool.equals("sql");
    assertThat(content.at("/provenance/methodology").asText())
        .isEqualTo(isSql ? "null" : "default");
    assertThat(content.at("/provenance/knowledge").asText()).isEqualTo(isSql ? "null" : "latest");
    return content;
  }

  private static String text(String tool, Map<String, ?> arguments) throws IOException {
    return call(tool, arguments).at("/content/0/text").asText();
  }

  private static JsonNode row(JsonNode answer, String column, String value) {
    for (JsonNode row : answer.get("rows")) {
      if (row.get(column).asText().equals(value)) {
        return row;
      }
    }
    throw new AssertionError("no " + value + " in " + answer.get("rows"));
  }

  @Test
  void itSaysWhatItIsAndWhichToolsThereAre() {
    assertThat(hello.at("/protocolVersion").asText()).isEqualTo("2025-06-18");
    assertThat(hello.at("/serverInfo/name").asText()).isEqualTo("rerate");
    assertThat(hello.at("/instructions").asText()).contains("never zero", "coverage");
    assertThat(tools.keySet())
        .containsExactly(
            "baskets", "change", "compare", "diff", "explain", "history", "pe", "sql", "tables");
    assertThat(tools.values())
        .allSatisfy(
            tool -> {
              assertThat(tool.at("/annotations/readOnlyHint").asBoolean()).isTrue();
              assertThat(tool.at("/inputSchema/type").asText()).isEqualTo("object");
              assertThat(tool.at("/outputSchema/required").size()).isEqualTo(9);
            });
    assertThat(tools.get("pe").at("/outputSchema/properties/rows/items/properties/pe").toString())
        .contains("number", "matched cap / matched earnings [x]");
  }

  @Test
  void basketsComeWithTheirDaysAndNotices() throws IOException {
    JsonNode china = row(answer("baskets", Map.of()), "basket_id", "china-ai");
    assertThat(china.get("last_valued").asText()).isGreaterThanOrEqualTo("2026-01-13");
    assertThat(china.get("bases").toString()).contains("NTM", "CY2026");
    assertThat(china.get("description").asText()).contains("made up");
  }

  @Test
  void aPeComesWithCoverageStatusAndProvenance() throws IOException {
    JsonNode told = answer("pe", CHINA);
    JsonNode all = told.at("/rows/0");
    assertThat(all.get("subsector").asText()).isEqualTo("ALL");
    assertThat(all.get("pe").asDouble()).isEqualTo(24.0, within(0.05));
    assertThat(told.get("status").asText()).isEqualTo("OK");
    assertThat(told.at("/coverage/members").asInt()).isEqualTo(33);
    assertThat(told.at("/coverage/share_of_cap").asDouble()).isEqualTo(1, within(1e-9));
    JsonNode origin = told.get("provenance");
    assertThat(origin.at("/stored_by_runs").size()).isPositive();
    assertThat(origin.at("/table_versions/valuation.basket_valuations").isInt()).isTrue();
    assertThat(origin.at("/notices").toString()).contains("china-ai: ", "made up");
    assertThat(origin.at("/notices").toString()).doesNotContain("us-ai");
    assertThat(text("pe", CHINA))
        .contains("24.0x", "33 of 33 members have a cap", "Methodology default", "made up");
  }

  @Test
  void withoutADayItIsTheLastValuedOne() throws IOException {
    JsonNode told = answer("pe", Map.of("basket", "us-ai", "subsector", "ALL"));
    assertThat(told.get("rows").size()).isEqualTo(1);
    assertThat(told.at("/provenance/valuation_date").asText())
        .isEqualTo(
            row(answer("baskets", Map.of()), "basket_id", "us-ai").get("last_valued").asText());
  }

  @Test
  void historyIsDayByDay() throws IOException {
    JsonNode told =
        answer(
            "history",
            Map.of(
                "basket", "china-ai", "from", "2026-01-05", "to", "2026-01-13", "basis", "CY2026"));
    assertThat(told.get("rows").size()).isBetween(5, 7);
    assertThat(told.at("/provenance/valuation_date").asText()).isEqualTo("2026-01-13");
    assertThat(told.at("/rows").get(told.get("rows").size() - 1).get("pe").asDouble())
        .isEqualTo(24.0, within(0.05));
  }

  @Test
  void aChangeIsTheStoredOneAndItsEffectsSum() throws IOException {
    JsonNode told = answer("change", CHANGE);
    JsonNode all = told.at("/rows/0");
    JsonNode stored =
        answer(
                "sql",
                Map.of(
                    "query",
                    "SELECT * FROM basket_change('china-ai', '2025-01-13', '2026-01-13', 'CY2026')"
                        + " WHERE subsector = 'ALL'"))
            .at("/rows/0");
    for (String figure : List.of("incremental_pe", "earnings_change_usd", "entries_usd")) {
      assertThat(all.get(figure).asDouble()).isEqualTo(stored.get(figure).asDouble(), within(1e-6));
    }
    assertThat(all.get("incremental_pe").asDouble()).isEqualTo(253, within(0.5));
    double effects = 0;
    for (String effect : List.of("rerating", "earnings", "currency", "unexplained", "entries")) {
      effects += all.get(effect + "_usd").asDouble();
    }
    assertThat(all.get("cap_change_usd").asDouble())
        .isEqualTo(effects - all.get("exits_usd").asDouble(), within(1.0));
    assertThat(told.at("/details/members").size()).isEqualTo(10);
    assertThat(told.at("/causes/NON_POSITIVE_EARNINGS_CHANGE").asText())
        .isEqualTo("expected earnings did not rise");
    assertThat(told.at("/remarks").toString()).contains("28 of 33 members have a cap at the start");
    assertThat(told.at("/provenance/table_versions/market.prices").isInt()).isTrue();
  }

  @Test
  void aChangeThatNobodyMeasuredIsComputed() throws IOException {
    JsonNode told =
        answer("change", Map.of("basket", "us-ai", "from", "2025-03-03", "to", "2025-06-02"));
    assertThat(told.at("/rows/0/basis").asText()).isEqualTo("CY2025");
    assertThat(told.at("/rows/0/lfl_cap_change_usd").isNumber()).isTrue();
  }

  @Test
  void twoBasketsAreCompared() throws IOException {
    JsonNode told =
        answer(
            "compare",
            Map.of(
                "basket_a",
                "china-ai",
                "basket_b",
                "us-ai",
                "on",
                "2026-01-13",
                "basis",
                "CY2026"));
    JsonNode all = told.at("/rows/0");
    assertThat(all.get("pe_a").asDouble()).isEqualTo(24.0, within(0.05));
    assertThat(all.get("pe_premium").asDouble())
        .isEqualTo(all.get("pe_a").asDouble() / all.get("pe_b").asDouble() - 1, within(1e-12));
    assertThat(told.at("/provenance/notices").size()).isEqualTo(2);
  }

  @Test
  void anExplanationAgreesWithWhatIsStored() throws IOException {
    JsonNode told = answer("explain", CHINA);
    assertThat(row(told, "figure", "pe").get("agrees").asBoolean()).isTrue();
    assertThat(told.at("/details/members").size()).isEqualTo(33);
    assertThat(told.at("/details/members/0").has("lines")).isFalse();
    assertThat(text("explain", CHINA)).contains("In the P/E", "it is the same to 1e-12");
  }

  @Test
  void aMemberIsExplainedDownToTheFiles() throws IOException {
    Map<String, String> one = new TreeMap<>(CHINA);
    one.put("member", "BABA");
    JsonNode told = answer("explain", one);
    assertThat(told.at("/details/members").size()).isEqualTo(1);
    assertThat(told.at("/details/members/0/lines/0/inputs").toString()).contains("prices.csv");
    one.put("from", "2025-01-13");
    one.put("membership", "backcast:2026-01-13");
    JsonNode change = answer("explain", one);
    assertThat(row(change, "figure", "incremental_pe").get("recalculated").asDouble())
        .isEqualTo(253, within(0.5));
  }

  @Test
  void theDictionaryTellsUnitsAndWhatNullMeans() throws IOException {
    JsonNode all = answer("tables", Map.of());
    assertThat(row(all, "name", "valuation.basket_valuations").get("kind").asText())
        .isEqualTo("table");
    assertThat(all.toString()).contains("pe_of(ids ARRAY<STRING>, on_day DATE, basis STRING)");
    JsonNode columns = answer("tables", Map.of("table", "market.prices_current"));
    assertThat(row(columns, "name", "close").get("meaning").asText()).isNotEmpty();
  }

  @Test
  void sqlIsAnsweredAndCutWhereItIsLong() throws IOException {
    JsonNode told =
        answer("sql", Map.of("query", "SELECT id, id / 2 AS half FROM range(9)", "max_rows", 4));
    assertThat(told.get("rows").size()).isEqualTo(4);
    assertThat(told.get("is_cut").asBoolean()).isTrue();
    assertThat(told.at("/rows/3/half").asDouble()).isEqualTo(1.5);
    assertThat(told.at("/provenance/notices").size()).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pe      | basket=us       | There is no basket 'us'. Known are china-ai
          history | basket=us       | There is no basket 'us'. Known are china-ai
          change  | basket=us,from=2025-01-13 | There is no basket 'us'. Known are china-ai
          explain | basket=us,on=2026-01-13   | There is no basket 'us'. Known are china-ai
          pe      |                 | Pe needs basket. It is basket_id
          pe      | basket=us-ai,day=2026-01-05 | Known are basis, basket, on, subsector
          pe      | basket=us-ai,on=soon        | It is a date such as 2026-01-13
          pe      | basket=us-ai,basis=CY1      | CY1
          pe      | basket=us-ai,on=1999-01-04  | us-ai is not valued on 1999-01-04
          pe      | basket=us-ai,subsector=CHIP | us-ai has no sub-sector 'CHIP'
          change  | basket=us-ai,from=2025-01-13,basis=NTM | a change needs calendar years
          explain | basket=us-ai,member=NOBODY  | NOBODY is no member of us-ai
          diff    | basket=us-ai    | Only one run took rows in
          tables  | table=prices    | There is no table 'prices'. Known are
          sql     | query=SELECT * FROM market.price | `market`.`price` cannot be found
          sql     | query=SELECT 1,max_rows=0   | whole number above zero
          """)
  void whatIsWrongIsToldWithWhatExists(String tool, String given, String told) throws IOException {
    Map<String, String> arguments = new TreeMap<>();
    for (String one : given == null ? new String[0] : given.split(",", -1)) {
      arguments.put(one.replaceFirst("=.*", ""), one.replaceFirst("[^=]*=", ""));
    }
    JsonNode result = call(tool, arguments);
    assertThat(result.get("isError").asBoolean()).as(result.toString()).isTrue();
    assertThat(result.at("/content/0/text").asText()).containsIgnoringCase(told);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT java_method('java.lang.System', 'getenv', 'HOME')",
        "DROP TABLE market.prices",
        "CREATE TABLE market.mine AS SELECT 1 AS one",
        "SELECT * FROM csv.`/etc/passwd`",
        "INSERT INTO market.baskets SELECT * FROM market.baskets"
      })
  void whatIsNoQuestionIsRefusedAndWrittenDown(String statement) throws IOException {
    JsonNode result = call("sql", Map.of("query", statement));
    assertThat(result.get("isError").asBoolean()).as(result.toString()).isTrue();
    assertThat(result.at("/content/0/text").asText()).contains("not allowed here");
    assertThat(Files.readString(folder.resolve("audit.jsonl")).lines())
        .anyMatch(
            line ->
                line.contains(statement.replace("\"", "\\\""))
                    && line.contains("\"outcome\":\"refused\"")
                    && line.contains("\"peer\":\"stdio\",\"user\":\"scripted\""));
  }

  @Test
  void anAnswerOfTooManyRowsEndsAtTheLimit() throws IOException {
    JsonNode result = call("sql", Map.of("query", "SELECT * FROM range(1000)", "max_rows", 1000));
    assertThat(result.get("isError").asBoolean()).isTrue();
    assertThat(result.at("/content/0/text").asText()).contains("more than 300 rows", "max_rows");
  }

  @Test
  void aLineThatIsNoMessageAndAMethodThatIsNoneEndNothing() throws IOException {
    server.client().send("hello?");
    assertThat(server.client().next().at("/error/code").asInt()).isEqualTo(-32700);
    for (String odd :
        List.of(
            "{}",
            "[]",
            "1",
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
            "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":\"x\"}")) {
      server.client().send(odd);
      assertThat(server.client().next().at("/error/code").asInt()).as(odd).isEqualTo(-32600);
    }
    assertThat(server.client().ask("nothing/at-all", Map.of()).at("/error/code").asInt())
        .isEqualTo(-32601);
    assertThat(
            server
                .client()
                .ask("tools/call", Map.of("name", "drop", "arguments", Map.of()))
                .has("error"))
        .isTrue();
    assertThat(answer("sql", Map.of("query", "SELECT 1 AS one")).at("/rows/0/one").asInt())
        .isEqualTo(1);
  }

  @Test
  void questionsEndAtTheirTimeAndFurtherOnesAreTurnedAway() throws Exception {
    ServedInProcess hasty = serve("serve.max_seconds = 3, serve.max_questions = 1");
    hasty.client().begin();
    // Which of them comes first is left to chance.
    hasty.client().request("tools/call", sql(ENDLESS));
    hasty.client().request("tools/call", sql(ENDLESS));
    List<String> told = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      told.add(hasty.client().next().at("/result/content/0/text").asText());
    }
    assertThat(told).anyMatch(text -> text.contains("longer than 3 s (serve.max_seconds)"));
    assertThat(told).anyMatch(text -> text.contains("as many as may be at once"));
    hasty.client().request("tools/call", sql("SELECT 41 + 1 AS n"));
    hasty.client().end();
    assertThat(hasty.client().lines().get(hasty.client().lines().size() - 1)).contains("\"n\":42");
    assertThat(hasty.status()).isZero();
  }

  private static Map<String, Object> sql(String query) {
    return Map.of("name", "sql", "arguments", Map.of("query", query));
  }
}
