package org.rerate.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * A feed of awkward things: names that are markup, a loss, a company without a price, a basket of
 * one, a basket of none. Sixty weekdays of closes that rise by one a day.
 */
final class OddFeed {

  static final LocalDate FIRST = LocalDate.of(2025, 10, 1);
  static final LocalDate LAST = LocalDate.of(2025, 12, 23);
  static final String SCRIPT = "<script>window.pwned = 1</script>";
  static final String BASKET = "Odd </script><script>window.pwned = 2</script> & Söhne {{x}}";

  private OddFeed() {}

  static void write(Path feed) throws IOException {
    Files.createDirectories(feed);
    file(
        feed,
        "issuers",
        "issuer_id,name,region",
        "H1," + SCRIPT + ",CN",
        "H2,\"\"\"Quoted\"\" & 'single' </td></table>\",CN",
        "H3,{{#x}}${y}<img src=x onerror=window.pwned=3>,CN",
        "S1,Solo,US");
    file(
        feed,
        "securities",
        "security_id,issuer_id,ticker,currency,is_primary",
        "H1,H1,H1,USD,true",
        "H2,H2,H2,USD,true",
        "H3,H3,H3,USD,true",
        "S1,S1,S1,USD,true");
    file(feed, "baskets", "basket_id,name", "odd," + BASKET, "solo,Solo basket", "none,Nobody");
    file(
        feed,
        "members",
        "basket_id,issuer_id,subsector,valid_from",
        "odd,H1,<b>A_B</b>,2020-01-01",
        "odd,H2,LOSS,2020-01-01",
        "odd,H3,LOSS,2020-01-01",
        "solo,S1,LOSS,2020-01-01");
    file(
        feed,
        "shares",
        "security_id,effective_date,shares_outstanding",
        "H1,2020-01-01,1000",
        "H2,2020-01-01,1000",
        "H3,2020-01-01,1000",
        "S1,2020-01-01,2000");
    file(feed, "fx", "currency,rate_date,usd_per_unit", "CNY,2025-10-01,0.14");
    List<String> closes = new ArrayList<>();
    int day = 0;
    for (LocalDate date = FIRST; !date.isAfter(LAST); date = date.plusDays(1)) {
      if (date.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0) {
        closes.add("H1," + date + "," + (100 + day));
        closes.add("H2," + date + "," + (50 + day));
        closes.add("S1," + date + "," + (200 + day));
        day++;
      }
    }
    file(feed, "prices", "security_id,trade_date,close", closes.toArray(String[]::new));
    file(
        feed,
        "estimates",
        "issuer_id,metric,period_end,as_of_date,mean,currency",
        "H1,net_income,2025-12-31,2025-09-15,4000,USD",
        "H1,net_income,2026-12-31,2025-09-15,5000,USD",
        "H1,net_income,2026-12-31,2025-12-01,5500,USD",
        "H2,net_income,2025-12-31,2025-09-15,-300,USD",
        "H2,net_income,2026-12-31,2025-09-15,-200,USD",
        "S1,net_income,2025-12-31,2025-09-15,9000,USD",
        "S1,net_income,2026-12-31,2025-09-15,10000,USD",
        "S1,net_income,2026-12-31,2025-12-01,9000,USD");
  }

  private static void file(Path feed, String name, String header, String... lines)
      throws IOException {
    Files.writeString(feed.resolve(name + ".csv"), header + "\n" + String.join("\n", lines) + "\n");
  }

  /** An installation whose reports are of this feed. */
  static void installation(Path home) throws IOException {
    Path reports = Files.createDirectories(home.resolve("conf/reports"));
    Files.createDirectories(home.resolve("conf/methodologies"));
    for (String a : List.of("odd", "none")) {
      Files.writeString(
          reports.resolve(a + ".conf"),
          """
          a = %s
          b = solo
          basis = CY2026
          without = EX_MEMORY
          baskets {
            %s { end = 2025-12-23, since { "<i>Oct</i>" = 2025-10-01 } }
            solo { end = 2025-12-23, since { "<i>Oct</i>" = 2025-10-01 } }
          }
          compared_on = 2025-12-23
          window = 63
          """
              .formatted(a, a));
    }
  }
}
