import pytest

from graph.records import Difference, Relationship
from graph.sentences import difference_in_words, display, sentence
from graph.vocabulary import Field

from .builders import VOCABULARY, claim

LABELS = {"bmw": "BMW Group", "jaguar-land-rover": "Jaguar Land Rover", "ada": "Ada", "acme": "Acme"}


def read(kind: str, **values: str) -> str:
    return sentence(VOCABULARY, VOCABULARY.relations[kind], claim("c1", kind, **values).values, LABELS)


def test_ids_read_as_names_and_codes_as_words() -> None:
    said = read("Employment", person="ada", organization="acme", function="chief-executive")
    assert said == "Ada is chief executive at Acme"


def test_optional_part_is_there_with_its_value() -> None:
    said = read("Employment", person="ada", organization="acme", function="chief-executive", title="Boss")
    assert said == "Ada is chief executive at Acme (Boss)"


def test_id_without_a_name_stands_for_itself() -> None:
    assert read("Supply", supplier="unknown-maker", customer="bmw") == "unknown-maker supplies BMW Group"


@pytest.mark.parametrize(
    ("share", "said"),
    [
        ({"share_percent": "15"}, "BMW Group owns 15 % of Acme"),
        ({"share_percent": "15", "approximate": "yes"}, "BMW Group owns about 15 % of Acme"),
        ({"share_percent": "15", "approximate": "no"}, "BMW Group owns 15 % of Acme"),
        ({"share_min": "10", "share_max": "20", "approximate": "yes"}, "BMW Group owns about 10 to 20 % of Acme"),
        ({"share_min": "50.01"}, "BMW Group owns at least 50.01 % of Acme"),
        ({"share_max": "10", "approximate": "yes"}, "BMW Group owns at most about 10 % of Acme"),
        ({"share_min": "10", "share_max": "20"}, "BMW Group owns 10 to 20 % of Acme"),
        ({"share_percent": "75", "share_min": "50.01"}, "BMW Group owns 75 % of Acme"),
        ({}, "BMW Group owns Acme"),
    ],
)
def test_stake_reads_with_as_much_as_is_known(share: dict[str, str], said: str) -> None:
    assert read("Ownership", owner="bmw", asset="acme", **share) == said


def test_hostile_value_is_not_taken_for_a_template() -> None:
    said = read("Employment", person="ada", organization="acme", function="engineer", title="{person} [x]")
    assert said == "Ada is engineer at Acme ({person} [x])"


@pytest.mark.parametrize("kind", VOCABULARY.relations)
def test_every_kind_reads_as_a_sentence_without_leftovers(kind: str) -> None:
    values = {one.name: "x" for one in VOCABULARY.relations[kind].fields if one.required}
    said = read(kind, **{name: "1" if name == "amount" else value for name, value in values.items()})
    assert said and not set("[]{}") & set(said)


@pytest.mark.parametrize(
    ("type", "value", "shown"),
    [
        ("amount", "35000000000", "35,000,000,000"),
        ("amount", "-4.50", "-4.50"),
        ("percent", "15.0", "15.0"),
        ("text", "as printed", "as printed"),
        ("amount", "", ""),
    ],
)
def test_value_is_shown_as_written_with_digits_grouped(type: str, value: str, shown: str) -> None:
    assert display(VOCABULARY, Field("x", type), value, {}) == shown  # type: ignore[arg-type]


def test_code_is_shown_with_its_label_and_an_unknown_one_as_it_is() -> None:
    field = VOCABULARY.relations["Employment"].field("function")
    assert display(VOCABULARY, field, "unspecified", {}) == "employed"
    assert display(VOCABULARY, field, "space-cadet", {}) == "space-cadet"


def test_difference_is_told_with_the_value_picked_first() -> None:
    one = Relationship("r1", "Employment", {}, ())
    function = Difference("function", "finance-chief", ("chair",))
    assert difference_in_words(VOCABULARY, one, function, "Ada") == "Ada: function is finance chief, also chair"
    start = Difference("start", "", ("2010", "2011"))
    assert difference_in_words(VOCABULARY, one, start, "Ada") == "Ada: start is not said, also 2010, 2011"


def test_amounts_that_differ_are_told_with_their_currency() -> None:
    one = Relationship("r1", "DealTerm", {"currency": "USD"}, ())
    amount = Difference("amount", "1000000", ("2500000",))
    assert difference_in_words(VOCABULARY, one, amount, "Pact") == "Pact: amount is 1,000,000 USD, also 2,500,000 USD"
    assert difference_in_words(VOCABULARY, Relationship("r2", "DealTerm", {}, ()), amount, "Pact") == (
        "Pact: amount is 1,000,000, also 2,500,000"
    )
