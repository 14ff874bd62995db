package org.rerate.jobs.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.spark.sql.SparkSession;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.engine.delta.Sessions;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.delta.WarehouseUri;
import org.rerate.engine.filter.Filter;
import org.rerate.engine.sql.Reach;
import org.rerate.engine.sql.ReadOnly;
import org.rerate.jobs.command.CommonOptions;
import org.rerate.jobs.command.Output;

/** The shell at a terminal whose keys are bytes of a pipe, and whose Ctrl-C is a real one. */
class ShellTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final char CTRL_C = 3;
  private static final char CTRL_D = 4;

  @TempDir Path folder;
  private final ByteArrayOutputStream answers = new ByteArrayOutputStream();
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private SparkSession spark;
  private Path history;
  private Terminal terminal;
  private OutputStream keys;
  private Thread shell;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    history = folder.resolve("history");
    spark =
        Sessions.open(
            "shell",
            "local[2]",
            WarehouseUri.qualify(folder.resolve("warehouse").toString()),
            Map.of("spark.sql.shuffle.partitions", "2"));
    PipedOutputStream typed = new PipedOutputStream();
    keys = typed;
    terminal =
        new ExternalTerminal(
            "test", "ansi", new PipedInputStream(typed, 1 << 16), screen, StandardCharsets.UTF_8);
    terminal.setSize(Size.of(120, 40));
    QueryRunner runner =
        new QueryRunner(
            ReadOnly.of(Warehouse.of(spark), Filter.all(), "true", Reach.FILES),
            new Output(new PrintStream(answers), CommonOptions.Format.csv));
    Shell talk = new Shell(terminal, Optional.of(history), runner, new PrintStream(told, true));
    shell = new Thread(talk::run, "shell");
    shell.start();
    // Keys before the prompt are kept, but Ctrl-C has nothing to clear yet.
    await("the first prompt", () -> prompts() > 0);
  }

  @AfterEach
  void close() throws IOException, InterruptedException {
    // The end of the keys ends the shell, which still writes to the terminal.
    keys.close();
    shell.join(PATIENCE.toMillis());
    terminal.close();
  }

  private void type(String text) throws IOException {
    keys.write(text.getBytes(StandardCharsets.UTF_8));
    keys.flush();
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as(what).isBefore(end);
      Thread.sleep(20);
    }
  }

  private void awaitTold(String text) throws InterruptedException {
    await(text + " in " + told, () -> told.toString(StandardCharsets.UTF_8).contains(text));
  }

  private int prompts() {
    return screen.toString(StandardCharsets.UTF_8).split("rerate> ", -1).length - 1;
  }

  /** Spark ends a stopped job a moment after the query. */
  private int activeJobs() {
    return spark.sparkContext().statusTracker().getActiveJobIds().length;
  }

  private String answers() {
    return answers.toString(StandardCharsets.UTF_8);
  }

  @Test
  void statementsOfSeveralLinesSeveralOnALineAndTheWayOut()
      throws IOException, InterruptedException {
    type("SELECT 1 AS a,\r  'x;y' AS b\r;\r");
    awaitTold("1 row, ");
    assertThat(answers()).isEqualTo("a,b\r\n1,x;y\r\n");
    type("SELECT 2; SELECT id FROM range(3);\r");
    awaitTold("3 rows, ");
    type("help\r");
    awaitTold("Tab completes names");
    type("Quit;\r");
    shell.join(PATIENCE.toMillis());
    assertThat(shell.isAlive()).isFalse();
    assertThat(Files.readString(history)).contains("SELECT 1 AS a", "x;y", "range(3)", "Quit");
  }

  @Test
  void errorsAreOneLineAndTheTablesAreReadOnly() throws IOException, InterruptedException {
    type("SELEC 1;\r");
    awaitTold("PARSE_SYNTAX_ERROR");
    type("SELECT id / 0 FROM range(1);\r");
    awaitTold("DIVIDE_BY_ZERO");
    type("SELECT * FROM market.nothing;\r");
    awaitTold("TABLE_OR_VIEW_NOT_FOUND");
    type("DROP TABLE market.prices;\r");
    awaitTold("the tables are read-only");
    type("EXECUTE IMMEDIATE 'CREATE TABLE x (a INT)';\r");
    type("RESTORE TABLE market.prices TO VERSION AS OF 0;\r");
    type("CREATE TABLE delta.`/tmp/x` SHALLOW CLONE market.prices;\r");
    type("SELECT count(*) AS n FROM market.prices;\r");
    awaitTold("1 row, ");
    assertThat(told.toString(StandardCharsets.UTF_8).lines())
        .hasSize(8)
        .filteredOn(line -> line.startsWith("rerate: "))
        .hasSize(7)
        .allMatch(line -> line.contains("the query cannot be answered") || line.contains("only"));
    assertThat(answers()).isEqualTo("n\r\n0\r\n");
  }

  @Test
  void ctrlCClearsTheLineAndCtrlDLeaves() throws IOException, InterruptedException {
    type("SELECT nonsense");
    await("echo", () -> screen.toString(StandardCharsets.UTF_8).contains("nonsense"));
    int before = prompts();
    type(String.valueOf(CTRL_C));
    // The signal comes by another way than the keys; what is typed before it would be cleared too.
    await("a new prompt", () -> prompts() > before);
    type("SELECT 5 AS five;\r");
    awaitTold("1 row, ");
    assertThat(answers()).isEqualTo("five\r\n5\r\n");
    assertThat(told.toString(StandardCharsets.UTF_8)).doesNotContain("rerate:");
    type(String.valueOf(CTRL_D));
    shell.join(PATIENCE.toMillis());
    assertThat(shell.isAlive()).isFalse();
  }

  @Test
  void ctrlCStopsAQueryAndTheNextOneIsAnswered() throws IOException, InterruptedException {
    type("SELECT sum(id % 7) FROM range(1000000000000);\r");
    await("a job", () -> activeJobs() > 0);
    type(String.valueOf(CTRL_C));
    awaitTold("stopped after ");
    type("SELECT 6 AS six;\r");
    awaitTold("1 row, ");
    assertThat(answers()).endsWith("six\r\n6\r\n");
    await("the end of the job", () -> activeJobs() == 0);
  }

  @Test
  void tabCompletesAndSchemasAreListed() throws IOException, InterruptedException {
    type("DESCRIBE valuation.basket_val\t;\r");
    awaitTold(" rows, ");
    assertThat(answers()).contains("pe_zero_floor");
    type("SHOW TABLES IN valuation;\r");
    await("a list", () -> answers().contains("issuer_caps"));
    type("SHOW SCHEMAS;\r");
    await("schemas", () -> answers().endsWith("raw\r\nmarket\r\nvaluation\r\nops\r\n"));
  }
}
