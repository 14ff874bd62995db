# A feed of made-up prices, day by day as a vendor delivers a history: -v lines=N -v days=N -v out=FOLDER
BEGIN {
  prices = out "/prices.csv"; issuers = out "/issuers.csv"; securities = out "/securities.csv"
  print "security_id,trade_date,close,open,high,low,volume,currency" > prices
  print "issuer_id,name,region" > issuers
  print "security_id,issuer_id,ticker,currency" > securities
  for (l = 1; l <= lines; l++) {
    printf "I%05d,Name %d,US\n", l, l > issuers
    printf "S%05d.N,I%05d,T%d,USD\n", l, l, l > securities
    close_of[l] = 20 + l % 180
  }
  for (d = 0; d < days; d++) {
    day = strftime("%Y-%m-%d", 946684800 + d * 86400, 1)
    for (l = 1; l <= lines; l++) {
      open_ = close_of[l]
      now = open_ * (1 + ((d * 7919 + l * 104729) % 2003 / 2003 - 0.5) / 25)
      now = now < 1 ? 20 : now > 5000 ? 200 : now
      close_of[l] = now
      high = (open_ > now ? open_ : now) * 1.01
      low = (open_ < now ? open_ : now) * 0.99
      printf "S%05d.N,%s,%.4f,%.4f,%.4f,%.4f,%d,USD\n", l, day, now, open_, high, low, 10000 + (d * 31 + l * 17) % 900000 > prices
    }
  }
}
