import copy
import tomllib
from pathlib import Path

import pytest

from graph.declarations import declare, read_vocabulary
from graph.errors import DeclarationError
from graph.vocabulary import Single

from .builders import KINDS, VOCABULARY

TINY = {
    "codes": {"role": {"comment": "what it does", "lead": {"comment": "leads", "leads": True}, "member": "takes part"}},
    "entities": {"Firm": {"file": "firms", "comment": "a firm"}},
    "relations": {
        "Tie": {
            "file": "ties",
            "comment": "a tie",
            "ends": ["first", "second"],
            "identity": ["role"],
            "snapshot": "tiedTo",
            "single": {"within": ["first"], "when": "role"},
            "fields": [
                {"name": "first", "type": "entity", "of": ["Firm"], "required": True},
                {"name": "second", "type": "entity", "of": ["Firm"], "required": True},
                {"name": "role", "type": "code", "of": "role"},
            ],
        }
    },
}


def changed(**columns: object) -> dict:
    """The tiny declaration with other columns of its one relation."""
    tables = copy.deepcopy(TINY)
    tables["relations"]["Tie"].update(columns)
    return tables


def fields(*more: dict) -> list[dict]:
    """The fields of the tiny relation and some more."""
    return [*copy.deepcopy(TINY["relations"]["Tie"]["fields"]), *more]


def test_declaration_is_read_as_written():
    kind = declare(TINY).relations["Tie"]
    assert (kind.file, kind.ends, kind.identity, kind.snapshot) == ("ties", ("first", "second"), ("role",), "tiedTo")
    assert kind.single == Single(("first",), "role")
    assert kind.is_edge


def test_code_that_is_only_a_comment_is_labelled_by_its_name():
    codes = declare(TINY).codes["role"].codes
    assert (codes["member"].label, codes["member"].comment) == ("member", "takes part")
    assert codes["lead"].flags == {"leads": True}


def test_another_industry_needs_no_other_code():
    vocabulary = declare(TINY)
    assert list(vocabulary.entities) == ["Firm"]
    assert list(vocabulary.relations) == ["Tie"]


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        (changed(fields=fields({"name": "x", "type": "number"})), "type 'number' is unknown"),
        (changed(fields=fields({"name": "x", "type": "text", "colour": "red"})), "field x"),
        (changed(fields=fields({"name": "x", "type": "entity", "of": ["Planet"]})), "'Planet' is declared nowhere"),
        (changed(fields=fields({"name": "x", "type": "code", "of": "nothing"})), "'nothing' is declared nowhere"),
        (changed(fields=fields({"name": "x", "type": "code"})), "declared nowhere"),
        (changed(fields=fields({"name": "start", "type": "date"})), "every row, claim or relationship has it already"),
        (changed(fields=fields({"name": "id", "type": "text"})), "every row, claim or relationship has it already"),
        (changed(ends=[]), "0 ends, expected one or two"),
        (changed(ends=["first", "second", "role"]), "3 ends, expected one or two"),
        (changed(ends=["first", "third"]), "'third' is not one of its fields"),
        (changed(identity=["third"]), "'third' is not one of its fields"),
        (changed(versioned=["third"]), "'third' is not one of its fields"),
        (changed(leads=["third"]), "'third' is not one of its fields"),
        (changed(tells_apart="third"), "'third' is not one of its fields"),
        (changed(single={"within": ["third"]}), "'third' is not one of its fields"),
        (changed(ends=["first"]), "only a kind with two ends has a snapshot property"),
        (changed(sparkle="red"), "kind Tie"),
        (changed(single={"within": ["first"], "when": "third"}), "'third' is not one of its fields"),
        (changed(single=True), "kind Tie"),
        (changed(lasting="third"), "'third' is not one of its fields"),
        (
            changed(fields=fields({"name": "x", "type": "yesno", "qualifies": ["third"]})),
            "'third' is not one of its fields",
        ),
        (changed(fields=fields({"name": "x", "type": "text", "qualifies": "first"})), "'x' is text, expected yesno"),
        (changed(sentence="{first:about }"), "'first' is entity, expected yesno"),
        (changed(sentence="[{third:about }]{first}"), "'third' is not one of its fields"),
        (changed(sentence="{first} ties {third}"), "'third' is not one of its fields"),
        (changed(ends="first"), "ends is 'first', expected a list of fields"),
        ({"entities": {"Firm": "firms"}}, "kind Firm"),
        ({"codes": {"role": "lead"}}, "code list role"),
    ],
)
def test_declaration_that_does_not_hold_together_is_refused(tables, message):
    with pytest.raises(DeclarationError, match=message):
        declare(tables)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"[codes", "not a TOML file"),
        (b"\xff\xfe", "not a TOML file"),
        (b"[relation.Tie]", "unknown table 'relation', expected codes, entities, relations"),
    ],
)
def test_file_that_is_no_declaration_is_named(tmp_path: Path, text, message):
    file = tmp_path / "kinds.toml"
    file.write_bytes(text)
    with pytest.raises(DeclarationError, match=message) as refused:
        read_vocabulary(file)
    assert str(file) in str(refused.value)


