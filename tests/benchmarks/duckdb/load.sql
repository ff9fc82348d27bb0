-- Rows of files in the order of their keys: what is asked for together lies together, and row groups that
-- cannot hold it are left out.
INSERT INTO trade
SELECT * FROM read_csv($files, header = true, dateformat = '%Y-%m', columns = {
  'reporter': 'VARCHAR', 'partner': 'VARCHAR', 'flow': 'VARCHAR', 'product': 'VARCHAR', 'period': 'DATE',
  'value': 'DECIMAL(18, 2)', 'net_weight': 'BIGINT', 'quantity': 'BIGINT', 'quantity_unit': 'VARCHAR'})
ORDER BY reporter, partner, flow, product, period
