import dataclasses
from datetime import date

import pytest

from graph.dates import FOREVER
from graph.records import POLICIES, Entity, Source

from .builders import post, source


@pytest.mark.parametrize(
    ("columns", "origin"),
    [
        ({"origin": "agency", "publisher": "paper"}, "agency"),
        ({"origin": "", "publisher": "paper"}, "paper"),
        ({"origin": "", "publisher": ""}, "s"),
    ],
)
def test_origin_is_who_said_it_first_as_far_as_it_is_known(columns, origin):
    assert Source("s", **columns).independent_origin == origin


@pytest.mark.parametrize(
    ("published", "day", "known"),
    [
        ("2019-06-05", date(2019, 6, 5), True),
        ("2019-06-05", date(2019, 6, 4), False),
        ("2019-06", date(2019, 6, 29), False),
        ("2019-06", date(2019, 6, 30), True),
        ("[2019-06-05..]", date(2030, 1, 1), False),
        ("[..2019-06-05]", date(2019, 6, 5), True),
        ("", date(2030, 1, 1), False),
        ("", FOREVER, True),
        ("[2019-06-05..]", FOREVER, True),
    ],
)
def test_source_counts_only_once_it_was_certainly_published(published, day, known):
    assert source("s", published).is_known_at(day) is known


def test_default_policy_counts_independent_origins():
    assert POLICIES[0] == "most-origins"
    assert set(POLICIES) == {"most-origins", "best-tier", "newest"}


def test_claims_asserts_facts_unless_its_row_says_otherwise():
    claim = post("a")
    assert (claim.stance, claim.modality, claim.relationship) == ("asserts", "fact", "")


def test_records_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Entity("a", "Company", "A").name = "B"  # type: ignore[misc]
