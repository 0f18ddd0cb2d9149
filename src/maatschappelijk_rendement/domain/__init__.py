"""What everything stands on: words, money, days, findings, columns, objects, prices, instruments."""
