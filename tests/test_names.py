import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.names import name_key, nearest

NAMES = {
    "jaguar-land-rover": ["Jaguar Land Rover", "JLR"],
    "jaguar": ["Jaguar"],
    "land-rover": ["Land Rover"],
    "bmw": ["BMW", "Bayerische Motoren Werke"],
    "byd": ["比亚迪", "BYD"],
}

KEYS = {
    "XPeng P7": "xpeng p7",
    "XPeng P7+": "xpeng p7 plus",
    "XPeng P7＋": "xpeng p7 plus",
    "XPeng P7+ Max": "xpeng p7 plus max",
    "Suzuki Wagon R+": "suzuki wagon r plus",
    "P7_+": "p7 plus",
    "BMW + JLR": "bmw jlr",
    "BMW+JLR": "bmw jlr",
    "C++": "c plus",
    "+": "",
    "★": "",
    "Škoda Auto": "skoda auto",
    "Jaguar Land-Rover": "jaguar land rover",
    "比亚迪": "比亚迪",
    "Ærø & Søn": "aero son",
    "Straße": "strasse",
    "STRAẞE": "strasse",
    "  B.M.W. ": "b m w",
    "Citroën": "citroen",
    "ŒUVRE": "oeuvre",
    "Đuro Łódź": "duro lodz",
}
"""Names and their keys, by which the page is held as well."""


@pytest.mark.parametrize(
    "spelling",
    ["Jaguar Land Rover", "jaguar-land-rover", "JAGUAR  LAND ROVER", "Jaguar_Land_Rover", " Jaguar Land Rover. "],
)
def test_case_punctuation_and_spacing_do_not_count(spelling):
    assert name_key(spelling) == "jaguar land rover"


@pytest.mark.parametrize(("spelling", "key"), KEYS.items())
def test_key_has_letters_digits_and_a_plus_at_the_end_of_a_word(spelling, key):
    assert name_key(spelling) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Citroën", "Citroen"),
        ("Škoda", "Skoda"),
        ("Strauß", "Strauss"),
        ("Søren", "Soren"),
        ("Łódź", "Lodz"),
        ("Cœur", "Coeur"),
        ("ＢＭＷ", "BMW"),
    ],
)
def test_accents_and_special_letters_do_not_count(one, other):
    assert name_key(one) == name_key(other)


def test_umlaut_and_its_two_letter_spelling_are_different_keys():
    assert name_key("Fröhlich") == name_key("Frohlich") != name_key("Froehlich")


def test_other_scripts_keep_their_letters():
    assert name_key("比亚迪 BYD") == "比亚迪 byd"
    assert name_key("Газ") == "газ"


def test_name_without_letters_has_an_empty_key():
    assert name_key(" — !") == ""


@given(st.text(max_size=30))
def test_key_of_a_key_is_itself(name):
    assert name_key(name_key(name)) == name_key(name)


@given(st.text(max_size=30))
def test_composed_and_decomposed_letters_are_the_same(name):
    assert name_key(unicodedata.normalize("NFD", name)) == name_key(unicodedata.normalize("NFC", name))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Jagaur", "jaguar"), ("Land Rovr", "land-rover"), ("B M W", "bmw"), ("JLR Ltd", "jaguar-land-rover")],
)
def test_nearest_suggests_what_was_meant(typed, meant):
    assert meant in nearest(typed, NAMES)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Volkswagen AG", "volkswagen"), ("Fiat Chrysler", "fca"), ("PSA", "psa-group"), ("GM", "general-motors")],
)
def test_nearest_puts_legal_forms_parts_and_initials_of_a_name_first(typed, meant):
    names = {
        "volkswagen": ["Volkswagen Group"],
        "volkswagen-taigo": ["Volkswagen Taigo"],
        "fca": ["Fiat Chrysler Automobiles"],
        "chrysler": ["Chrysler"],
        "psa-group": ["PSA Group"],
        "amedeo-felisa": ["Amedeo Felisa"],
        "general-motors": ["General Motors"],
        "gm-china": ["GM China"],
    }
    assert nearest(typed, names)[0] == meant


@pytest.mark.parametrize("typed", ["Tavarez", "tavaers", "Tavres", "Carlos Tavarez"])
def test_nearest_knows_a_misspelt_word_of_a_longer_name(typed):
    names = {"carlos-ghosn": ["Carlos Ghosn"], "carlos-tavares": ["Carlos Tavares"], "fiat": ["Fiat"]}
    assert nearest(typed, names)[0] == "carlos-tavares"


@pytest.mark.parametrize("typed", ["Fait", "Tavern", "Ghoul"])
def test_nearest_takes_no_short_or_other_word_for_a_misspelt_one(typed):
    assert nearest(typed, {"tavares": ["Carlos Tavares"], "fiat": ["Nuova Fiat"], "ghosn": ["Carlos Ghosn"]}) == []


def test_nearest_suggests_nothing_for_a_short_name_inside_a_long_one():
    assert nearest("Dagenham", {"ram": ["Ram"], "jlr-d7a": ["D7a"]}) == []


def test_nearest_names_each_entity_once_and_no_more_than_asked():
    found = nearest("jaguar land rover", NAMES, limit=2)
    assert found[0] == "jaguar-land-rover"
    assert len(found) == len(set(found)) <= 2


def test_nearest_suggests_nothing_for_a_name_unlike_any():
    assert nearest("qqqqqqqqqq", NAMES) == []


@pytest.mark.parametrize("typed", ["!!!", "???", "", "+"])
def test_nothing_is_near_a_name_of_punctuation_alone(typed):
    assert nearest(typed, {**NAMES, "star": ["★"]}) == []


def test_name_of_punctuation_alone_is_near_nothing():
    assert nearest("Tavarez", {"star": ["★"], "carlos-tavares": ["Carlos Tavares"]}) == ["carlos-tavares"]


def test_nearest_does_not_depend_on_the_order_of_names():
    assert nearest("land", NAMES) == nearest("land", dict(reversed(NAMES.items())))
