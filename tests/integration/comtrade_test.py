"""The extracts of UN Comtrade: sums over the wire equal sums over the raw files."""

import collections
import csv
import hashlib
import io
from decimal import Decimal

import pytest
from karvan.statistics.v1 import observation_pb2, observation_service_pb2, release_service_pb2

import calls
import processes
import seed

DATA = processes.SEED / "data"
LEGACY_FLOWS = {"1": "M", "2": "X", "3": "RX", "4": "RM"}


@pytest.fixture(scope="module")
def statistics(tmp_path_factory):
    server = processes.statistics(tmp_path_factory.mktemp("comtrade"))
    stubs = calls.Statistics(server.channel)
    seed.load_statistics(processes.SEED, stubs)
    yield stubs
    server.stop()


def legacy_rows():
    for name in ("hs27-kaz-tjk.csv", "hs44-kaz-tjk.csv"):
        with open(DATA / "comtrade-annual" / name, encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def legacy_area(iso, code):
    return "W00" if iso == "WLD" or code == "0" else iso or f"{int(code):03}"


def legacy_totals():
    """Sums by reporter, partner, flow and year, and the number of rows of each."""
    totals = collections.defaultdict(lambda: [0, Decimal(0)])
    for row in legacy_rows():
        key = (legacy_area(row["Reporter ISO"], row["Reporter Code"]),
               legacy_area(row["Partner ISO"], row["Partner Code"]),
               LEGACY_FLOWS[row["Trade Flow Code"]], row["Year"])
        totals[key][0] += 1
        totals[key][1] += Decimal(row["Trade Value (US$)"])
    return dict(totals)


def monthly_rows():
    with open(DATA / "comtrade-monthly" / "fish-kaz-tjk.csv", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def monthly_totals(rows):
    totals = collections.defaultdict(lambda: [0, Decimal(0)])
    for row in rows:
        key = (row["reporterISO"], "W00" if row["partnerCode"] == "0" else row["partnerISO"], row["flowCode"],
               row["refYear"])
        totals[key][0] += 1
        totals[key][1] += Decimal(row["primaryValue"])
    return dict(totals)


def sums(cells):
    totals = collections.defaultdict(lambda: [0, Decimal(0)])
    for cell in cells:
        key = (cell.series.reporter, cell.series.partner, cell.series.flow, cell.period[:4])
        totals[key][0] += 1
        totals[key][1] += Decimal(cell.value) * Decimal(10) ** cell.unit_multiplier
    return dict(totals)


def test_annual_totals_by_query_and_by_stream(statistics):
    expected = legacy_totals()
    assert len(expected) > 500
    assert sums(statistics.query("datasets/comtrade-annual")) == expected
    assert sums(statistics.stream("datasets/comtrade-annual")) == expected


@pytest.mark.parametrize("page_size", [7, 10_000])
def test_pages_of_any_size_hold_the_same_cells(statistics, page_size):
    filters = {"reporters": ["KAZ", "TJK"], "products": ["44"]}
    assert statistics.query("datasets/comtrade-annual", page_size, **filters) == statistics.stream(
        "datasets/comtrade-annual", **filters)


def test_filters_choose_what_python_chooses(statistics):
    for reporter, partner, flow, years in (
            ("KAZ", "TJK", "X", ("1992", "2017")), ("TJK", "W00", "M", ("2000", "2000")),
            ("KAZ", "W00", "M", ("2005", "2010"))):
        expected = {key: total for key, total in legacy_totals().items()
                    if key[:3] == (reporter, partner, flow) and years[0] <= key[3] <= years[1]}
        assert expected
        assert sums(statistics.query(
            "datasets/comtrade-annual", reporters=[reporter], partners=[partner], flows=[flow],
            first_period=years[0], last_period=years[1])) == expected


def test_every_annual_cell_is_its_row(statistics):
    cells = {(c.series.classification, c.series.reporter, c.series.partner, c.series.flow, c.series.product,
              c.period): c for c in statistics.query("datasets/comtrade-annual", page_size=10_000)}
    count = 0
    for row in legacy_rows():
        cell = cells[(row["Classification"], legacy_area(row["Reporter ISO"], row["Reporter Code"]),
                      legacy_area(row["Partner ISO"], row["Partner Code"]),
                      LEGACY_FLOWS[row["Trade Flow Code"]], row["Commodity Code"], row["Period"])]
        assert Decimal(cell.value) == Decimal(row["Trade Value (US$)"])
        assert (cell.net_weight or None) == (row["Netweight (kg)"] or None)
        count += 1
    assert count == len(cells)


def test_monthly_totals(statistics):
    assert sums(statistics.query("datasets/comtrade-monthly")) == monthly_totals(monthly_rows())
    assert sums(statistics.stream("datasets/comtrade-monthly")) == monthly_totals(monthly_rows())


def test_parts_are_never_summed_with_their_total(statistics):
    """A row of the extract, and parts of it by mode of transport, procedure and second partner."""
    total = next(monthly_rows())
    parts = [{**total, "motCode": "2100", "primaryValue": "100.5"},
             {**total, "motCode": "3200", "primaryValue": "61"},
             {**total, "customsCode": "C01", "primaryValue": "1"},
             {**total, "partner2Code": "156", "partner2ISO": "CHN", "primaryValue": "2"}]
    file = io.StringIO()
    writer = csv.DictWriter(file, total.keys())
    writer.writeheader()
    writer.writerows([total, *parts])
    dataset = statistics.create_dataset("parts")
    statistics.release(dataset, file.getvalue().encode())

    def values(**filters):
        cells = statistics.query(dataset, **filters)
        assert cells == statistics.stream(dataset, **filters)
        return sorted(Decimal(c.value) for c in cells)

    assert values() == [Decimal(total["primaryValue"])]
    assert values(transport_modes=["2100", "3200"]) == [Decimal("61"), Decimal("100.5")]
    assert values(customs_procedures=["C01"]) == [1]
    assert values(second_partners=["CHN"]) == [2]
    assert len(values(transport_modes=["*"])) == 3
    assert len(values(transport_modes=["*"], customs_procedures=["*"], second_partners=["*"])) == 5


def test_series_is_packed_exactly(statistics):
    answer = statistics.observations.GetSeries(observation_service_pb2.GetSeriesRequest(
        dataset="datasets/comtrade-annual",
        series=observation_pb2.SeriesKey(reporter="KAZ", partner="W00", flow="X", classification="H2",
                                         product="27")))
    expected = {row["Year"]: Decimal(row["Trade Value (US$)"]) for row in legacy_rows()
                if (row["Reporter ISO"], row["Partner ISO"], row["Trade Flow Code"], row["Classification"],
                    row["Commodity Code"]) == ("KAZ", "WLD", "2", "H2", "27")}
    assert expected
    assert list(answer.periods.month_counts) in ([12], [12] * len(expected))
    values = answer.values
    assert not values.missing and not values.exceptions
    assert {str(first // 12): Decimal(unscaled).scaleb(-values.scale)
            for first, unscaled in zip(answer.periods.first_months, values.unscaled)} == expected


def test_a_series_that_is_not_there_has_no_rows(statistics):
    answer = statistics.observations.GetSeries(observation_service_pb2.GetSeriesRequest(
        dataset="datasets/comtrade-annual",
        series=observation_pb2.SeriesKey(reporter="KAZ", partner="W00", flow="X", classification="H6",
                                         product="99")))
    assert not answer.periods.first_months and not answer.values.unscaled


def test_releases_tell_what_was_imported(statistics):
    release = statistics.releases.GetRelease(
        release_service_pb2.GetReleaseRequest(name="datasets/comtrade-annual/releases/1"))
    files = [DATA / "comtrade-annual" / f"hs{chapter}-kaz-tjk.csv" for chapter in ("27", "44")]
    assert [f.sha256 for f in release.files] == [hashlib.sha256(f.read_bytes()).hexdigest() for f in files]
    assert [f.size_bytes for f in release.files] == [f.stat().st_size for f in files]
    assert release.observation_count == sum(1 for _ in legacy_rows())
    assert (release.problem_count, release.sequence) == (0, 1)
