package org.rerate.ingest.load;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.rerate.SharedSession;

/**
 * Feeds of a few companies, of which each comes after the one before: new days, corrections, rows
 * taken back with and without saying when, rows that come twice, contradict each other, overlap,
 * name what is not known yet, or cannot be read.
 */
final class RandomFeeds {

  private static final LocalDate START = LocalDate.of(2026, 1, 5);

  private final Random random;
  private final int number;
  private final Map<String, List<String>> files = new LinkedHashMap<>();

  private RandomFeeds(Random random, int number) {
    this.random = random;
    this.number = number;
  }

  /** Feed {@code number}, from 0: its lines by file, the first being the header. */
  static Map<String, List<String>> of(long seed, int number) {
    RandomFeeds feed = new RandomFeeds(new Random(31 * seed + number), number);
    feed.references();
    feed.series();
    feed.memberships();
    feed.others();
    return feed.files;
  }

  /** Writes such a feed as one CSV file each. */
  static void write(Path folder, Map<String, List<String>> files) {
    files.forEach(
        (name, lines) ->
            SharedSession.write(folder, name + ".csv", String.join("\n", lines) + "\n"));
  }

  /** Writes it in so many parts each. */
  static void writeParts(Path folder, Map<String, List<String>> files, int parts) {
    files.forEach(
        (name, lines) -> {
          List<String> rows = lines.subList(1, lines.size());
          for (int part = 0; part < parts; part++) {
            List<String> some = new ArrayList<>(List.of(lines.get(0)));
            some.addAll(rows.subList(part * rows.size() / parts, (part + 1) * rows.size() / parts));
            SharedSession.write(
                folder.resolve(name), "part-" + part + ".csv", String.join("\n", some) + "\n");
          }
        });
  }

  private String any(String... of) {
    return of[random.nextInt(of.length)];
  }

  private String day(int spread) {
    return START.plusDays(20L * number + random.nextInt(spread)).toString();
  }

  private String knownAt() {
    return any("", "", "", "", "2026-04-0" + (1 + random.nextInt(3)) + "T00:00:00Z");
  }

  private String retracted() {
    return any("", "", "", "", "", "", "", "false", "true", "true");
  }

  private void rows(String file, String header, int rows, Supplier<String> row) {
    List<String> lines = new ArrayList<>(List.of(header));
    for (int i = 0; i < rows; i++) {
      String line = row.get();
      lines.add(line);
      if (random.nextInt(12) == 0) {
        lines.add(line);
      }
    }
    files.put(file, lines);
  }

  private void references() {
    List<String> companies = List.of("A", "B", "C", "D").subList(0, Math.min(4, number + 2));
    rows(
        "issuers",
        "issuer_id,name,region,fiscal_year_end_month",
        companies.size(),
        new Supplier<>() {
          private int next;

          @Override
          public String get() {
            String id = companies.get(next++);
            return id + "," + any(id, id, id + " Inc") + ",US," + any("12", "12", "6", "13");
          }
        });
    rows(
        "securities",
        "security_id,issuer_id,ticker,currency,ordinary_per_unit",
        8,
        () -> {
          String line = any("A.1", "A.2", "B.1", "C.1", "D.1", "E.1");
          return line + "," + line.charAt(0) + "," + line + ",USD," + any("", "", "1", "2");
        });
    rows(
        "corporate_actions",
        "security_id,ex_date,action,value",
        4,
        () -> any("A.1", "B.1", "C.1") + "," + day(30) + ",split," + any("2", "5", "-1"));
  }

  private void series() {
    rows(
        "prices",
        "security_id,trade_date,close,high,low,known_at,retracted",
        150,
        () ->
            any("A.1", "A.2", "B.1", "C.1", "D.1")
                + ","
                + day(60)
                + ","
                + any("10", "10", "10", "10", "10", "10.0", "10", "16", "16.1", "4", "-1", "x")
                + any(",,", ",,", ",,", ",,", ",11,9", ",9,11", ",20,")
                + ","
                + knownAt()
                + ","
                + retracted());
    rows(
        "shares",
        "security_id,effective_date,shares_outstanding,known_at,retracted",
        40,
        () ->
            any("A.1", "B.1", "C.1")
                + ","
                + day(90)
                + ","
                + any("15", "15", "15", "3", "2.9", "75", "74.9")
                + ","
                + knownAt()
                + ","
                + retracted());
    rows(
        "fx",
        "currency,rate_date,usd_per_unit",
        60,
        () -> any("EUR", "GBP", "JPY") + "," + day(60) + "," + any("0.5", "0.6", "0.61", "0"));
  }

  private void memberships() {
    rows(
        "members",
        "basket_id,issuer_id,subsector,valid_from,valid_to,known_at,retracted",
        30,
        () ->
            any("b", "c")
                + ","
                + any("A", "B", "C", "D")
                + ",S,20"
                + (10 + random.nextInt(16))
                + any("-01-01", "-06-01")
                + ","
                + any("", "2015-01-01", "2023-01-01", "2025-01-01")
                + ","
                + any("", "", "2026-04-01T00:00:00Z", "2026-04-02T00:00:00Z")
                + ","
                + retracted());
  }

  private void others() {
    rows(
        "estimates",
        "issuer_id,metric,period_type,period_end,as_of_date,mean,low,high,currency",
        40,
        () ->
            any("A", "B", "C")
                + ",net_income,"
                + any("FY,2026-12-31", "FY,2026-12-31", "NTM,", "FY,2020-12-31", "NTM,2026-12-31")
                + ","
                + day(40)
                + ","
                + any("1.5,1,2", "1.5,1,2", "2.5,1,2", "3,,", "1.5,1.6,")
                + ",USD");
    rows(
        "flows",
        "channel,trade_date,net_buy,currency",
        20,
        () -> any("S", "N") + "," + day(40) + "," + any("5", "5.0", "-3") + ",HKD");
  }
}
