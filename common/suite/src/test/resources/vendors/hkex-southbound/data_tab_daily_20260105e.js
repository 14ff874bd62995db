tabData = [
  {"id": 0, "date": "2026-01-05", "market": "SSE Northbound", "tradingDay": 1, "content": [
    {"style": 1, "table": {"classname": "tradingTable", "schema": [["Total Turnover"]], "tr": [{"td": [["101,257.88"]]}]}}]},
  {"id": 1, "date": "2026-01-05", "market": "SSE Southbound", "tradingDay": 1, "content": [
    {"style": 1, "table": {"classname": "tradingTable", "schema": [["Total Turnover", "Buy Turnover", "Sell Turnover"]], "tr": [
      {"td": [["60,000.50"]]}, {"td": [["35,000.25"]]}, {"td": [["25,000.25"]]}]}},
    {"style": 2, "table": {"classname": "top10Table", "schema": [["Rank", "Stock Code", "Stock Name", "Buy Turnover", "Sell Turnover", "Total Turnover"]], "tr": [
      {"td": [["1", "00700", "TENCENT", "2,500,000,000", "1,750,000,000", "4,250,000,000"]]},
      {"td": [["2", "09988", "BABA-W", "900,000,000", "1,100,000,000", "2,000,000,000"]]}]}}]},
  {"id": 3, "date": "2026-01-05", "market": "SZSE Southbound", "tradingDay": 0, "content": [
    {"style": 1, "table": {"classname": "tradingTable", "schema": [["Total Turnover", "Buy Turnover", "Sell Turnover"]], "tr": [
      {"td": [["0.00"]]}, {"td": [["0.00"]]}, {"td": [["0.00"]]}]}}]}
];
