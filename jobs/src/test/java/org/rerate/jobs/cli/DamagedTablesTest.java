package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rerate.testing.Folders;
import org.rerate.testing.Seeds;

/** A table that was damaged is told with its file and what to do; nothing in it is touched. */
class DamagedTablesTest {

  /** What befalls tables; each gives the file that the message has to name, null for any. */
  enum Damage {
    ENTRY_CUT_SHORT {
      @Override
      Path befall(Path table) throws IOException {
        return cut(newest(table, "\\d{20}\\.json"));
      }
    },
    ENTRY_EMPTY {
      @Override
      Path befall(Path table) throws IOException {
        return Files.write(newest(table, "\\d{20}\\.json"), new byte[0]);
      }
    },
    ENTRY_OF_ZEROS {
      @Override
      Path befall(Path table) throws IOException {
        Path entry = newest(table, "\\d{20}\\.json");
        return Files.write(entry, new byte[(int) Files.size(entry)]);
      }
    },
    DATA_DELETED {
      @Override
      Path befall(Path table) throws IOException {
        for (Path file : data(table)) {
          Files.delete(file);
        }
        return null;
      }
    },
    OLDEST_DATA_DELETED {
      @Override
      Path befall(Path table) throws IOException {
        Path oldest = data(table).stream().min(Comparator.comparing(Damage::written)).orElseThrow();
        Files.delete(oldest);
        return oldest;
      }
    },
    DATA_CUT_SHORT {
      @Override
      Path befall(Path table) throws IOException {
        for (Path file : data(table)) {
          cut(file);
        }
        return null;
      }
    },
    CHECKPOINT_CUT_SHORT {
      @Override
      Path befall(Path table) throws IOException {
        return cut(newest(table, "\\d{20}\\.checkpoint.*parquet"));
      }
    };

    abstract Path befall(Path table) throws IOException;

    private static Path newest(Path table, String name) throws IOException {
      try (Stream<Path> files = Files.list(table.resolve("_delta_log"))) {
        return files
            .filter(file -> file.getFileName().toString().matches(name))
            .sorted()
            .reduce((first, second) -> second)
            .orElseThrow();
      }
    }

    private static List<Path> data(Path table) throws IOException {
      try (Stream<Path> files = Files.walk(table)) {
        return files
            .filter(file -> file.toString().endsWith(".parquet"))
            .filter(file -> !file.toString().contains("_delta_log"))
            .toList();
      }
    }

