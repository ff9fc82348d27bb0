"""Files with faults: each row that cannot be read is told with line, column and value; nothing of it shows."""

import csv
import zlib

import grpc
import pytest
from karvan.statistics.v1 import release_pb2, release_service_pb2

import calls
import processes
from csv_layouts import LAYOUTS, TEXT


@pytest.fixture(scope="module")
def statistics(tmp_path_factory):
    server = processes.statistics(tmp_path_factory.mktemp("broken"))
    yield calls.Statistics(server.channel)
    server.stop()


@pytest.fixture(params=LAYOUTS)
def layout(request):
    return LAYOUTS[request.param]


@pytest.fixture
def draft(statistics, request):
    """A draft of a new dataset."""
    dataset = statistics.create_dataset(f"draft-{zlib.crc32(request.node.nodeid.encode())}")
    return statistics.create_release(dataset)


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


FAULTS = [(name, fault) for name, layout in LAYOUTS.items() for fault in layout.broken]


@pytest.mark.parametrize("name, fault", FAULTS)
def test_bad_field(statistics, draft, name, fault):
    layout = LAYOUTS[name]
    columns, column, value = layout.broken[fault]
    answer = statistics.import_file(draft.name, layout.file(layout.row, layout.changed(columns), layout.next_row))
    assert [(p.line, p.column, p.value) for p in answer.problems] == [(3, column, value)]
    assert answer.problems[0].message
    assert (answer.problem_count, answer.release.problem_count) == (1, 1)
    assert (answer.file.row_count, answer.file.observation_count) == (3, 2)
    assert answer.release.observation_count == 2
    failure = assert_not_publishable(statistics, draft)
    assert failure.metadata["problems"] == "1"


def test_every_bad_field_of_a_row_is_told(statistics, draft, layout):
    row = layout.changed({layout.period: "20x", layout.flow: "9"})
    answer = statistics.import_file(draft.name, layout.file(row))
    assert {(p.line, p.column) for p in answer.problems} == {(2, layout.period), (2, layout.flow)}
    assert_not_publishable(statistics, draft)


def test_row_that_ends_early(statistics, draft, layout):
    content = layout.file(layout.row, layout.next_row)
    content = content[:content.rindex(TEXT.encode()) + len(TEXT) + 1]
    fields = len(next(csv.reader([content.decode().splitlines()[-1]])))
    answer = statistics.import_file(draft.name, content)
    assert [(p.line, p.column, p.value) for p in answer.problems] == [(3, "", "")]
    assert f"has {fields} fields where the header has {layout.header.count(',') + 1}" in answer.problems[0].message
    assert_not_publishable(statistics, draft)


def test_row_that_ends_within_quotes(statistics, draft, layout):
    content = layout.file(layout.row, layout.next_row)
    answer = statistics.import_file(draft.name, content[:content.rindex(TEXT.encode()) + 5])
    assert [(p.line, p.column, p.value) for p in answer.problems] == [(3, "", "")]
    assert "is not closed" in answer.problems[0].message
    assert_not_publishable(statistics, draft)


def test_quote_that_is_never_closed(statistics, draft, layout):
    broken = layout.next_row.replace(f'{TEXT}"', TEXT)
    answer = statistics.import_file(draft.name, layout.file(layout.row, broken))
    assert [p.line for p in answer.problems] == [3]
    assert_not_publishable(statistics, draft)


def test_wrong_header(statistics, draft, layout):
    failure = calls.fails(statistics.import_file, draft.name,
                          layout.file(layout.row, header=layout.header.replace(layout.flow, "direction")))
    assert (failure.code, failure.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "HEADER_INVALID")
    assert failure.metadata["columns"] == layout.flow
    assert_not_publishable(statistics, draft, "RELEASE_EMPTY")


def test_unknown_header(statistics, draft):
    failure = calls.fails(statistics.import_file, draft.name, b"year,amount\n2010,1\n")
    assert (failure.code, failure.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "FORMAT_UNKNOWN")
    assert failure.metadata["header"] == "year,amount"


def test_header_of_another_format_than_said(statistics, draft, layout):
    for other in LAYOUTS.values():
        if other != layout:
            failure = calls.fails(statistics.import_file, draft.name, layout.file(layout.row),
                                  file_format=other.format)
            assert (failure.code, failure.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "HEADER_INVALID")


