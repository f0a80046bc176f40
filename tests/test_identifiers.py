import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.identifiers import (
    BASE,
    CLAIM,
    IND,
    PREFIXES,
    RELATIONSHIP,
    RES,
    SAID,
    SOURCE,
    camel_case,
    is_slug,
    local_name,
)

from .builders import VOCABULARY


@pytest.mark.parametrize("text", ["bmw", "jaguar-land-rover", "i8", "3", "2019-deal"])
def test_slug_can_be_an_id(text):
    assert is_slug(text)


@pytest.mark.parametrize(
    "text", ["", "BMW", "a--b", "-a", "a-", "a b", "a_b", "ä", "a/b", "a#b", "a\n", "a.b", "１", "<a>", 'a"b']
)
def test_other_text_cannot_be_an_id(text):
    assert not is_slug(text)


@given(st.text(max_size=20))
def test_slug_is_plain_text_that_needs_no_escaping(text):
    assert not is_slug(text) or (text.isascii() and text.lower() == text and not set(text) & set(" <>\"'/#\\\n"))


@pytest.mark.parametrize(
    ("column", "name"),
    [("share_percent", "sharePercent"), ("held_on", "heldOn"), ("end", "end"), ("read-as", "readAs")],
)
def test_column_has_a_property_name(column, name):
    assert camel_case(column) == name


@given(
    st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True),
    st.sampled_from([RES, SOURCE, CLAIM, RELATIONSHIP, IND, SAID]),
)
def test_local_name_gives_the_id_back(id, namespace):
    assert local_name(namespace + id) == id


def test_every_namespace_of_ours_lies_below_the_base_and_none_in_another():
    ours = [RES, SOURCE, CLAIM, RELATIONSHIP, IND, SAID]
    assert all(one.startswith(BASE) for one in ours)
    assert not any(one != other and one.startswith(other) for one in ours for other in ours)


def test_base_is_the_published_address():
    assert BASE == "https://w3id.org/industry-graph/"
    assert (IND, SAID, RES) == (BASE + "ns#", BASE + "said#", BASE + "id/")


def test_prefixes_are_each_for_another_namespace():
    assert len(set(PREFIXES.values())) == len(PREFIXES)


def test_claims_and_relationships_share_no_class_and_no_property():
    kinds = VOCABULARY.relations.values()
    said = {kind.said_iri for kind in kinds} | {field.said_iri for kind in kinds for field in kind.fields}
    ind = {kind.iri for kind in kinds} | {field.iri for kind in kinds for field in kind.fields}
    assert not said & ind


def test_columns_of_a_kind_have_different_properties():
    for kind in [*VOCABULARY.relations.values(), *VOCABULARY.entities.values()]:
        names = [field.iri for field in kind.fields]
        assert len(set(names)) == len(names), kind.name
