from datetime import date

import pytest
from hypothesis import given

from graph.editions import Edition
from graph.errors import StoreError
from graph.evidence import gather
from graph.kept import Kept
from graph.records import Dataset
from graph.snapshot import read_entities, take_period, take_snapshot
from graph.store import EmbeddedStore

from .builders import VOCABULARY, claim, dataset, post, stake
from .strategies import datasets

FIRST, LAST = date(2018, 1, 1), date(2019, 12, 31)


def both(data: Dataset) -> tuple[EmbeddedStore, EmbeddedStore]:
    """The store of a dataset with its tables, and the same without them, which is asked in SPARQL."""
    store = Edition.of(data).to_store()
    return store, EmbeddedStore(store.dataset)


@given(datasets())
def test_tables_give_the_same_evidence_as_sparql(data):
    kept, asked = both(data)
    assert gather(kept, VOCABULARY, None) == gather(asked, VOCABULARY, None)
    some = sorted(Edition.of(data).relationships)[::2]
    assert gather(kept, VOCABULARY, some) == gather(asked, VOCABULARY, some)


@given(datasets())
def test_tables_give_the_same_snapshots_as_sparql(data):
    kept, asked = both(data)
    assert take_snapshot(kept, VOCABULARY, LAST) == take_snapshot(asked, VOCABULARY, LAST)
    assert take_period(kept, VOCABULARY, FIRST, LAST) == take_period(asked, VOCABULARY, FIRST, LAST)


def test_tables_give_the_same_entities_names_and_order_as_sparql():
    names = [
        claim("n1", "Name", entity="acme", name="Acme Works", type="former", end="2010"),
        claim("n2", "Name", entity="acme", name="ACME", type="short"),
    ]
    kept, asked = both(dataset(post("b", start="2010"), post("a", person="bob"), *names))
    assert read_entities(kept, VOCABULARY) == read_entities(asked, VOCABULARY)
    assert list(read_entities(kept, VOCABULARY)[0]) == list(read_entities(asked, VOCABULARY)[0])
    taken = take_snapshot(kept, VOCABULARY, LAST)
    assert list(taken.holdings) == list(take_snapshot(asked, VOCABULARY, LAST).holdings) == sorted(taken.holdings)
    assert taken.names["acme"] == ("ACME", "Acme Works")


def test_values_keep_the_wording_of_the_row_and_the_order_of_columns():
    written = stake("a", share_percent="10.10", held_on="2019-06-05")
    kept, _ = both(dataset(written))
    assert list(gather(kept, VOCABULARY, ["a"]).claims["a"][0].values.items()) == list(written.values.items())
    assert gather(kept, VOCABULARY, ["a"]).relationships["a"].values["share_percent"] == "10.10"


def test_tables_in_a_file_are_read_only(tmp_path):
    edition = Edition.of(dataset(post("a", held_on="2019-06-05")))
    edition.keep(tmp_path / "kept").close()
    kept = Kept.open(tmp_path / "kept")
    assert [one.relationship.id for one in kept.relationships()] == ["a"]
    with pytest.raises(Exception, match="readonly"):
        kept._database.execute("DELETE FROM claim")


def test_opening_tables_that_are_not_there_says_what_to_do(tmp_path):
    with pytest.raises(StoreError, match="expected a rebuild"):
        Kept.open(tmp_path / "none")


def test_damaged_tables_are_said_to_be_damaged(tmp_path):
    (tmp_path / "kept").write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError, match="damaged"):
        list(Kept.open(tmp_path / "kept").relationships())
