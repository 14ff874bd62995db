package org.rerate.jobs.synthetic;

import org.rerate.domain.Days;

/** Writes a company's rows of one file of the feed. */
interface CompanyFile {

  /** Writes them in order of line and day. */
  void write(World world, Company company, RowSink sink);

  /** {@code issuers}: one row, for a few a second one with a new name. */
  static void issuers(World world, Company company, RowSink sink) {
    Draws draws = company.draws("issuer");
    Market market = company.market;
    sink.row(
        RowSink.ALWAYS,
        null,
        false,
        company.id,
        "Company " + company.number,
        market.name(),
        market.domicile(),
        company.reporting,
        company.yearEnd);
    if (draws.chance(0.02)) {
      int day = draws.between(world.universe.firstDay(), world.universe.finalDay());
      sink.row(
          day,
          Days.endOf(day),
          false,
          company.id,
          "Company " + company.number + " Holdings",
          market.name(),
          market.domicile(),
          company.reporting,
          company.yearEnd);
    }
  }

  /** {@code securities}: one row a line, a second one once its delisting was announced. */
  static void securities(World world, Company company, RowSink sink) {
    Draws draws = company.draws("securities");
    boolean sinceEver = company.listedOn < world.universe.firstDay() && draws.chance(0.3);
    Integer listed = sinceEver ? null : (Integer) company.listedOn;
    for (ListedLine line : company.lines) {
      security(company, line, RowSink.ALWAYS, null, listed, null, sink);
      if (company.delistedOn != Company.NEVER) {
        int day = company.delistedOn - 20;
        security(company, line, day, ShareLife.evening(day), listed, company.delistedOn, sink);
      }
    }
  }

  private static void security(
      Company company,
      ListedLine line,
      int day,
      Long known,
      Integer listed,
      Integer delisted,
      RowSink sink) {
    sink.row(
        day,
        known,
        false,
        line.id(),
        company.id,
        line.id().substring(1),
        line.mic(),
        line.quoted(),
        line.shareClass(),
        line.ordinaryPerUnit(),
        line.primary(),
        listed,
        delisted);
  }

  /** {@code shares}: a count a quarter for every counted line. */
  static void shares(World world, Company company, RowSink sink) {
    ShareLife path = new ShareLife(world, company);
    if (!path.isTraded()) {
      return;
    }
    Delivery delivery = new Delivery(0.02, 0.01, 0, 60);
    int late = company.draws("first count").chance(0.02) ? 40 : 0;
    for (ListedLine line : company.lines) {
      if (!line.isCounted()) {
        continue;
      }
      Draws draws = company.draws("shares " + line.id());
      int first = Math.max(company.listedOn, world.universe.firstDay() - 30) + late;
      count(delivery, draws, line, first, path.shares[0], sink);
      for (int i = 1; i < path.price.length; i++) {
        int day = world.days[path.from + i];
        if ((i + company.number) % 63 == 0 && day > first) {
          count(delivery, draws, line, day, path.shares[i], sink);
        }
      }
    }
  }

  private static void count(
      Delivery delivery, Draws draws, ListedLine line, int day, double shares, RowSink sink) {
    double own = Math.rint(shares * line.sharesOfCompany());
    delivery.send(
        draws,
        day,
        (factor, known, gone) ->
            sink.row(day, known, gone, line.id(), day, Math.rint(own * factor)));
  }

  /** {@code corporate_actions}: splits, dividends, and a new ratio for some receipts. */
  static void actions(World world, Company company, RowSink sink) {
    ShareLife path = new ShareLife(world, company);
    boolean pays = company.draws("dividend").chance(0.3);
    for (ListedLine line : company.lines) {
      for (ShareLife.Split split : path.splits) {
        int day = world.days[split.place()];
        int announced = day - 14;
        sink.row(day, ShareLife.evening(announced), false, line.id(), day, "split", split.ratio());
      }
      int ratio = ReceiptRatio.changeOf(company, line, path);
      if (ratio >= 0) {
        int day = world.days[ratio];
        sink.row(day, null, false, line.id(), day, "unit_ratio", line.ordinaryPerUnit() * 2);
      }
      for (int i = 126; pays && i < path.price.length; i += 126) {
        int day = world.days[path.from + i];
        double amount = line.printed(0.01 * path.price[i]);
        sink.row(day, null, false, line.id(), day, "cash_dividend", amount);
      }
    }
  }

  /**
   * {@code prices}: a close for every day on which its market was open and it was not suspended.
   */
  static void prices(World world, Company company, RowSink sink) {
    ShareLife path = new ShareLife(world, company);
    if (!path.isTraded()) {
      return;
    }
    Delivery delivery = new Delivery(0.002, 0.003, 0.0002, 30);
    Draws pauses = company.draws("suspension");
    boolean suspended = pauses.chance(0.03);
    int pause = suspended ? pauses.below(path.price.length) : path.price.length;
    int resumed = pause + pauses.between(5, 60);
    for (ListedLine line : company.lines) {
      Draws draws = company.draws("close " + line.id());
      int ratio = ReceiptRatio.changeOf(company, line, path);
      for (int i = 0; i < path.price.length; i++) {
        int place = path.from + i;
        boolean quiet = !world.isOpen(company.market, place) || draws.chance(0.002);
        if (quiet || (i >= pause && i < resumed)) {
          continue;
        }
        int day = world.days[place];
        double units = line.ordinaryPerUnit() * (ratio >= 0 && place >= ratio ? 2 : 1);
        double cross =
            world.rate(company.market.currency, place) / world.rate(line.currency(), place);
        double price = path.price[i] * units * line.spread() * cross;
        delivery.send(
            draws,
            day,
            (factor, known, gone) ->
                sink.row(day, known, gone, line.id(), day, line.printed(price * factor)));
      }
    }
  }

  /** {@code estimates}: weekly for three fiscal years, revenue and EPS monthly. */
  static void estimates(World world, Company company, RowSink sink) {
    new Consensus(world, company).estimates(sink);
  }

  /** {@code actuals}: years and quarters as they are reported, few restated. */
  static void actuals(World world, Company company, RowSink sink) {
    new Consensus(world, company).actuals(sink);
  }
}