    private static FileTime written(Path file) {
      try {
        return Files.getLastModifiedTime(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Path cut(Path file) throws IOException {
      byte[] whole = Files.readAllBytes(file);
      return Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    }
  }

  /** Every command that reads tables. */
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("sql", "-e", "SELECT count(*), max(run_id) FROM %s"),
          List.of("value"),
          List.of("value", "--full"),
          List.of("retry-quarantine"),
          List.of("maintain"),
          List.of(
              "change",
              "--basket",
              "all",
              "--from",
              "2026-01-05",
              "--to",
              "2026-01-28",
              "--bases",
              "CY2026"),
          List.of("compare", "all", "us", "--on", "2026-01-28"),
          List.of("explain", "--basket", "all", "--on", "2026-01-28", "--basis", "NTM"),
          List.of("check"));

  private static final List<String> TABLES =
      List.of(
          "market.prices",
          "market.issuers",
          "raw.quarantine",
          "valuation.issuer_caps",
          "valuation.basket_valuations",
          "ops.run_log",
          "ops.run_files",
          "series.blocks");

  @TempDir static Path folder;

  private static Path settings;
  private static Path whole;
  private static SmallFeeds feeds;

  /** Eleven loads after the first two: logs long enough to be summed up. */
  @BeforeAll
  static void load() throws IOException {
    settings = SmallFeeds.settings(folder);
    feeds = SmallFeeds.write(folder.resolve("feeds"));
    whole = folder.resolve("whole");
    Cli cli = new Cli(whole, settings);
    assertThat(run(cli, feeds.both()).status()).isEqualTo(3);
    for (int day = 1; day <= 11; day++) {
      assertThat(run(cli, feeds.day(day)).status()).isZero();
    }
    assertThat(cli.run("value").status()).isZero();
  }

  private static Cli.Ended run(Cli cli, List<String> command) {
    return cli.run(command.toArray(String[]::new));
  }

  @ParameterizedTest
  @EnumSource
  void isToldWithFileAndRemedy(Damage damage) throws IOException {
    Path warehouse = Folders.copy(whole, folder.resolve("prices-" + damage));
    Path table = warehouse.resolve("market/prices");
    Path file = damage.befall(table);
    Map<String, String> before = content(table);
    Cli cli = new Cli(warehouse, settings);

    for (List<String> command :
        List.of(List.of("sql", "-e", "SELECT sum(close) FROM market.prices"), feeds.day(12))) {
      Cli.Ended ended = run(cli, command);
      assertThat(ended.status()).as(ended.err()).isEqualTo(5);
      assertThat(ended.err().lines().reduce((first, second) -> second).orElse(""))
          .startsWith("rerate: the table market.prices cannot be read: its file " + table + "/")
          .contains(file == null ? "/part-" : file.toString())
          .contains(damage.name().endsWith("DATA_DELETED") ? " is gone. " : " is damaged. ")
          .contains(
              damage == Damage.CHECKPOINT_CUT_SHORT
                  ? "delete it, and the file _last_checkpoint beside it"
                  : "Restore the folder "
                      + table
                      + " from a copy, or delete it while nothing runs and make its rows anew:"
                      + " load the feeds again (rerate ingest), then rerate value");
      assertThat(content(table)).as("nothing is deleted, written anew or added").isEqualTo(before);
    }
  }

  /** The entries of the log say all that the sum said. */
  @Test
  void aCheckpointMayBeDeleted() throws IOException {
    Path warehouse = Folders.copy(whole, folder.resolve("deleted-checkpoint"));
    Path table = warehouse.resolve("market/prices");
    Files.delete(Damage.CHECKPOINT_CUT_SHORT.befall(table));
    Files.delete(table.resolve("_delta_log/_last_checkpoint"));

    Cli cli = new Cli(warehouse, settings);
    assertThat(run(cli, feeds.day(12)).status()).isZero();
    assertThat(cli.run("sql", "--format", "csv", "-e", "SELECT count(*) FROM market.prices").out())
        .contains("44");
  }

  /** What a damaged table says to do: its folder is deleted, and its rows are made anew. */
  @Tag("slow")
  @Test
  void deletedTablesAreMadeAnew() throws IOException {
    Path warehouse = Folders.copy(whole, folder.resolve("anew"));
    Cli cli = new Cli(warehouse, settings);
    List<String> before = SmallFeeds.tables(cli, SmallFeeds::isTable);
    Folders.delete(warehouse.resolve("valuation/issuer_caps"));
    assertThat(cli.run("value", "--full").status()).isZero();
    assertThat(SmallFeeds.tables(cli, SmallFeeds::isTable)).isEqualTo(before);

    Folders.delete(warehouse.resolve("market/prices"));
    Folders.delete(warehouse.resolve("series"));
    DeltaLog.clearCache();
    assertThat(run(cli, feeds.both()).status()).isEqualTo(3);
    for (int day = 1; day <= 11; day++) {
      assertThat(run(cli, feeds.day(day)).status()).isZero();
    }
    assertThat(cli.run("value").status()).isZero();
    assertThat(SmallFeeds.tables(cli, SmallFeeds::isTable)).isEqualTo(before);
  }

  /** Whatever is damaged, and by whom it is met: told, or not needed; never a defect. */
  @Tag("slow")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyCommandThatMeetsItTellsIt(long seed) throws IOException {
    Random random = new Random(seed);
    List<String> wrong = new ArrayList<>();
    for (String table : TABLES) {
      for (List<String> command : commands()) {
        Path warehouse = Folders.copy(whole, folder.resolve("any-" + seed));
        Path place = warehouse.resolve(table.replace('.', '/'));
        Damage damage = Damage.values()[random.nextInt(hasCheckpoint(place) ? 7 : 6)];
        damage.befall(place);
        DeltaLog.clearCache();
        Map<String, String> before = content(place);
        Cli.Ended ended =
            run(
                new Cli(warehouse, settings),
                command.stream().map(word -> word.replace("%s", table)).toList());
        boolean isTold =
            ended.status() == 5
                && ended.err().contains("rerate: the table " + table + " cannot be read: ")
                && content(place).entrySet().containsAll(before.entrySet());
        if (!isTold && ended.status() != 0) {
          wrong.add(damage + " of " + table + ", " + command + ": " + ended);
        }
        Folders.delete(warehouse);
      }
    }
    assertThat(wrong).isEmpty();
  }

  static List<Long> seeds() {
    return Seeds.all();
  }

  private static List<List<String>> commands() throws IOException {
    List<List<String>> commands = new ArrayList<>(COMMANDS);
    commands.add(feeds.day(12));
    return commands;
  }

  private static boolean hasCheckpoint(Path table) throws IOException {
    return Files.exists(table.resolve("_delta_log/_last_checkpoint"));
  }

  private static Map<String, String> content(Path table) throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(table)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content.put(file.toString(), Arrays.hashCode(Files.readAllBytes(file)) + "");
      }
    }
    return content;
  }
}
