package org.rerate.jobs.generate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.rerate.domain.RerateException;
import org.rerate.engine.delta.FeedOutput;
import org.rerate.jobs.command.Output;
import org.rerate.jobs.command.RerateCommand;
import org.rerate.jobs.synthetic.Excerpt;
import org.rerate.jobs.synthetic.Universe;
import org.rerate.jobs.synthetic.UniverseFeed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rerate generate}: a made-up universe of any size as a feed. */
@Command(
    name = "generate",
    description = {
      "Generates a synthetic universe of companies as a feed.",
      "",
      "The same seed gives the same rows and files on any machine. The data contain listings,",
      "delistings, splits, share classes, receipts, currencies, suspended days, late rows,",
      "corrections and retractions. --part selects companies; --since and --until select the rows",
      "that became known in between. All parts together, or all days, make up the whole universe."
    },
    footer = {
      "",
      "Examples:",
      "  rerate generate --size S --out /tmp/s",
      "  rerate generate --securities 200 --years 3 --baskets 5 --seed 7 --out feed",
      "  rerate generate --size S --until 2025-12-01 --out before",
      "  rerate generate --size S --since 2025-12-01 --until 2025-12-02 --out one-day",
      "  rerate generate --size L --part 1/10 --out l-01"
    })
public final class GenerateCommand extends RerateCommand {

  /** The standard sizes. */
  enum Size {
    S(500, 5, 20),
    M(5_000, 20, 200),
    L(25_000, 40, 1_000);

    private final int securities;
    private final int years;
    private final int baskets;

    Size(int securities, int years, int baskets) {
      this.securities = securities;
      this.years = years;
      this.baskets = baskets;
    }
  }

  @Option(
      names = "--size",
      paramLabel = "S|M|L",
      description = {
        "500 lines x 5 years x 20 baskets, 5,000 x 20 x 200,",
        "or 25,000 x 40 x 1,000 (default: S)."
      })
  Size size = Size.S;

  @Option(names = "--securities", paramLabel = "N", description = "Listed lines.")
  Integer securities;

  @Option(names = "--years", paramLabel = "Y", description = "Years of history.")
  Integer years;

  @Option(names = "--baskets", paramLabel = "B", description = "Baskets of 100 members each.")
  Integer baskets;

  @Option(names = "--seed", paramLabel = "S", description = "Any number (default: 1).")
  long seed = 1;

  @Option(
      names = "--last-day",
      paramLabel = "D",
      description = "Last day of the history (default: 2025-12-31).")
  LocalDate lastDay = LocalDate.of(2025, 12, 31);

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "New or empty folder, or a Hadoop URI.")
  String out;

  @Option(
      names = "--feed-format",
      paramLabel = "parquet|csv",
      description = "How the files are written (default: parquet).")
  FeedOutput.Format feedFormat = FeedOutput.Format.PARQUET;

  @Option(
      names = "--part",
      paramLabel = "I/N",
      description = "Part I of N of the companies; rates and baskets are in the first.")
  String part = "1/1";

  @Option(
      names = "--since",
      paramLabel = "D",
      description = "Only rows that became known on this day (UTC) or later.")
  LocalDate since;

  @Option(
      names = "--until",
      paramLabel = "D",
      description = "Only rows that became known before this day (UTC).")
  LocalDate until;

  @Override
  public Integer call() {
    Universe universe = universe();
    Excerpt excerpt = excerpt();
    SparkSession spark = open(settings());
    FeedOutput output = FeedOutput.create(spark, out, feedFormat);
    List<Row> rows = new ArrayList<>();
    new UniverseFeed(spark, universe, excerpt)
        .write(output, progress())
        .forEach(file -> rows.add(RowFactory.create(file.name(), file.rows(), file.parts())));
    StructType columns =
        new StructType()
            .add("file", DataTypes.StringType)
            .add("rows", DataTypes.LongType)
            .add("parts", DataTypes.IntegerType);
    new Output(out(), options().format()).print(spark.createDataFrame(rows, columns));
    return 0;
  }

  private Universe universe() {
    return new Universe(
        inRange("--securities", securities, size.securities, 1, 1_000_000),
        inRange("--years", years, size.years, 1, 60),
        inRange("--baskets", baskets, size.baskets, 0, 9_999),
        seed,
        lastDay);
  }

  private static int inRange(String option, Integer given, int usual, int from, int to) {
    int value = given == null ? usual : given;
    if (value < from || value > to) {
      throw RerateException.usage(
          option + " " + value + " is out of range", "Give a number from " + from + " to " + to);
    }
    return value;
  }

  private Excerpt excerpt() {
    if (since != null && until != null && !since.isBefore(until)) {
      throw RerateException.usage(
          "--since " + since + " is not before --until " + until, "--until is the day after");
    }
    if (!part.matches("[0-9]{1,4}/[0-9]{1,4}")) {
      throw RerateException.usage("--part " + part + " is no part", "Write --part 2/10");
    }
    int slash = part.indexOf('/');
    int number = Integer.parseInt(part.substring(0, slash));
    int parts = Integer.parseInt(part.substring(slash + 1));
    if (number < 1 || number > parts) {
      throw RerateException.usage(
          "--part " + part + " is no part", "The first of ten is 1/10, the last 10/10");
    }
    return new Excerpt(number, parts, since, until);
  }
}