def test_empty_file(statistics, draft):
    failure = calls.fails(statistics.import_file, draft.name, b"")
    assert (failure.code, failure.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "FORMAT_UNKNOWN")
    assert_not_publishable(statistics, draft, "RELEASE_EMPTY")


ODDITIES = {
    "plain": lambda layout: layout.file(layout.row, layout.next_row),
    "Latin-1 text": lambda layout: layout.file(
        layout.row, layout.next_row.replace("Wood,", "Côte, bois")).decode().encode("latin-1"),
    "byte-order mark": lambda layout: b"\xef\xbb\xbf" + layout.file(layout.row, layout.next_row),
    "CRLF": lambda layout: layout.file(layout.row, layout.next_row, end="\r\n"),
    "trailing comma": lambda layout: layout.file(layout.row + ",", layout.next_row + ","),
    "trailing comma in the header too": lambda layout: layout.file(
        layout.row + ",", layout.next_row + ",", header=layout.header + ","),
    "no line break at the end": lambda layout: layout.file(layout.row, layout.next_row)[:-1],
    "empty lines": lambda layout: layout.file(layout.row, "", layout.next_row, "", ""),
    "all at once": lambda layout: b"\xef\xbb\xbf" + layout.file(
        layout.row + ",", layout.next_row + ",", end="\r\n"),
}


@pytest.mark.parametrize("piece", [1, 1 << 16])
@pytest.mark.parametrize("kind", ODDITIES)
def test_harmless_oddities_are_read(statistics, draft, layout, kind, piece):
    answer = statistics.import_file(draft.name, ODDITIES[kind](layout), piece=piece)
    assert not answer.problems
    assert answer.file.format == layout.format
    assert (answer.file.row_count, answer.file.observation_count) == (2, 2)
    statistics.publish(draft.name)
    assert [(c.period, c.series.reporter, c.series.partner, c.series.flow, c.series.classification,
             c.series.product, c.value) for c in statistics.query(dataset_of(draft))] == [
        (year, "KAZ", "TJK", "M", "H3", "44", "1500") for year in ("2010", "2011")]


def test_latin_1_unit_is_kept_as_text(statistics, draft, layout):
    row = layout.changed(layout.quantity)
    answer = statistics.import_file(draft.name, layout.file(row).decode().encode("latin-1"))
    assert not answer.problems
    statistics.publish(draft.name)
    (cell,) = statistics.query(dataset_of(draft))
    assert (cell.quantity, cell.quantity_unit) == ("3", "mètre")


def test_utf_16_is_refused(statistics, draft, layout):
    failure = calls.fails(statistics.import_file, draft.name, layout.file(layout.row).decode().encode("utf-16"))
    assert failure.code == grpc.StatusCode.INVALID_ARGUMENT
    assert "UTF-16" in failure.message


def test_a_row_given_twice(statistics, draft, layout):
    answer = statistics.import_file(
        draft.name, layout.file(layout.row, layout.next_row, layout.changed({layout.value: "7"})))
    assert [p.line for p in answer.problems] == [4]
    assert_not_publishable(statistics, draft)


def test_only_the_first_thousand_problems_are_listed(statistics, draft, layout):
    answer = statistics.import_file(draft.name, layout.file(*[layout.changed({layout.flow: "9"})] * 1500))
    assert (len(answer.problems), answer.problem_count) == (1000, 1500)
    assert [answer.problems[0].line, answer.problems[-1].line] == [2, 1001]


def test_an_abandoned_draft_takes_nothing_more(statistics, draft, layout):
    statistics.import_file(draft.name, layout.file(layout.changed({layout.flow: "9"})))
    abandoned = statistics.releases.AbandonRelease(
        release_service_pb2.AbandonReleaseRequest(name=draft.name))
    assert abandoned.state == release_pb2.Release.STATE_ABANDONED
    failure = calls.fails(statistics.import_file, draft.name, layout.file(layout.row))
    assert (failure.code, failure.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "RELEASE_STATE")
    assert failure.metadata["state"]
    assert statistics.query(dataset_of(draft)) == []


def test_messages_out_of_order(statistics, draft, layout):
    messages = list(calls.import_messages(draft.name, layout.file(layout.row)))
    for wrong in ([], messages[1:], [messages[0], messages[0]]):
        failure = calls.fails(statistics.releases.ImportObservations, iter(wrong))
        assert failure.code == grpc.StatusCode.INVALID_ARGUMENT
    assert_not_publishable(statistics, draft, "RELEASE_EMPTY")
