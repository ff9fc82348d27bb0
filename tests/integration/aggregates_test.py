"""Sums over the sample's files, against sums of the same files in plain Python."""

import collections
import csv
import decimal
import pathlib

import grpc
import pytest
from karvan.statistics.v1 import aggregate_pb2 as aggregate
from karvan.statistics.v1 import dataset_pb2, observation_pb2, observation_service_pb2

import calls
import processes
import seed

SEED = pathlib.Path(__file__).resolve().parents[1] / "data" / "seed"
ANNUAL, MONTHLY = "datasets/comtrade-annual", "datasets/comtrade-monthly"
MIXED = [aggregate.AGGREGATE_DIFFERENCE_CLASSIFICATION, aggregate.AGGREGATE_DIFFERENCE_VALUATION]


@pytest.fixture(scope="module")
def statistics(tmp_path_factory):
    server = processes.statistics(tmp_path_factory.mktemp("aggregates"))
    stubs = calls.Statistics(server.channel)
    seed.load_statistics(SEED, stubs)
    yield stubs
    server.stop()


Annual = collections.namedtuple("Annual", "reporter partner flow classification product year value")
Monthly = collections.namedtuple("Monthly", "reporter partner flow product month value weight")


def dimensions(*names):
    return [aggregate.AggregateDimension.Value(f"AGGREGATE_DIMENSION_{name.upper()}") for name in names]


def request(kind, dataset, group_by=(), grain="ALL", filter_fields=None, **fields):
    return kind(dataset=dataset, filter=observation_service_pb2.ObservationFilter(**(filter_fields or {})),
                aggregation=aggregate.Aggregation(
                    group_by=dimensions(*group_by), period_grain=aggregate.PeriodGrain.Value(f"PERIOD_GRAIN_{grain}"),
                    **fields))


def ask(statistics, *arguments, page_size=0, **fields):
    """All rows, page by page."""
    query = request(observation_service_pb2.AggregateObservationsRequest, *arguments, **fields)
    query.page_size = page_size
    rows = []
    while True:
        page = statistics.observations.AggregateObservations(query)
        rows += page.rows
        query.page_token = page.next_page_token
        if not page.next_page_token:
            return rows


def stream(statistics, *arguments, **fields):
    """The same rows as (keys, period's first month, value) from columns."""
    query = request(observation_service_pb2.StreamAggregatesRequest, *arguments, **fields)
    rows = []
    for message in statistics.observations.StreamAggregates(query):
        columns = message.columns
        for i, unscaled in enumerate(columns.values.unscaled):
            keys = tuple(column.codes[column.indexes[i]] for column in columns.keys)
            month = columns.periods.first_months[i] if columns.periods.first_months else None
            rows.append((keys, month, decimal.Decimal(unscaled).scaleb(-columns.values.scale)))
    return rows


def sums_of(rows):
    """{(keys, period): (value, cells, missing values)} of an answer."""
    sums = {(tuple(row.keys), row.period): (decimal.Decimal(row.value or 0), row.cells, row.missing_values)
            for row in rows}
    assert len(sums) == len(rows)
    return sums