@pytest.mark.parametrize("missing", ["file", "fields", "comment"])
def test_kind_without_a_needed_key_is_refused_as_a_declaration(missing):
    tables = copy.deepcopy(TINY)
    del tables["relations"]["Tie"][missing]
    with pytest.raises(DeclarationError, match="Tie"):
        declare(tables)


def test_entity_kind_without_a_file_is_refused_as_a_declaration():
    with pytest.raises(DeclarationError, match="Firm"):
        declare({"entities": {"Firm": {"comment": "a firm"}}})


def test_code_without_a_comment_is_refused_as_a_declaration():
    with pytest.raises(DeclarationError, match="role"):
        declare({"codes": {"role": {"lead": {"label": "leads"}}}})


def test_byte_order_mark_before_a_declaration_is_accepted(tmp_path: Path):
    file = tmp_path / "kinds.toml"
    file.write_bytes(b"\xef\xbb\xbf[entities.Firm]\nfile = 'firms'\n")
    assert list(read_vocabulary(file).entities) == ["Firm"]


def test_own_kind_lies_over_the_packaged_one_and_leaves_others(tmp_path: Path):
    file = tmp_path / "kinds.toml"
    file.write_text("[entities.Ship]\nfile = 'ships'\n[codes.board]\ncomment = 'x'\nonly = 'one'\n", encoding="utf-8")
    vocabulary = read_vocabulary(KINDS, file)
    assert "Ship" in vocabulary.entities and "Company" in vocabulary.entities
    assert list(vocabulary.codes["board"].codes) == ["only"]


def test_packaged_declaration_has_every_kind_of_the_design():
    assert {*VOCABULARY.entities} >= {
        "Company", "Brand", "Person", "Vehicle", "Platform", "Component", "Plant", "Place", "Deal",
    }  # fmt: skip
    assert {*VOCABULARY.relations} >= {
        "Name", "Existence", "Attribute", "Employment", "Ownership", "BrandOwnership", "Marque", "PlatformUse",
        "Production", "Supply", "Competition", "Succession", "Result", "DealParty", "DealTerm", "DealStatus",
    }  # fmt: skip


def test_packaged_kinds_say_what_they_are_and_each_column_too():
    for kind in [*VOCABULARY.entities.values(), *VOCABULARY.relations.values()]:
        assert kind.comment, kind.name
        assert all(field.comment for field in kind.fields), kind.name


def test_packaged_kinds_are_kept_in_files_of_their_own():
    for kinds in (VOCABULARY.entities, VOCABULARY.relations):
        files = [kind.file for kind in kinds.values()]
        assert len(set(files)) == len(files)


def test_packaged_file_is_read_completely():
    declared = tomllib.loads(KINDS.read_text(encoding="utf-8"))
    assert list(VOCABULARY.relations) == list(declared["relations"])
    assert list(VOCABULARY.entities) == list(declared["entities"])
    assert list(VOCABULARY.codes) == list(declared["codes"])


def test_ways_lead_through_every_kind_that_does_not_refuse():
    firm, tie = declare(TINY).entities["Firm"], declare(TINY).relations["Tie"]
    assert (firm.passes, firm.carries, tie.passes) == (True, False, True)
    assert not declare(changed(passes=False)).relations["Tie"].passes


def test_packaged_kinds_let_no_way_lead_through_places_and_rivalry():
    assert [kind.name for kind in VOCABULARY.entities.values() if not kind.passes] == ["Place"]
    assert [kind.name for kind in VOCABULARY.relations.values() if not kind.passes] == ["Competition"]
    assert [kind.name for kind in VOCABULARY.entities.values() if kind.carries] == ["Person"]


def test_flag_that_is_neither_true_nor_false_is_refused():
    with pytest.raises(DeclarationError, match="kind Tie: passes is 'no', expected true or false"):
        declare(changed(passes="no"))
    tables = copy.deepcopy(TINY)
    tables["entities"]["Firm"]["carries"] = "no"
    with pytest.raises(DeclarationError, match="kind Firm: carries is 'no', expected true or false"):
        declare(tables)


def test_unknown_key_of_an_entity_kind_is_refused():
    tables = copy.deepcopy(TINY)
    tables["entities"]["Firm"]["carry"] = True
    with pytest.raises(DeclarationError, match="kind Firm"):
        declare(tables)
