"""Files with faults: each row that cannot be read is told with line, column and value; nothing of it shows."""

import csv
import io
import zlib

import grpc
import pytest
from karvan.statistics.v1 import release_pb2, release_service_pb2

import calls
import processes

LEGACY_HEADER = ("Classification,Year,Period,Period Desc.,Aggregate Level,Is Leaf Code,Trade Flow Code,Trade Flow,"
                 "Reporter Code,Reporter,Reporter ISO,Partner Code,Partner,Partner ISO,Commodity Code,Commodity,"
                 "Qty Unit Code,Qty Unit,Qty,Netweight (kg),Trade Value (US$),Flag")
GOOD = ('H3,2010,2010,2010,2,0,1,Import,398,Kazakhstan,KAZ,762,Tajikistan,TJK,44,"Wood, and articles",1,'
        'No Quantity,,,1500,0')
ALSO_GOOD = GOOD.replace("2010", "2011")


@pytest.fixture(scope="module")
def statistics(tmp_path_factory):
    server = processes.statistics(tmp_path_factory.mktemp("broken"))
    yield calls.Statistics(server.channel)
    server.stop()


@pytest.fixture
def draft(statistics, request):
    """A draft of a new dataset."""
    dataset = statistics.create_dataset(f"draft-{zlib.crc32(request.node.nodeid.encode())}")
    return statistics.create_release(dataset)


def legacy(*rows, end="\n", header=LEGACY_HEADER):
    return end.join((header, *rows, "")).encode()


def dataset_of(release):
    return release.name.rsplit("/releases", 1)[0]


def assert_not_publishable(statistics, draft, reason="RELEASE_HAS_PROBLEMS"):
    failure = calls.fails(statistics.releases.PublishRelease,
                          release_service_pb2.PublishReleaseRequest(name=draft.name))
    assert (failure.code, failure.reason, failure.domain) == (
        grpc.StatusCode.FAILED_PRECONDITION, reason, "karvan")
    assert statistics.query(dataset_of(draft)) == []
    assert statistics.stream(dataset_of(draft)) == []
    return failure


def changed(**columns):
    """The good row with other values in some columns."""
    values = next(csv.reader([GOOD]))
    names = LEGACY_HEADER.split(",")
    for name, value in columns.items():
        values[names.index(name.replace("_", " "))] = value
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(values)
    return out.getvalue()


BROKEN_ROWS = {
    "bad number": ({"Netweight (kg)": "12,5"}, "Netweight (kg)", "12,5"),
    "bad value": ({"Trade Value (US$)": "1500 USD"}, "Trade Value (US$)", "1500 USD"),
    "no value": ({"Trade Value (US$)": ""}, "Trade Value (US$)", ""),
    "bad area": ({"Partner Code": "76x", "Partner ISO": "Tajik"}, "Partner Code", "76x"),
    "bad flow": ({"Trade Flow Code": "9"}, "Trade Flow Code", "9"),
    "bad product": ({"Commodity Code": "4x"}, "Commodity Code", "4x"),
    "bad classification": ({"Classification": "hs"}, "Classification", "hs"),
    "bad period": ({"Period": "201013"}, "Period", "201013"),
}


@pytest.mark.parametrize("fault", BROKEN_ROWS)
def test_bad_field(statistics, draft, fault):
    columns, column, value = BROKEN_ROWS[fault]
    answer = statistics.import_file(draft.name, legacy(GOOD, changed(**columns), ALSO_GOOD))
    assert [(p.line, p.column, p.value) for p in answer.problems] == [(3, column, value)]
    assert answer.problems[0].message
    assert (answer.problem_count, answer.release.problem_count) == (1, 1)
    assert (answer.file.row_count, answer.file.observation_count) == (3, 2)
    assert answer.release.observation_count == 2
    failure = assert_not_publishable(statistics, draft)
    assert failure.metadata["problems"] == "1"


def test_every_bad_field_of_a_row_is_told(statistics, draft):
    row = changed(Period="20x", Trade_Flow_Code="9")
    answer = statistics.import_file(draft.name, legacy(row))
    assert {(p.line, p.column) for p in answer.problems} == {(2, "Period"), (2, "Trade Flow Code")}
    assert_not_publishable(statistics, draft)


@pytest.mark.parametrize("cut, message", [(15, "has 18 fields where the header has 22"), (30, "is not closed")])
def test_truncated_row(statistics, draft, cut, message):
    answer = statistics.import_file(draft.name, legacy(GOOD, ALSO_GOOD)[:-cut])
    assert [(p.line, p.column, p.value) for p in answer.problems] == [(3, "", "")]
    assert message in answer.problems[0].message
    assert_not_publishable(statistics, draft)


def test_quote_that_is_never_closed(statistics, draft):
    answer = statistics.import_file(draft.name, legacy(GOOD, ALSO_GOOD.replace('articles"', "articles")))
    assert [p.line for p in answer.problems] == [3]
    assert_not_publishable(statistics, draft)


def test_wrong_header(statistics, draft):
    failure = calls.fails(statistics.import_file, draft.name,
                          legacy(GOOD, header=LEGACY_HEADER.replace("Trade Flow Code", "Direction")))
    assert (failure.code, failure.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "HEADER_INVALID")
    assert failure.metadata["columns"] == "Trade Flow Code"
    assert_not_publishable(statistics, draft, "RELEASE_EMPTY")


