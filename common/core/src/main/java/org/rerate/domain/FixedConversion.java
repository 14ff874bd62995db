package org.rerate.domain;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A currency that ceased, at a rate that was fixed for good: the irrevocable rates of the euro, and
 * redenominations that changed the ISO 4217 code. A figure in such a currency stays convertible
 * after its last quoted rate.
 *
 * @param currency the currency that ceased, ISO 4217
 * @param successor the currency that took its place
 * @param unitsPerSuccessor units of the old currency for one of its successor
 * @param since first day of the new currency
 * @param source the act that fixed the rate
 */
public record FixedConversion(
    String currency, String successor, double unitsPerSuccessor, LocalDate since, String source) {

  private static final String COUNCIL_1998 = "Council Regulation (EC) No 2866/98";

  /** Every one that is known; a successor that ceased in its turn is in the list too. */
  public static final List<FixedConversion> ALL =
      List.of(
          euro("ATS", 13.7603, "1999-01-01", COUNCIL_1998),
          euro("BEF", 40.3399, "1999-01-01", COUNCIL_1998),
          euro("DEM", 1.95583, "1999-01-01", COUNCIL_1998),
          euro("ESP", 166.386, "1999-01-01", COUNCIL_1998),
          euro("FIM", 5.94573, "1999-01-01", COUNCIL_1998),
          euro("FRF", 6.55957, "1999-01-01", COUNCIL_1998),
          euro("IEP", 0.787564, "1999-01-01", COUNCIL_1998),
          euro("ITL", 1936.27, "1999-01-01", COUNCIL_1998),
          euro("LUF", 40.3399, "1999-01-01", COUNCIL_1998),
          euro("NLG", 2.20371, "1999-01-01", COUNCIL_1998),
          euro("PTE", 200.482, "1999-01-01", COUNCIL_1998),
          euro("GRD", 340.750, "2001-01-01", "Council Regulation (EC) No 1478/2000"),
          euro("SIT", 239.640, "2007-01-01", "Council Regulation (EC) No 1086/2006"),
          euro("CYP", 0.585274, "2008-01-01", "Council Regulation (EC) No 1135/2007"),
          euro("MTL", 0.429300, "2008-01-01", "Council Regulation (EC) No 1134/2007"),
          euro("SKK", 30.1260, "2009-01-01", "Council Regulation (EC) No 694/2008"),
          euro("EEK", 15.6466, "2011-01-01", "Council Regulation (EU) No 671/2010"),
          euro("LVL", 0.702804, "2014-01-01", "Council Regulation (EU) No 870/2013"),
          euro("LTL", 3.45280, "2015-01-01", "Council Regulation (EU) No 851/2014"),
          euro("HRK", 7.53450, "2023-01-01", "Council Regulation (EU) 2022/1208"),
          euro("BGN", 1.95583, "2026-01-01", "Council Regulation (EU) 2025/1409"),
          renamed("MXP", "MXN", 1_000, "1993-01-01", "Mexico, nuevo peso"),
          renamed("BRR", "BRL", 2_750, "1994-07-01", "Brazil, Plano Real"),
          renamed("PLZ", "PLN", 10_000, "1995-01-01", "Poland, act of 7 July 1994"),
          renamed("RUR", "RUB", 1_000, "1998-01-01", "Russia, decree 822 of 4 August 1997"),
          renamed("BGL", "BGN", 1_000, "1999-07-05", "Bulgaria, redenomination act of 1999"),
          renamed("BYB", "BYR", 1_000, "2000-01-01", "Belarus, redenomination of 2000"),
          renamed("SRG", "SRD", 1_000, "2004-01-01", "Suriname, Surinamese dollar"),
          renamed("TRL", "TRY", 1_000_000, "2005-01-01", "Turkey, law 5083"),
          renamed("ROL", "RON", 10_000, "2005-07-01", "Romania, law 348/2004"),
          renamed("AZM", "AZN", 5_000, "2006-01-01", "Azerbaijan, decree of 7 February 2005"),
          renamed("MZM", "MZN", 1_000, "2006-07-01", "Mozambique, law 7/2005"),
          renamed("SDD", "SDG", 100, "2007-01-10", "Sudan, Sudanese pound of 2007"),
          renamed("GHC", "GHS", 10_000, "2007-07-01", "Ghana, redenomination of 2007"),
          renamed("VEB", "VEF", 1_000, "2008-01-01", "Venezuela, decree 5.229"),
          renamed("TMM", "TMT", 5_000, "2009-01-01", "Turkmenistan, redenomination of 2009"),
          renamed("ZMK", "ZMW", 1_000, "2013-01-01", "Zambia, re-denomination act of 2012"),
          renamed("BYR", "BYN", 10_000, "2016-07-01", "Belarus, edict 450 of 2015"),
          renamed("MRO", "MRU", 10, "2018-01-01", "Mauritania, redenomination of 2018"),
          renamed(
              "STD", "STN", 1_000, "2018-01-01", "Sao Tome and Principe, redenomination of 2018"),
          renamed("VEF", "VES", 100_000, "2018-08-20", "Venezuela, decree 3.548"),
          renamed("SLL", "SLE", 1_000, "2022-07-01", "Sierra Leone, redenomination of 2022"),
          renamed("ANG", "XCG", 1, "2025-03-31", "Curacao and Sint Maarten, Caribbean guilder"));

  /** That of a currency which has ceased by a day, days since 1970. */
  public static Optional<FixedConversion> of(String currency, int day) {
    return ALL.stream()
        .filter(one -> one.currency().equals(currency) && one.since().toEpochDay() <= day)
        .findFirst();
  }

  private static FixedConversion euro(String currency, double units, String since, String source) {
    return new FixedConversion(currency, "EUR", units, LocalDate.parse(since), source);
  }

  private static FixedConversion renamed(
      String currency, String successor, double units, String since, String source) {
    return new FixedConversion(currency, successor, units, LocalDate.parse(since), source);
  }
}
