from dataclasses import replace
from datetime import date

import pytest

from graph.errors import UnknownNameError
from graph.lookup import Found, likelier, resolve, search, search_ids
from graph.records import Dataset
from graph.store import EmbeddedStore

from .builders import VOCABULARY, claim, dataset, post, source, store_of


def named(id: str, entity: str, name: str, type: str = "short") -> object:
    return claim(id, "Name", entity=entity, name=name, type=type)


def world() -> Dataset:
    """Jaguar Land Rover, the brand Jaguar, two of a name, and a person."""
    data = dataset(
        post("p1", person="ralf-speth", organization="jaguar-land-rover"),
        named("n1", "jaguar-land-rover", "JLR"),
        named("n2", "ralf-speth", "Ralph Speth", "misspelt"),
        named("n3", "jaguar-cars", "Jaguar"),
        named("n4", "jaguar-brand", "Jaguar"),
        named("n5", "geely-auto", "Geely"),
        named("n6", "geely-holding", "Geely"),
        named("n7", "skoda", "Škoda Auto", "preferred"),
        kinds={"jaguar-brand": "Brand"},
    )  # type: ignore[arg-type]
    entities = dict(data.entities)
    entities["jaguar-land-rover"] = replace(
        entities["jaguar-land-rover"], name="Jaguar Land Rover", wikidata="Q1414545", lei="213800XYZ"
    )
    return replace(data, entities=entities)


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    return store_of(world())


@pytest.mark.parametrize(
    "name",
    [
        "Jaguar Land Rover",
        "jaguar land-rover",
        "  JAGUAR LAND ROVER ",
        "JLR",
        "jlr",
        "jaguar-land-rover",
        "res:jaguar-land-rover",
        "https://w3id.org/industry-graph/id/jaguar-land-rover",
        "<https://w3id.org/industry-graph/id/jaguar-land-rover>",
        "Q1414545",
    ],
)
def test_company_is_found_by_any_of_its_names(store: EmbeddedStore, name: str) -> None:
    assert resolve(store, VOCABULARY, name) == "jaguar-land-rover"


def test_person_is_found_by_a_name_misspelt_in_print(store: EmbeddedStore) -> None:
    assert resolve(store, VOCABULARY, "Ralph Speth") == "ralf-speth"


@pytest.mark.parametrize("name", ["Škoda Auto", "Skoda Auto", "SKODA-AUTO"])
def test_accents_case_and_hyphens_do_not_count(store: EmbeddedStore, name: str) -> None:
    assert resolve(store, VOCABULARY, name) == "skoda"


def test_name_of_company_and_brand_means_the_kind_that_is_declared_first(store: EmbeddedStore) -> None:
    assert resolve(store, VOCABULARY, "Jaguar") == "jaguar-cars"


def test_name_of_company_and_brand_means_the_kind_that_is_asked_for(store: EmbeddedStore) -> None:
    assert resolve(store, VOCABULARY, "Jaguar", ["Brand"]) == "jaguar-brand"
    assert resolve(store, VOCABULARY, "Jaguar", ["Brand", "Company"]) == "jaguar-brand"


def test_name_that_only_a_later_source_uses_finds_in_an_earlier_edition_too() -> None:
    data = dataset(
        post("p1", source="early"),
        claim("n1", "Name", entity="acme", name="The Acme", type="short", source="late"),
        sources=[source("early", "2018-06-01"), source("late", "2024-01-01")],
    )
    then = store_of(data, known_at=date(2018, 12, 31))
    assert resolve(then, VOCABULARY, "The Acme") == "acme"
    assert search_ids(then, VOCABULARY, ["acme"])[0].names == ()


def test_name_of_two_companies_is_refused_with_both(store: EmbeddedStore) -> None:
    with pytest.raises(UnknownNameError, match="'Geely' means several things here") as raised:
        resolve(store, VOCABULARY, "Geely")
    assert raised.value.suggestions == ["geely-auto", "geely-holding"]
    assert "geely-auto" in str(raised.value) and "geely-holding" in str(raised.value)


def test_preferred_name_wins_over_another_ones_other_name() -> None:
    data = dataset(named("n1", "geely-auto", "Geely"), named("n2", "geely", "Group"))  # type: ignore[arg-type]
    assert resolve(store_of(data), VOCABULARY, "Geely") == "geely"


def test_unknown_name_is_refused_with_suggestions_and_never_guessed(store: EmbeddedStore) -> None:
    with pytest.raises(UnknownNameError, match="did you mean") as raised:
        resolve(store, VOCABULARY, "Jaguar Land Rovr")
    assert raised.value.suggestions[0] == "jaguar-land-rover"
    assert raised.value.name == "Jaguar Land Rovr"


@pytest.mark.parametrize("name", ["zzzzqqq", "Q99", "", "???", "https://example.org/id/bmw", "日本"])
def test_name_like_nothing_here_is_refused(store: EmbeddedStore, name: str) -> None:
    with pytest.raises(UnknownNameError, match="nothing here"):
        resolve(store, VOCABULARY, name)


