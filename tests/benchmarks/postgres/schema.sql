-- What an administrator of PostgreSQL would make of the data. Codes and months are texts in the order of
-- their bytes, which is the fastest order that PostgreSQL has for texts.
CREATE TABLE trade (
  reporter      text COLLATE "C" NOT NULL,
  partner       text COLLATE "C" NOT NULL,
  flow          text COLLATE "C" NOT NULL,
  product       text COLLATE "C" NOT NULL,
  period        text COLLATE "C" NOT NULL,
  value         numeric(18, 2)   NOT NULL,
  net_weight    numeric(18, 0)   NOT NULL,
  quantity      numeric(18, 0)   NOT NULL,
  quantity_unit text COLLATE "C" NOT NULL,
  PRIMARY KEY (reporter, partner, flow, product, period)
);
CREATE INDEX trade_by_month ON trade (reporter, period) INCLUDE (partner, flow, product, value);
CREATE INDEX trade_months ON trade USING brin (period);
