package org.rerate.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A small market that grows load by load, the same for the same seed: companies with one or two
 * lines in several currencies, depositary receipts, splits, both price bases, vendor caps,
 * estimates and reports of income and EPS, baskets whose members come and go, spin-offs, fiscal
 * years of six months; and the ways in which history changes afterwards, restated for splits or
 * not.
 */
public final class RandomWorld {

  private static final String[] CURRENCIES = {"USD", "CNY", "GBX", "JPY"};
  private static final String[] SUBSECTORS = {"CHIPS", "MEMORY", "CLOUD"};
  private static final LocalDate START = LocalDate.parse("2024-11-18");

  private final Random random;
  private final Map<String, StringBuilder> files = new LinkedHashMap<>();
  private final List<String> issuers = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final List<String> prices = new ArrayList<>();
  private final List<String> estimates = new ArrayList<>();
  private final List<String> memberships = new ArrayList<>();
  private LocalDate today = START;
  private int baskets;

  /** The world of {@code seed}. */
  public RandomWorld(long seed) {
    random = new Random(seed);
  }

  /** Writes the first load: reference data and some weeks of everything. */
  public void begin(Path folder) throws IOException {
    for (int i = 0; i < 7; i++) {
      company();
    }
    for (int i = 0; i < 40; i++) {
      LocalDate longAgo = START.minusDays(400 + random.nextInt(1500));
      price(pick(lines), longAgo, "");
      estimate(pick(issuers), longAgo.plusDays(1), "");
    }
    basket();
    basket();
    for (int day = 0; day < 40; day++) {
      tradingDay();
    }
    write(folder);
  }

  /** Writes one further load of so many changes of random kinds. */
  public void change(Path folder, int changes) throws IOException {
    for (int i = 0; i < changes; i++) {
      switch (random.nextInt(11)) {
        case 0, 1, 2 -> tradingDay();
        case 3 -> correctedPrice();
        case 4 -> retractedPrice();
        case 5 -> lateEstimate();
        case 6 -> changedMembership();
        case 7 -> basket();
        case 8 -> lateRate();
        case 9 -> lateReferences();
        default -> company();
      }
    }
    write(folder);
  }

  /** Writes one further load that restates the past in so many ways, known on the last day. */
  public void restate(Path folder, int changes) throws IOException {
    for (int i = 0; i < changes; i++) {
      switch (random.nextInt(5)) {
        case 0 -> correctedPrice();
        case 1 -> retractedPrice();
        case 2 -> changedMembership();
        case 3 -> lateRate();
        default -> lateReferences();
      }
    }
    write(folder);
  }

  /** The last trading day so far; what is restated becomes known in the course of it. */
  public LocalDate today() {
    return today;
  }

