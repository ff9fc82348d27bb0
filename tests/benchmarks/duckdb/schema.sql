-- The same table, in the types that DuckDB compresses best.
CREATE TABLE trade (
  reporter      VARCHAR        NOT NULL,
  partner       VARCHAR        NOT NULL,
  flow          VARCHAR        NOT NULL,
  product       VARCHAR        NOT NULL,
  period        DATE           NOT NULL,
  value         DECIMAL(18, 2) NOT NULL,
  net_weight    BIGINT         NOT NULL,
  quantity      BIGINT         NOT NULL,
  quantity_unit VARCHAR        NOT NULL
);