def test_unknown_header(statistics, draft):
    failure = calls.fails(statistics.import_file, draft.name, b"year,amount\n2010,1\n")
    assert (failure.code, failure.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "FORMAT_UNKNOWN")
    assert failure.metadata["header"] == "year,amount"


def test_header_of_another_format_than_said(statistics, draft):
    failure = calls.fails(statistics.import_file, draft.name, legacy(GOOD),
                          file_format=release_pb2.FILE_FORMAT_COMTRADE_PLUS_CSV)
    assert (failure.code, failure.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "HEADER_INVALID")


def test_empty_file(statistics, draft):
    failure = calls.fails(statistics.import_file, draft.name, b"")
    assert (failure.code, failure.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "FORMAT_UNKNOWN")
    assert_not_publishable(statistics, draft, "RELEASE_EMPTY")


GOOD_FILES = {
    "plain": legacy(GOOD, ALSO_GOOD),
    "Latin-1 text": legacy(GOOD, ALSO_GOOD.replace("Wood,", "Côte, bois")).decode().encode("latin-1"),
    "byte-order mark": b"\xef\xbb\xbf" + legacy(GOOD, ALSO_GOOD),
    "CRLF": legacy(GOOD, ALSO_GOOD, end="\r\n"),
    "trailing comma": legacy(GOOD + ",", ALSO_GOOD + ","),
    "trailing comma in the header too": legacy(GOOD + ",", ALSO_GOOD + ",", header=LEGACY_HEADER + ","),
    "no line break at the end": legacy(GOOD, ALSO_GOOD)[:-1],
    "empty lines": legacy(GOOD, "", ALSO_GOOD, "", ""),
    "all at once": b"\xef\xbb\xbf" + legacy(GOOD + ",", ALSO_GOOD + ",", end="\r\n"),
}


@pytest.mark.parametrize("piece", [1, 1 << 16])
@pytest.mark.parametrize("kind", GOOD_FILES)
def test_harmless_oddities_are_read(statistics, draft, kind, piece):
    answer = statistics.import_file(draft.name, GOOD_FILES[kind], piece=piece)
    assert not answer.problems
    assert answer.file.format == release_pb2.FILE_FORMAT_COMTRADE_LEGACY_CSV
    assert (answer.file.row_count, answer.file.observation_count) == (2, 2)
    statistics.publish(draft.name)
    assert [(c.period, c.series.reporter, c.series.partner, c.series.flow, c.series.classification,
             c.series.product, c.value) for c in statistics.query(dataset_of(draft))] == [
        (year, "KAZ", "TJK", "M", "H3", "44", "1500") for year in ("2010", "2011")]


def test_latin_1_unit_is_kept_as_text(statistics, draft):
    row = changed(Qty_Unit_Code="8", Qty_Unit="mètre", Qty="3").encode("latin-1")
    answer = statistics.import_file(draft.name, LEGACY_HEADER.encode() + b"\n" + row)
    assert not answer.problems
    statistics.publish(draft.name)
    (cell,) = statistics.query(dataset_of(draft))
    assert (cell.quantity, cell.quantity_unit) == ("3", "mètre")


def test_utf_16_is_refused(statistics, draft):
    failure = calls.fails(statistics.import_file, draft.name, legacy(GOOD).decode().encode("utf-16"))
    assert failure.code == grpc.StatusCode.INVALID_ARGUMENT
    assert "UTF-16" in failure.message


def test_a_row_given_twice(statistics, draft):
    answer = statistics.import_file(draft.name, legacy(GOOD, ALSO_GOOD, changed(**{"Trade Value (US$)": "7"})))
    assert [p.line for p in answer.problems] == [4]
    assert_not_publishable(statistics, draft)


def test_only_the_first_thousand_problems_are_listed(statistics, draft):
    answer = statistics.import_file(draft.name, legacy(*[changed(Trade_Flow_Code="9")] * 1500))
    assert (len(answer.problems), answer.problem_count) == (1000, 1500)
    assert [answer.problems[0].line, answer.problems[-1].line] == [2, 1001]


def test_an_abandoned_draft_takes_nothing_more(statistics, draft):
    statistics.import_file(draft.name, legacy(changed(Trade_Flow_Code="9")))
    abandoned = statistics.releases.AbandonRelease(
        release_service_pb2.AbandonReleaseRequest(name=draft.name))
    assert abandoned.state == release_pb2.Release.STATE_ABANDONED
    failure = calls.fails(statistics.import_file, draft.name, legacy(GOOD))
    assert (failure.code, failure.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "RELEASE_STATE")
    assert failure.metadata["state"]
    assert statistics.query(dataset_of(draft)) == []


def test_messages_out_of_order(statistics, draft):
    messages = list(calls.import_messages(draft.name, legacy(GOOD)))
    for wrong in ([], messages[1:], [messages[0], messages[0]]):
        failure = calls.fails(statistics.releases.ImportObservations, iter(wrong))
        assert failure.code == grpc.StatusCode.INVALID_ARGUMENT
    assert_not_publishable(statistics, draft, "RELEASE_EMPTY")