  private void company() {
    String issuer = "I" + issuers.size();
    issuers.add(issuer);
    row("issuers", "issuer_id,name,region", issuer + ",Company " + issuer + "," + pick("US", "CN"));
    int count = random.nextInt(5) == 0 ? 0 : 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      line(issuer, i);
    }
    if (count == 0 || random.nextInt(4) == 0) {
      row(
          "market_caps",
          "issuer_id,trade_date,market_cap,currency",
          issuer + "," + past(30) + "," + amount(5e9) + "," + pick("USD", "CNY"));
    }
    for (int i = 0; i < 4; i++) {
      estimate(issuer, past(60), "");
    }
    if (random.nextBoolean()) {
      row(
          "actuals",
          ACTUALS,
          issuer
              + pick(",net_income", ",net_debt", ",book_value")
              + ",FY,2023-12-31,"
              + amount(1e8)
              + ",USD,"
              + past(40)
              + ",,,"
              + months());
    }
  }

  private static final String ACTUALS =
      "issuer_id,metric,period_type,period_end,value,currency,reported_on,known_at,adjusted_to,"
          + "period_months";

  /** A short year now and then. */
  private String months() {
    return random.nextInt(8) == 0 ? "6" : "";
  }

  private void line(String issuer, int number) {
    String line = issuer + "L" + number;
    lines.add(line);
    boolean receipt = number == 1 && random.nextBoolean();
    String listed = random.nextInt(4) == 0 ? START.plusDays(random.nextInt(30)).toString() : "";
    row(
        "securities",
        "security_id,issuer_id,ticker,currency,ordinary_per_unit,is_primary,listed_on,delisted_on",
        line
            + ","
            + issuer
            + ","
            + line
            + ","
            + pick(CURRENCIES)
            + ","
            + (receipt ? "8" : "")
            + ","
            + (number == 0)
            + ","
            + listed
            + ","
            + (random.nextInt(8) == 0 ? START.plusDays(35).toString() : ""));
    if (!receipt) {
      count(line, past(50), "");
    }
  }

  private void count(String line, LocalDate day, String knownAt) {
    row(
        "shares",
        "security_id,effective_date,shares_outstanding,basis,adjusted_to,known_at",
        line
            + ","
            + day
            + ","
            + amount(1e9)
            + ","
            + (random.nextInt(4) == 0 ? "SPLIT_ADJUSTED," + today : ",")
            + ","
            + knownAt);
  }

  private void action(String line, LocalDate day, String action, String value, String knownAt) {
    row(
        "corporate_actions",
        "security_id,ex_date,action,value,known_at",
        line + "," + day + "," + action + "," + value + "," + knownAt);
  }

  private void tradingDay() {
    do {
      today = today.plusDays(1);
    } while (today.getDayOfWeek() == DayOfWeek.SATURDAY
        || today.getDayOfWeek() == DayOfWeek.SUNDAY);
    for (String line : lines) {
      if (random.nextInt(12) > 0) {
        price(line, today, "");
      }
    }
    row("prices", PRICES, lines.get(0) + "," + today + ",11,TOTAL_RETURN,,,");
    for (String currency : new String[] {"CNY", "GBP", "JPY"}) {
      if (random.nextInt(6) > 0) {
        row(
            "fx",
            "currency,rate_date,usd_per_unit,known_at",
            currency + "," + today + "," + amount(1) + ",");
      }
    }
    if (random.nextInt(3) == 0) {
      estimate(issuers.get(random.nextInt(issuers.size())), today, "");
    }
    if (random.nextInt(10) == 0) {
      action(
          pick(lines),
          today,
          pick("price_adjustment", "split", "split", "cash_dividend"),
          pick("2", "0.5"),
          "");
    }
  }

  private static final String PRICES =
      "security_id,trade_date,close,basis,adjusted_to,known_at,retracted";

  private void price(String line, LocalDate day, String knownAt) {
    boolean adjusted = random.nextInt(6) == 0;
    String key = line + "," + day;
    prices.add(key + "," + (adjusted ? "SPLIT_ADJUSTED" : "AS_TRADED"));
    row(
        "prices",
        PRICES,
        key
            + ","
            + amount(100)
            + ","
            + (adjusted ? "SPLIT_ADJUSTED," + day.plusDays(random.nextInt(5)) : ",")
            + ","
            + knownAt
            + ",");
  }

  private void estimate(String issuer, LocalDate day, String knownAt) {
    String metric = pick("eps", "net_income", "net_income", "revenue", "ebit", "dividends");
    boolean ntm = random.nextInt(8) == 0;
    String end = pick("2024-12-31", "2025-12-31", "2026-12-31", "2025-03-31", "2026-03-31");
    String period = ntm ? "NTM," : "FY," + end;
    double mean =
        metric.equals("eps") ? random.nextDouble() * 9 - 1 : random.nextDouble() * 4e8 - 4e7;
    estimates.add(issuer + "," + metric + "," + period + "," + day);
    row(
        "estimates",
        ESTIMATES,
        issuer
            + ","
            + metric
            + ","
            + period
            + ","
            + day
            + ","
            + mean
            + ","
            + (1 + random.nextInt(9))
            + ","
            + pick("USD", "CNY")
            + ","
            + knownAt
            + ",,"
            + (metric.equals("eps") && random.nextBoolean() ? today : "")
            + ","
            + (ntm ? "" : months())
            + ","
            + pick("", String.valueOf(Math.abs(mean) / 8)));
  }

  private static final String ESTIMATES =
      "issuer_id,metric,period_type,period_end,as_of_date,mean,analyst_count,currency,known_at,"
          + "retracted,adjusted_to,period_months,std_dev";

  private void correctedPrice() {
    String[] key = pick(prices).split(",");
    row(
        "prices",
        PRICES,
        key[0]
            + ","
            + key[1]
            + ","
            + amount(100)
            + ","
            + key[2]
            + ","
            + (key[2].equals("SPLIT_ADJUSTED") ? key[1] : "")
            + ","
            + knownNow()
            + ",");
  }

  private void retractedPrice() {
    String[] key = pick(prices).split(",");
    row("prices", PRICES, key[0] + "," + key[1] + ",," + key[2] + ",," + knownNow() + ",true");
  }

  private void lateEstimate() {
    estimate(pick(issuers), past(30), random.nextBoolean() ? "" : knownNow());
    String[] key = pick(estimates).split(",", -1);
    row("estimates", ESTIMATES, String.join(",", key) + ",,,USD," + knownNow() + ",true,,,");
  }

  private void changedMembership() {
    String[] key = pick(memberships).split(",");
    String until = random.nextBoolean() ? past(15).toString() : "";
    if (until.isEmpty() || LocalDate.parse(until).isAfter(LocalDate.parse(key[2]))) {
      row(
          "members",
          MEMBERS,
          key[0]
              + ","
              + key[1]
              + ","
              + pick(SUBSECTORS)
              + ","
              + key[2]
              + ","
              + until
              + ",0.5,"
              + knownNow());
    }
  }

  private static final String MEMBERS =
      "basket_id,issuer_id,subsector,valid_from,valid_to,inclusion_factor,known_at";

  private void basket() {
    String basket = "B" + baskets++;
    if (random.nextBoolean()) {
      row("baskets", "basket_id,name", basket + ",Basket");
    }
    for (String issuer : issuers) {
      if (random.nextInt(3) > 0) {
        LocalDate from = past(40);
        memberships.add(basket + "," + issuer + "," + from);
        row(
            "members",
            MEMBERS,
            basket + "," + issuer + "," + pick(SUBSECTORS) + "," + from + ",,,");
      }
    }
  }

  private void lateRate() {
    row(
        "fx",
        "currency,rate_date,usd_per_unit,known_at",
        pick("CNY", "GBP", "JPY") + "," + past(30) + "," + amount(1) + "," + knownNow());
  }

  private void lateReferences() {
    count(pick(lines), past(40), knownNow());
    action(
        pick(lines),
        past(20),
        pick("split", "split", "unit_ratio", "price_adjustment", "cash_dividend"),
        "2",
        knownNow());
    row(
        "actuals",
        ACTUALS,
        pick(issuers)
            + pick(",net_income", ",eps", ",book_value", ",net_debt", ",revenue")
            + ",FY,2023-12-31,"
            + amount(9)
            + ",CNY,"
            + past(9)
            + ","
            + knownNow()
            + ","
            + pick("", today.toString())
            + ","
            + months());
  }

  private String knownNow() {
    return today
        + "T1"
        + random.nextInt(10)
        + ":"
        + (10 + random.nextInt(50))
        + ":"
        + (10 + random.nextInt(50))
        + "Z";
  }

  private LocalDate past(int days) {
    return today.minusDays(random.nextInt(days));
  }

  private double amount(double scale) {
    return scale * (0.5 + random.nextDouble());
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private void row(String file, String header, String cells) {
    files.computeIfAbsent(file, f -> new StringBuilder(header + "\n")).append(cells).append('\n');
  }

  private void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, StringBuilder> file : files.entrySet()) {
      Files.writeString(folder.resolve(file.getKey() + ".csv"), file.getValue());
    }
    files.clear();
  }
}