def annual_cells():
    """The cells of the annual files; partners as Comtrade's numbers, 0 is the World."""
    flows = {"Import": "M", "Export": "X", "Re-Export": "RX"}
    for name in ("hs27", "hs44"):
        with open(SEED / f"data/comtrade-annual/{name}-kaz-tjk.csv", newline="", encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                yield Annual(row["Reporter ISO"], int(row["Partner Code"]), flows[row["Trade Flow"]], row["Classification"],
                       row["Commodity Code"], row["Year"], decimal.Decimal(row["Trade Value (US$)"]))


def monthly_cells():
    """The cells of the monthly file."""
    with open(SEED / "data/comtrade-monthly/fish-kaz-tjk.csv", newline="", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            assert row["partnerISO"] != "W00"
            yield Monthly(row["reporterISO"], row["partnerISO"], row["flowCode"], row["cmdCode"], row["period"],
                   decimal.Decimal(row["primaryValue"]), decimal.Decimal(row["netWgt"]) if row["netWgt"] else None)


def sum_up(cells, key):
    """{key: (sum, cells, none missing)}; cells whose key is None are left out."""
    sums = collections.defaultdict(lambda: (decimal.Decimal(0), 0, 0))
    for cell in cells:
        if key(cell) is not None:
            value, count, _ = sums[key(cell)]
            sums[key(cell)] = (value + cell.value, count + 1, 0)
    return dict(sums)


def test_annual_sums_leave_out_the_world(statistics):
    cells = [c for c in annual_cells() if c.reporter == "KAZ" and c.partner != 0]
    expected = sum_up(cells, lambda c: ((c.flow, c.classification, c.product), c.year))
    rows = ask(statistics, ANNUAL, ("flow", "classification", "product"), "YEAR",
               {"reporters": ["KAZ"], "products": ["27", "44"]}, page_size=50)
    assert sums_of(rows) == expected
    assert len(expected) == 92
    assert all((row.longer_cells, row.months_present) == (row.cells, 12) for row in rows)
    assert [tuple(row.keys) for row in rows] == sorted(tuple(row.keys) for row in rows)


def test_annual_world_stands_beside_the_sum(statistics):
    cells = [c for c in annual_cells()
             if (c.reporter, c.flow, c.classification, c.product) == ("KAZ", "M", "H1", "27")]
    sums = sum_up(cells, lambda c: c.year if c.partner != 0 else None)
    worlds = sum_up(cells, lambda c: c.year if c.partner == 0 else None)
    rows = ask(statistics, ANNUAL, (), "YEAR", {"reporters": ["KAZ"], "flows": ["M"], "classifications": ["H1"],
                                                "products": ["27"]}, include_reported=True)
    assert {row.period: decimal.Decimal(row.value) for row in rows} == {year: sum_[0] for year, sum_ in sums.items()}
    reported = {row.period: decimal.Decimal(row.reported[0].value) for row in rows if row.reported}
    assert reported == {year: sum_[0] for year, sum_ in worlds.items() if year in sums}
    assert reported
    assert all(list(row.reported[0].parts) == [aggregate.ReportedTotal.PART_PARTNER] for row in rows if row.reported)


def test_classifications_are_not_mixed(statistics):
    query = request(observation_service_pb2.AggregateObservationsRequest, ANNUAL,
                    filter_fields={"reporters": ["KAZ"], "flows": ["M"], "products": ["27"]})
    failure = calls.fails(statistics.observations.AggregateObservations, query)
    assert (failure.code, failure.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "AGGREGATE_MIXED")
    assert failure.metadata["differs"] == "classification"


def quarter(month):
    return f"{month[:4]}-Q{(int(month[4:]) + 2) // 3}"


@pytest.mark.parametrize("grain, period", [
    ("MONTH", lambda month: f"{month[:4]}-{month[4:]}"), ("QUARTER", quarter),
    ("HALF_YEAR", lambda month: f"{month[:4]}-S{1 if month[4:] <= '06' else 2}"),
    ("YEAR", lambda month: month[:4]), ("ALL", lambda month: "")])
def test_monthly_sums(statistics, grain, period):
    expected = sum_up(monthly_cells(), lambda c: ((c.reporter, c.flow, c.product[:4]), period(c.month)))
    rows = ask(statistics, MONTHLY, ("reporter", "flow", "product"), grain, product_digits=4, allow_mixed=MIXED,
               page_size=100)
    assert sums_of(rows) == expected
    months = collections.defaultdict(set)
    for cell in monthly_cells():
        months[(cell.reporter, cell.flow, cell.product[:4]), period(cell.month)].add(cell.month)
    assert {(tuple(row.keys), row.period): row.months_present for row in rows} == {
        key: len(value) for key, value in months.items()}


def test_year_to_date(statistics):
    by_month = sum_up(monthly_cells(), lambda c: c.month if (c.reporter, c.flow) == ("RUS", "X") else None)
    rows = ask(statistics, MONTHLY, (), "YEAR_TO_DATE", {"reporters": ["RUS"], "flows": ["X"]}, allow_mixed=MIXED)
    expected = []
    for end in sorted(by_month):
        months = [month for month in by_month if month[:4] == end[:4] and month <= end]
        expected.append((sum(by_month[month][0] for month in months), len(months)))
    assert [(decimal.Decimal(row.value), row.months_present) for row in rows] == expected


def test_rolling_years(statistics):
    months = sum_up(monthly_cells(), lambda c: int(c.month[:4]) * 12 + int(c.month[4:]) - 1 if c.flow == "X" else None)
    rows = stream(statistics, MONTHLY, (), "ROLLING_YEAR", {"flows": ["X"]}, allow_mixed=MIXED)
    expected = {first: sum(months[first + i][0] for i in range(12)) for first in months
                if all(first + i in months for i in range(12))}
    assert expected
    assert {month: value for _, month, value in rows} == expected


def test_streams_give_the_same_rows(statistics):
    asked = (MONTHLY, ("partner", "product"), "MONTH", {"flows": ["M"]})
    rows = ask(statistics, *asked, product_digits=2, allow_mixed=MIXED)
    streamed = stream(statistics, *asked, product_digits=2, allow_mixed=MIXED, order=aggregate.AGGREGATE_ORDER_KEY)
    period = lambda month: f"{month // 12}-{month % 12 + 1:02}"
    assert [(keys, period(month), value) for keys, month, value in streamed] == [
        (tuple(row.keys), row.period, decimal.Decimal(row.value)) for row in rows]


def test_top_and_remainder(statistics):
    sums = sum_up(monthly_cells(), lambda c: c.product if c.flow in ("X", "M") else None)
    ranking = sorted(sums, key=lambda code: (-sums[code][0], code))
    rows = ask(statistics, MONTHLY, ("product",), "ALL", {"flows": ["X", "M"]}, product_digits=6, allow_mixed=MIXED,
               order=aggregate.AGGREGATE_ORDER_VALUE_DESCENDING, top=3, remainder=True)
    assert [tuple(row.keys) for row in rows] == [(code,) for code in ranking[:3]] + [()]
    assert [decimal.Decimal(row.value) for row in rows[:3]] == [sums[code][0] for code in ranking[:3]]
    assert decimal.Decimal(rows[3].value) == sum(sums[code][0] for code in ranking[3:])
    assert [row.remainder for row in rows] == [False, False, False, True]


def test_weights(statistics):
    weights = collections.defaultdict(decimal.Decimal)
    missing = collections.Counter()
    for cell in monthly_cells():
        if cell.weight is None:
            missing[cell.flow] += 1
        else:
            weights[cell.flow] += cell.weight
    rows = ask(statistics, MONTHLY, ("flow",), measures=[aggregate.AGGREGATE_MEASURE_NET_WEIGHT], allow_mixed=MIXED)
    assert {row.keys[0]: decimal.Decimal(row.net_weight) for row in rows} == weights
    assert {row.keys[0]: row.missing_net_weights for row in rows if row.missing_net_weights} == missing
    assert all(row.value == "" for row in rows)


def test_cumulative_figures_of_an_agency(statistics):
    rows = ask(statistics, "datasets/tjk-agency", ("flow",), "YEAR_TO_DATE", {"products": ["TOTAL"]})
    assert [(row.keys[0], row.period, row.value, row.longer_cells, row.months_present) for row in rows] == [
        ("M", "2023", "893000000", 1, 12), ("T", "2024-01-01/P4M", "441600000", 1, 4),
        ("T", "2024-01-01/P5M", "550000000", 1, 5), ("X", "2023", "255800000", 1, 12)]
    turnover = ask(statistics, "datasets/tjk-agency", (), "YEAR", {"products": ["TOTAL"], "flows": ["X", "M"]})
    assert [(row.period, row.value, row.cells) for row in turnover] == [("2023", "1148800000", 2)]


def test_sums_in_another_currency(statistics):
    rates = statistics.create_dataset("tenge", kind=dataset_pb2.Dataset.KIND_REFERENCE_SERIES, currency_code="KZT")
    months = sorted({cell.month for cell in monthly_cells()})
    tenge = {month: decimal.Decimal(42000 + 137 * i) / 100 for i, month in enumerate(months)}
    statistics.release(rates, calls.rows(*(f"KAZ,USA,RATE_AVG,{month[:4]}-{month[4:]},{rate},0,"
                                           for month, rate in tenge.items())))
    conversion = aggregate.CurrencyConversion(
        rates=rates, series=observation_pb2.SeriesKey(reporter="KAZ", partner="USA", flow="RATE_AVG"),
        quote=aggregate.CurrencyConversion.QUOTE_TARGET_PER_SOURCE, currency_code="KZT", digits=0)
    for quote, convert in ((aggregate.CurrencyConversion.QUOTE_TARGET_PER_SOURCE, lambda value, rate: value * rate),
                           (aggregate.CurrencyConversion.QUOTE_SOURCE_PER_TARGET, lambda value, rate: value / rate)):
        conversion.quote = quote
        expected = collections.defaultdict(decimal.Decimal)
        with decimal.localcontext(decimal.Context(prec=60)):
            for cell in monthly_cells():
                if cell.flow == "M":
                    expected[cell.month[:4]] += convert(cell.value, tenge[cell.month])
            expected = {year: value.quantize(decimal.Decimal(1), decimal.ROUND_HALF_EVEN)
                        for year, value in expected.items()}
        rows = ask(statistics, MONTHLY, (), "YEAR", {"flows": ["M"]}, allow_mixed=MIXED, conversion=conversion)
        assert {row.period: decimal.Decimal(row.value) for row in rows} == expected
