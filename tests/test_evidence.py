import pytest

from graph.citations import Cited, ClaimFound
from graph.evidence import gather, labels_of
from graph.identifiers import RELATIONSHIP, RES
from graph.records import Dataset

from .builders import VOCABULARY, claim, dataset, post, source, stake, store_of


def two_reports() -> Dataset:
    return dataset(
        post("c1", source="agency", held_on="2019-06-05", locator="paragraph 2", title="CEO", note="a note"),
        post("c2", source="paper", start="2010", more="a host of others"),
        sources=[
            source("agency", "2019-06-05", title="Alliance", address="https://example.org/1", language="en"),
            source("paper", "2018"),
        ],
    )


def test_evidence_of_nothing_is_empty() -> None:
    found = gather(store_of(two_reports()), VOCABULARY, [])
    assert (found.relationships, found.claims) == ({}, {})


def test_unknown_relationship_has_no_evidence() -> None:
    found = gather(store_of(two_reports()), VOCABULARY, ["nothing-of-it"])
    assert (dict(found.relationships), dict(found.claims)) == ({}, {})


def test_claims_come_in_the_order_of_publication() -> None:
    found = gather(store_of(two_reports()), VOCABULARY, ["c1"])
    assert [one.id for one in found.claims["c1"]] == ["c2", "c1"]


def test_claim_is_read_back_as_its_row_had_it() -> None:
    (_, one) = gather(store_of(two_reports()), VOCABULARY, ["c1"]).claims["c1"]
    assert dict(one.values) == {
        "person": "ada", "organization": "acme", "function": "chief-executive", "title": "CEO"
    }  # fmt: skip
    assert (one.start, one.end, one.held_on) == ("", "", "2019-06-05")
    assert (one.locator, one.note, one.stance, one.modality) == ("paragraph 2", "a note", "asserts", "fact")
    assert one.relationship == "c1"


def test_source_is_cited_with_all_that_is_known_of_it() -> None:
    (_, one) = gather(store_of(two_reports()), VOCABULARY, ["c1"]).claims["c1"]
    assert one.source == Cited("agency", "Alliance", "agency", "2019-06-05", "https://example.org/1", "en", "press", "")


def test_relationship_comes_with_its_resolved_values_and_days() -> None:
    one = gather(store_of(two_reports()), VOCABULARY, ["c1"]).relationships["c1"]
    assert (one.kind, one.values["function"], one.origins) == ("Employment", "chief-executive", 2)
    assert str(one.start) == "2010" and str(one.last_held) == "2019-06-05"


def test_number_comes_back_as_written_where_the_store_rewrites_it() -> None:
    data = dataset(stake("s1", "10.10", held_on="2019-06-05"))
    found = gather(store_of(data), VOCABULARY, ["s1"])
    assert found.relationships["s1"].values["share_percent"] == "10.10"
    assert found.claims["s1"][0].values["share_percent"] == "10.10"


def test_denial_and_plan_are_marked_in_the_citation() -> None:
    one = ClaimFound("c", "r", Cited("s", publisher="Paper", published="2019"), stance="denies", modality="planned")
    assert one.cites == "Paper, 2019 [denies] [planned]"


@pytest.mark.parametrize(
    ("cited", "said"),
    [
        (Cited("seed-article"), "seed-article, date unknown"),
        (Cited("s", title="T", publisher="P", published="2019-06~"), "P, “T”, about 2019-06"),
        (Cited("s", title="T"), "“T”, date unknown"),
    ],
)
def test_citation_says_as_much_as_is_known(cited: Cited, said: str) -> None:
    assert cited.citation == said


def test_labels_of_entities_and_relationships() -> None:
    store = store_of(two_reports())
    labels = labels_of(store, [RES + "ada", RELATIONSHIP + "c1", RES + "nobody"])
    assert labels == {RES + "ada": "Ada", RELATIONSHIP + "c1": "Ada is chief executive at Acme (CEO)"}


def test_labels_of_nothing_are_none() -> None:
    assert labels_of(store_of(two_reports()), []) == {}


def test_evidence_of_one_relationship_holds_no_claims_of_another() -> None:
    data = dataset(post("c1"), post("c2", person="bob"), claim("c3", "Name", entity="acme", name="A", type="short"))
    found = gather(store_of(data), VOCABULARY, ["c2", "c3"])
    assert {id: [one.id for one in several] for id, several in found.claims.items()} == {"c2": ["c2"], "c3": ["c3"]}
