"""808 dated questions about the packaged rows, and 119 pairs of claims that differ, answered by somebody from the rows.

Whoever wrote `golden/dated_questions.csv` and `golden/claim_pairs.csv` had read the design and the rows and not the
program. A line asks whether an answer holds a row, and with what certainty; `no` means that it must not. Where the
program and a line disagreed, the rows were read again: 13 times the program was mended, 5 times the line.
"""

import csv
import json
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

import graph as kg
from graph.answers import Name

GOLDEN = Path(__file__).parent / "golden"


def lines(name):
    with (GOLDEN / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def ask():
    packaged = kg.open()

    @cache
    def edition(known_at):
        return packaged.at(known_at=known_at) if known_at else packaged

    @cache
    def asked(query, parameters, as_of, known_at):
        return edition(known_at).query(query, as_of=as_of or None, **json.loads(parameters))

    return asked


def is_meant(row, wanted):
    return all(same(row.values[column], value) for column, value in wanted.items())


def same(found, wanted):
    text = found.id if isinstance(found, Name) else "" if found is None else str(found)
    try:
        return text == wanted or float(text) == float(wanted)
    except ValueError:
        return False


def certainty(answer, wanted):
    found = {row.certainty for row in answer if is_meant(row, wanted)}
    return "yes" if "yes" in found else "possibly" if found else "no"


@pytest.mark.slow
def test_every_dated_question_has_the_answer_that_the_rows_give(ask):
    wrong = []
    for line in lines("dated_questions.csv"):
        answer = ask(line["query"], line["parameters"], line["as_of"], line["known_at"])
        found = certainty(answer, dict(part.split("=", 1) for part in line["row"].split(";")))
        if found != line["expected"]:
            wrong.append(f"{line['number']} {line['query']} {line['row']}: {found}, expected {line['expected']}")
    assert wrong == []


def test_golden_questions_ask_for_every_certainty_on_many_days():
    several = lines("dated_questions.csv")
    assert len(several) >= 200
    assert {line["expected"] for line in several} == {"yes", "possibly", "no"}
    assert len({line["as_of"] for line in several}) >= 100
    assert len({line["query"] for line in several}) >= 12


@pytest.mark.slow
def test_conflicts_tells_real_pairs_of_claims_apart():
    sides = defaultdict(list)
    for row in kg.open().conflicts():
        sides[(row["about"], row["field"])].append({claim.id for claim in row.claims})

    def differ(one, other):
        return any(
            (one in side) != (other in side)
            and any(one in a and other in b for a in several for b in several if a != b)
            for several in sides.values()
            for side in several
        )

    right = {True: 0, False: 0}
    wrong = {True: 0, False: 0}
    for pair in lines("claim_pairs.csv"):
        found, meant = differ(pair["claim_a"], pair["claim_b"]), pair["label"] == "conflict"
        (right if found == meant else wrong)[found] += 1
    precision = right[True] / (right[True] + wrong[True])
    recall = right[True] / (right[True] + wrong[False])
    assert precision >= 0.95
    assert recall >= 0.95
