-- The sums that Karvan keeps beside the base rows, as tables that Q4 and Q5 can read instead.
CREATE TABLE trade_by_partner AS
SELECT reporter, year(period) AS year, partner, sum(value) AS value
FROM trade GROUP BY ALL ORDER BY ALL;
CREATE TABLE trade_by_product AS
SELECT flow, year(period) AS year, reporter, product, sum(value) AS value
FROM trade GROUP BY ALL ORDER BY ALL;
