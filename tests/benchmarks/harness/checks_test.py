"""The reference answers, on figures that are added up by hand, and that a wrong answer is found."""

import types

import pytest

from checks import WrongAnswer, check_answers
from reference import Reference, canonical

FIGURES = """reporter,partner,flow,product,period,value,net_weight,quantity,quantity_unit
KAZ,TJK,X,270900,2023-07,1.10,3,3,kg
KAZ,TJK,X,270900,2023-08,2.00,4,4,kg
KAZ,TJK,M,270112,2024-01,0.05,1,1,kg
KAZ,TJK,X,270900,2024-02,5.00,6,6,kg
KAZ,CHN,X,270900,2024-03,70.00,8,8,kg
TJK,KAZ,X,520100,2024-03,0.99,9,2,u
"""
KEYS = "reporter,partner,flow,product,year\nKAZ,TJK,X,270900,2024\n"
ANSWERS = {
    "q1": [("2023-07", "1.10", "3", "3"), ("2023-08", "2.00", "4", "4"), ("2024-02", "5.00", "6", "6")],
    "q2": [("2023", "X", "1.10"), ("2024", "M", "0.05"), ("2024", "X", "5.00")],
    "q3": [("27", "M", "0.05"), ("27", "X", "5.00")],
    "q4": [("CHN", "70.00"), ("TJK", "5.05")],
    "q5": [("KAZ", "270900", "75.00"), ("TJK", "520100", "0.99")],
    "q6": [("KAZ", "2023", "3.10"), ("KAZ", "2024", "75.05"), ("TJK", "2024", "0.99")],
}


@pytest.fixture
def data(tmp_path):
    (tmp_path / "2024.csv").write_text(FIGURES)
    (tmp_path / "keys.csv").write_text(KEYS)
    return types.SimpleNamespace(months=[tmp_path / "2024.csv"], keys_file=tmp_path / "keys.csv")


class System:
    name = "fake"

    def __init__(self, answers):
        self.queries = set(answers)
        self._answers = answers

    def answer(self, query, _key):
        return self._answers[query]


def test_the_reference_adds_up_the_files(data):
    reference = Reference(data.months, data.keys_file, [0])
    for query, rows in ANSWERS.items():
        assert reference.answer(query, 0) == canonical(query, rows), query


def test_right_answers_are_counted_in_any_order_of_sums(data):
    turned = {query: rows if query in ("q1", "q4") else rows[::-1] for query, rows in ANSWERS.items()}
    assert check_answers([System(ANSWERS), System(turned)], data, keys=[0]) == 12
    assert check_answers([System({"q4_summary": ANSWERS["q4"]})], data, keys=[0]) == 1


@pytest.mark.parametrize("query, rows", [
    ("q1", ANSWERS["q1"][:2]),
    ("q2", [*ANSWERS["q2"][:2], ("2024", "X", "5.01")]),
    ("q4", ANSWERS["q4"][::-1]),
])
def test_a_wrong_answer_is_found(data, query, rows):
    with pytest.raises(WrongAnswer, match=f"fake, {query}, key 0"):
        check_answers([System({query: rows})], data, keys=[0])