def test_thing_of_another_kind_is_refused_with_its_kind(store: EmbeddedStore) -> None:
    with pytest.raises(UnknownNameError, match="ralf-speth is a Person; expected a Company or Brand"):
        resolve(store, VOCABULARY, "Ralf-Speth", ["Company", "Brand"])


def test_slug_of_another_kind_is_refused_too(store: EmbeddedStore) -> None:
    with pytest.raises(UnknownNameError, match="jaguar-brand is a Brand; expected a Company"):
        resolve(store, VOCABULARY, "jaguar-brand", ["Company"])


def test_suggestions_are_of_the_kind_that_is_meant(store: EmbeddedStore) -> None:
    with pytest.raises(UnknownNameError, match="did you mean jaguar-brand") as raised:
        resolve(store, VOCABULARY, "Jaguar Automobiles", ["Brand"])
    assert set(raised.value.suggestions) == {"jaguar-brand"}


@pytest.mark.parametrize(
    "name",
    ['" } UNION { ?s ?p ?o } #', "\\", "a\nb", "> ?p ?o . <x", "}", "'; DROP ALL; '", "\u202eevil"],
)
def test_hostile_name_is_only_an_unknown_name(store: EmbeddedStore, name: str) -> None:
    with pytest.raises(UnknownNameError):
        resolve(store, VOCABULARY, name)


def test_search_puts_the_same_name_first(store: EmbeddedStore) -> None:
    found = search(store, VOCABULARY, "jlr")
    assert found[0] == Found("jaguar-land-rover", "Jaguar Land Rover", "Company", ("JLR",))


def test_search_finds_a_part_of_a_name(store: EmbeddedStore) -> None:
    assert {"jaguar-land-rover", "jaguar-cars", "jaguar-brand"} <= {
        one.id for one in search(store, VOCABULARY, "jaguar")
    }


def test_search_ranks_what_begins_with_the_text_then_kinds_then_short_names() -> None:
    several = {"volvo-c30": "Vehicle", "ghent": "Plant", "volvo-brand": "Brand", "a-volvo-deal": "Deal"}
    names = {
        "volvo-cars": "Volvo Cars", "volvo-brand": "Volvo Marque", "volvo-c30": "Volvo C30",
        "ghent": "Volvo Ghent plant", "a-volvo-deal": "Geely buys Volvo", "car-group": "Volvo Car Group",
        "involvo": "Involvo",
    }  # fmt: skip
    data = dataset(*(named(id, id, name, "preferred") for id, name in names.items()), kinds=several)  # type: ignore[arg-type]
    store = store_of(data)
    found = [one.id for one in search(store, VOCABULARY, "volvo")]
    assert found == ["volvo-cars", "car-group", "volvo-brand", "volvo-c30", "ghent", "a-volvo-deal", "involvo"]
    assert [one.id for one in search(store, VOCABULARY, "Volvo", limit=2)] == found[:2]
    with pytest.raises(UnknownNameError, match="did you mean volvo-cars, car-group, volvo-brand, volvo-c30, ghent"):
        resolve(store, VOCABULARY, "Volvo")


def test_company_with_the_same_first_words_is_likelier_than_what_a_name_was_taken_for(store: EmbeddedStore) -> None:
    def others(name: str) -> list[str]:
        (taken,) = search_ids(store, VOCABULARY, [resolve(store, VOCABULARY, name, kinds(name))])
        return [one.id for one in likelier(store, VOCABULARY, name, taken)]

    def kinds(name: str) -> list[str]:
        return ["Brand"] if name.startswith("Jaguar") else []

    assert others("Jaguar") == ["jaguar-cars", "jaguar-land-rover"]
    assert others("jaguar-brand") == others("JLR") == others("Ralf Speth") == []


def test_search_keeps_to_its_limit(store: EmbeddedStore) -> None:
    assert len(search(store, VOCABULARY, "a", limit=2)) == 2


def test_search_for_nothing_like_it_finds_nothing(store: EmbeddedStore) -> None:
    assert search(store, VOCABULARY, "zzzzqqq") == []


def test_description_of_ids_keeps_their_order_and_leaves_unknown_ones_out(store: EmbeddedStore) -> None:
    found = search_ids(store, VOCABULARY, ["skoda", "nobody", "geely-auto"])
    assert [one.id for one in found] == ["skoda", "geely-auto"]


@pytest.mark.parametrize("name", ["!!!", "???", "★", "☆"])
def test_name_of_punctuation_alone_means_nothing_and_is_like_nothing(name: str) -> None:
    store = store_of(dataset(post("p1", organization="star"), named("n1", "star", "★", "preferred")))
    assert search(store, VOCABULARY, name) == []
    with pytest.raises(UnknownNameError, match="nothing here has a name like it"):
        resolve(store, VOCABULARY, name)
    assert resolve(store, VOCABULARY, "star") == "star"
