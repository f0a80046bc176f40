import codecs
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from graph.building.loading import data_files, is_data_folder, load, load_or_raise
from graph.errors import RowError, StoreError
from graph.paths import packaged_data

from .builders import VOCABULARY, claim_table, entity_table, source_table, table, write_dataset, write_files
from .strategies import datasets

COMPANIES = entity_table(
    "Company",
    {"id": "acme", "name": "Acme", "type": "carmaker"},
    {"id": "holder", "name": "Holder", "type": "holding"},
)
PEOPLE = entity_table("Person", {"id": "ada", "name": "Ada"})
SOURCES = source_table({"id": "paper", "title": "News", "published": "2019-06-05", "tier": "press"})
STAKE = {"id": "s1", "owner": "holder", "asset": "acme", "share_percent": "25", "source": "paper"}
BASE = {"entities/companies.csv": COMPANIES, "entities/people.csv": PEOPLE, "sources.csv": SOURCES}


def stakes(*rows: dict[str, str]) -> dict[str, str | bytes]:
    """A small right data set with some stakes in it."""
    return {**BASE, "relations/ownerships.csv": claim_table("Ownership", *rows)}


def problems(folder: Path, files: dict[str, str | bytes]) -> list[str]:
    """What is wrong with files, as check prints it."""
    return [str(one) for one in load([write_files(folder, files)]).problems]


def only_problem(folder: Path, files: dict[str, str | bytes]) -> str:
    """The one thing that is wrong with files."""
    (found,) = problems(folder, files)
    return found


def test_right_rows_have_no_problems(tmp_path):
    loaded = load([write_files(tmp_path / "rows", stakes(STAKE))])
    assert loaded.problems == ()
    assert loaded.dataset.claims["s1"].values == {"owner": "holder", "asset": "acme", "share_percent": "25"}
    assert loaded.dataset.claims["s1"].at == "rows/relations/ownerships.csv:2"


@pytest.mark.parametrize(
    ("columns", "column", "message"),
    [
        ({"share_percent": "130"}, "share_percent", "'130', expected a number from 0 to 100"),
        ({"share_percent": "100.01"}, "share_percent", "'100.01', expected a number from 0 to 100"),
        ({"share_percent": "-1"}, "share_percent", "'-1', expected a number from 0 to 100"),
        ({"share_percent": "25%"}, "share_percent", "'25%', expected a number from 0 to 100"),
        ({"share_percent": "25,5"}, "share_percent", "'25,5', expected a number from 0 to 100"),
        ({"share_percent": "٢٥"}, "share_percent", "'٢٥', expected a number from 0 to 100"),
        ({"share_percent": "1e1"}, "share_percent", "'1e1', expected a number from 0 to 100"),
        ({"share_percent": "nan"}, "share_percent", "'nan', expected a number from 0 to 100"),
        ({"share_of": "profit"}, "share_of", "'profit', expected one of capital, ordinary-shares, votes"),
        ({"start": "2019-02-30"}, "start", "'2019-02-30' is not a day of the calendar"),
        ({"end": "June 2019"}, "end", "'June 2019' is not a date: expected 2019, 2019-06"),
        ({"held_on": "2019-13"}, "held_on", "'2019-13' is not a day of the calendar"),
        ({"start": "2019-06-05", "end": "2019-06-04"}, "end", "'2019-06-04' lies before the start '2019-06-05'"),
        ({"start": "2019", "end": "2018"}, "end", "'2018' lies before the start '2019'"),
        ({"stance": "doubts"}, "stance", "'doubts', expected one of asserts, denies"),
        ({"modality": "maybe"}, "modality", "'maybe', expected one of fact, reported, planned"),
        ({"source": ""}, "source", "empty, expected the id of a source: every claim has one"),
        ({"source": "gazette"}, "source", "'gazette' is no source, expected an id of one"),
        ({"owner": ""}, "owner", "empty, expected a value"),
        ({"owner": "nobody"}, "owner", "'nobody' is no entity, expected an id of one"),
        ({"asset": "ada"}, "asset", "'ada' is a Person, expected a Company or Plant"),
        ({"asset": "holder"}, "asset", "'holder' is tied to itself, expected another one"),
        (
            {"share_percent": "", "approximate": "yes"},
            "approximate",
            "is about share_percent or share_min or share_max, and the row has none, expected nothing",
        ),
        ({"relationship": "The One"}, "relationship", "'The One' is no id"),
        ({"id": "S 1"}, "id", "'S 1' is no id, expected lower-case letters, digits and hyphens"),
        ({"id": ""}, "id", "'' is no id, expected lower-case letters, digits and hyphens"),
        ({"note": "a\x07b"}, "note", "control character U+0007, expected plain text"),
        ({"note": "a\u202eb"}, "note", "control character U+202E, expected plain text"),
    ],
)
def test_bad_cell_is_named_with_file_line_column_value_and_expectation(tmp_path, columns, column, message):
    found = only_problem(tmp_path / "rows", stakes(STAKE, {**STAKE, "id": "s2", **columns}))
    assert found.startswith(f"rows/relations/ownerships.csv:3, column {column}: {message}")


@pytest.mark.parametrize(
    ("kind", "columns", "column", "message"),
    [
        ("Result", {"amount": "4 billion"}, "amount", "'4 billion', expected a number such as 35000000000"),
        ("Result", {"amount": "4,000"}, "amount", "'4,000', expected a number such as 35000000000"),
        ("Result", {"amount": "9" * 31}, "amount", "expected a number such as 35000000000"),
        ("Result", {"currency": "euro"}, "currency", "'euro', expected an ISO 4217 code such as EUR"),
        ("Result", {"announced_on": "2019-02-30"}, "announced_on", "'2019-02-30' is not a day of the calendar"),
        ("Result", {"metric": "glory"}, "metric", "'glory', expected one of net-profit,"),
    ],
)
def test_bad_cell_of_other_types_is_named(tmp_path, kind, columns, column, message):
    row = {"id": "r1", "company": "acme", "metric": "revenue", "amount": "5", "source": "paper", **columns}
    found = only_problem(tmp_path / "rows", {**BASE, "relations/results.csv": claim_table(kind, row)})
    assert found.startswith(f"rows/relations/results.csv:2, column {column}: ")
    assert message in found


def test_bad_yes_or_no_is_named(tmp_path):
    row = {
        "id": "e1",
        "person": "ada",
        "organization": "acme",
        "function": "adviser",
        "interim": "true",
        "source": "paper",
    }
    found = only_problem(tmp_path / "rows", {**BASE, "relations/employments.csv": claim_table("Employment", row)})
    assert found == "rows/relations/employments.csv:2, column interim: 'true', expected yes or no"


@pytest.mark.parametrize(
    ("property_", "value", "message"),
    [
        ("country", "Germany", "'Germany', expected an ISO 3166-1 code such as DE"),
        ("born", "2019-02-30", "'2019-02-30' is not a day of the calendar"),
        ("nationality", "German", "'German', expected an ISO 3166-1 code such as DE"),
    ],
)
def test_attribute_has_a_value_of_the_type_that_its_property_declares(tmp_path, property_, value, message):
    row = {"id": "a1", "entity": "ada", "property": property_, "value": value, "source": "paper"}
    found = only_problem(tmp_path / "rows", {**BASE, "relations/attributes.csv": claim_table("Attribute", row)})
    assert found.startswith("rows/relations/attributes.csv:2, column value: ")
    assert message in found


def test_attribute_of_the_declared_type_is_accepted(tmp_path):
    rows = [
        {"id": property_, "entity": "ada", "property": property_, "value": value, "source": "paper"}
        for property_, value in (("country", "DE"), ("born", "1950~"), ("segment", "coupe"))
    ]
    assert problems(tmp_path / "rows", {**BASE, "relations/attributes.csv": claim_table("Attribute", *rows)}) == []


def test_share_of_a_hundred_and_of_nothing_are_accepted(tmp_path):
    rows = [
        {**STAKE, "id": f"s{n}", "share_percent": share} for n, share in enumerate(("0", "100", "100.00", "33.340"))
    ]
    assert problems(tmp_path / "rows", stakes(*rows)) == []


def test_vague_end_that_can_follow_the_start_is_accepted(tmp_path):
    assert problems(tmp_path / "rows", stakes({**STAKE, "start": "2019-06-05", "end": "2019"})) == []


def test_start_and_end_on_one_day_are_accepted(tmp_path):
    assert problems(tmp_path / "rows", stakes({**STAKE, "start": "2019-06-05", "end": "2019-06-05"})) == []


def test_all_problems_are_listed_at_once(tmp_path):
    rows = [
        {**STAKE, "id": f"s{number}", **columns}
        for number, columns in enumerate([{"share_percent": "130"}, {"start": "2019-02-30"}, {"source": ""}, {}])
    ]
    found = problems(tmp_path / "rows", stakes(*rows))
    assert [one.split(",")[0] for one in found] == [f"rows/relations/ownerships.csv:{line}" for line in (2, 3, 4)]


def test_row_with_two_bad_cells_has_two_problems(tmp_path):
    assert len(problems(tmp_path / "rows", stakes({**STAKE, "share_percent": "130", "end": "June"}))) == 2


def test_duplicate_claim_is_named_with_the_row_that_has_the_id(tmp_path):
    found = only_problem(tmp_path / "rows", stakes(STAKE, STAKE))
    assert found == (
        "rows/relations/ownerships.csv:3, column id: 's1' is taken by rows/relations/ownerships.csv:2, "
        "expected an id of its own"
    )


def test_duplicate_id_across_files_of_entities_is_found(tmp_path):
    files = {**stakes(STAKE), "entities/brands.csv": entity_table("Brand", {"id": "acme", "name": "Acme"})}
    found = only_problem(tmp_path / "rows", files)
    assert "entities/" in found and "'acme' is taken by" in found


def test_duplicate_source_is_found(tmp_path):
    files = {**stakes(STAKE), "sources/more.csv": source_table({"id": "paper"})}
    assert "'paper' is taken by rows/sources.csv:2" in only_problem(tmp_path / "rows", files)


def test_entity_without_a_name_is_refused(tmp_path):
    files = {**stakes(STAKE), "entities/brands.csv": entity_table("Brand", {"id": "jaguar", "name": ""})}
    assert only_problem(tmp_path / "rows", files) == "rows/entities/brands.csv:2, column name: empty, expected a value"


def test_entity_with_an_unknown_type_is_refused(tmp_path):
    files = {
        **stakes(STAKE),
        "entities/companies/more.csv": entity_table("Company", {"id": "x", "name": "X", "type": "club"}),
    }
    found = only_problem(tmp_path / "rows", files)
    assert found.startswith("rows/entities/companies/more.csv:2, column type: 'club', expected one of carmaker,")


def test_broader_component_must_exist(tmp_path):
    files = {
        **BASE,
        "entities/components.csv": entity_table("Component", {"id": "motor", "name": "M", "broader": "drive"}),
    }
    assert only_problem(tmp_path / "rows", files).startswith(
        "rows/entities/components.csv:2, column broader: 'drive' is no entity"
    )


@pytest.mark.parametrize(
    ("columns", "column", "message"),
    [
        ({"published": "2019-02-30"}, "published", "'2019-02-30' is not a day of the calendar"),
        ({"accessed": "yesterday"}, "accessed", "'yesterday' is not a date"),
        ({"tier": "rumour"}, "tier", "'rumour', expected one of filing, company, press"),
        ({"read_as": "half"}, "read_as", "'half', expected one of"),
        ({"address": "www.example.org"}, "address", "expected one that begins with https://"),
        ({"address": "javascript:alert(1)"}, "address", "expected one that begins with https://"),
    ],
)
def test_bad_source_is_named(tmp_path, columns, column, message):
    files = {**BASE, "sources.csv": source_table({"id": "paper", **columns})}
    found = only_problem(tmp_path / "rows", files)
    assert found.startswith(f"rows/sources.csv:2, column {column}: ")
    assert message in found


def test_source_of_which_nothing_is_known_is_accepted(tmp_path):
    loaded = load([write_files(tmp_path / "rows", {**BASE, "sources.csv": source_table({"id": "seed"})})])
    assert loaded.problems == ()
    assert (loaded.dataset.sources["seed"].published, loaded.dataset.sources["seed"].tier) == (None, "other")


def test_byte_order_mark_is_accepted(tmp_path):
    files = {name: codecs.BOM_UTF8 + str(text).encode() for name, text in stakes(STAKE).items()}
    loaded = load([write_files(tmp_path / "rows", files)])
    assert loaded.problems == ()
    assert list(loaded.dataset.claims) == ["s1"]


@pytest.mark.parametrize("newline", ["\r\n", "\n"])
def test_line_ends_of_any_system_are_accepted(tmp_path, newline):
    files = {name: str(text).replace("\n", newline) for name, text in stakes(STAKE).items()}
    assert problems(tmp_path / "rows", files) == []


def test_other_encoding_is_named_with_the_line(tmp_path):
    text = claim_table("Ownership", {**STAKE, "note": "sold"}, {**STAKE, "id": "s2", "note": "Škoda übernommen"})
    files = {**BASE, "relations/ownerships.csv": text.encode("cp1250")}
    assert only_problem(tmp_path / "rows", files) == "rows/relations/ownerships.csv:3: byte 0x8A is not UTF-8"


def test_utf_16_is_named(tmp_path):
    files = {**BASE, "relations/ownerships.csv": claim_table("Ownership", STAKE).encode("utf-16")}
    assert (
        only_problem(tmp_path / "rows", files) == "rows/relations/ownerships.csv:1: the file is UTF-16, expected UTF-8"
    )


@pytest.mark.parametrize(
    "raw",
    [
        b"PK\x03\x04\x14\x00\x06\x00",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        b"<html><body>rows</body></html>\n",
        b'{"id": 1}\n',
    ],
)
def test_file_that_is_not_csv_is_one_problem(tmp_path, raw):
    found = only_problem(tmp_path / "rows", {**BASE, "relations/ownerships.csv": raw})
    assert found.startswith("rows/relations/ownerships.csv:")


def test_semicolons_instead_of_commas_are_named(tmp_path):
    text = claim_table("Ownership", STAKE).replace(",", ";")
    found = only_problem(tmp_path / "rows", {**BASE, "relations/ownerships.csv": text})
    assert found.startswith("rows/relations/ownerships.csv:1: not comma-separated ('id;owner;")


def test_quote_that_never_closes_is_named_with_its_line(tmp_path):
    text = claim_table("Ownership", STAKE) + 's2,"holder,acme\n'
    found = only_problem(tmp_path / "rows", {**BASE, "relations/ownerships.csv": text})
    assert found.startswith("rows/relations/ownerships.csv:3: ")


def test_comma_that_is_not_quoted_is_named(tmp_path):
    text = claim_table("Ownership", STAKE).rstrip("\n") + ",more\n"
    found = only_problem(tmp_path / "rows", {**BASE, "relations/ownerships.csv": text})
    assert found.startswith("rows/relations/ownerships.csv:2: ")
    assert found.endswith("is a comma not quoted?")


def test_row_with_too_few_cells_is_named(tmp_path):
    text = claim_table("Ownership", STAKE) + "s2,holder\n"
    found = only_problem(tmp_path / "rows", {**BASE, "relations/ownerships.csv": text})
    assert found.startswith("rows/relations/ownerships.csv:3: 2 cells, expected ")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("share_percent", "share"), "column share_percent: missing column 'share_percent'"),
        (("share_percent", "share"), "column share: unknown column 'share'"),
        (("share_percent", "owner"), "column owner: repeated column 'owner'"),
    ],
)
def test_wrong_header_is_named_with_what_was_expected(tmp_path, change, message):
    text = claim_table("Ownership", STAKE).replace(*change, 1)
    found = problems(tmp_path / "rows", {**BASE, "relations/ownerships.csv": text})
    assert any(one.startswith(f"rows/relations/ownerships.csv:1, {message}, expected id,owner,asset") for one in found)


def test_columns_may_stand_in_any_order(tmp_path):
    columns = claim_table("Ownership").strip().split(",")
    text = table(reversed(columns), STAKE)
    assert problems(tmp_path / "rows", {**BASE, "relations/ownerships.csv": text}) == []


def test_empty_file_is_named(tmp_path):
    found = only_problem(tmp_path / "rows", {**BASE, "relations/ownerships.csv": ""})
    assert found.startswith("rows/relations/ownerships.csv:1: the file is empty, expected a header id,owner,asset")


def test_comments_and_empty_lines_are_no_rows_and_count_as_lines(tmp_path):
    header, row = claim_table("Ownership", {**STAKE, "share_percent": "130"}).splitlines()
    text = f"# stakes\n\n{header}\n# a comment, with commas\n\n{row}\n"
    found = only_problem(tmp_path / "rows", {**BASE, "relations/ownerships.csv": text})
    assert found.startswith("rows/relations/ownerships.csv:6, column share_percent")


def test_line_of_a_row_is_that_where_it_begins(tmp_path):
    rows = [{**STAKE, "note": "two\nlines"}, {**STAKE, "id": "s2", "share_percent": "130"}]
    assert only_problem(tmp_path / "rows", stakes(*rows)).startswith(
        "rows/relations/ownerships.csv:4, column share_percent"
    )


def test_hash_inside_a_cell_is_text(tmp_path):
    loaded = load([write_files(tmp_path / "rows", stakes({**STAKE, "note": "line\n# two"}))])
    assert loaded.dataset.claims["s1"].note == "line\n# two"


def test_space_around_cells_is_removed(tmp_path):
    loaded = load([write_files(tmp_path / "rows", stakes({**STAKE, "share_percent": " 25 ", "source": "paper "}))])
    assert loaded.problems == ()
    assert loaded.dataset.claims["s1"].values["share_percent"] == "25"


def test_file_of_no_kind_is_named(tmp_path):
    files = {**stakes(STAKE), "relations/ownership.csv": claim_table("Ownership", STAKE)}
    found = only_problem(tmp_path / "rows", files)
    assert found.startswith("rows/relations/ownership.csv: no kind is kept in this file, expected one of names,")


def test_kind_may_be_split_into_parts(tmp_path):
    files = {**BASE, **{
        f"relations/ownerships/{part}.csv": claim_table("Ownership", {**STAKE, "id": part}) for part in ("one", "two")
    }}  # fmt: skip
    loaded = load([write_files(tmp_path / "rows", files)])
    assert loaded.problems == ()
    assert list(loaded.dataset.claims) == ["one", "two"]


def test_wrong_rows_are_refused_with_every_problem(tmp_path):
    folder = write_files(
        tmp_path / "rows", stakes(*({**STAKE, "id": f"s{n}", "share_percent": "130"} for n in range(3)))
    )
    with pytest.raises(
        RowError, match=r"ownerships.csv:2, column share_percent.* \(and 2 more: run check\)"
    ) as refused:
        load_or_raise([folder])
    assert len(refused.value.problems) == 3


def test_own_rows_lie_over_others_and_can_name_their_entities(tmp_path):
    below = write_files(tmp_path / "below", BASE)
    own = write_files(tmp_path / "own", {"relations/ownerships.csv": claim_table("Ownership", STAKE)})
    assert list(load_or_raise([below, own]).claims) == ["s1"]


def test_own_row_cannot_take_an_id_of_a_folder_below(tmp_path):
    below = write_files(tmp_path / "below", stakes(STAKE))
    own = write_files(tmp_path / "own", {"relations/ownerships.csv": claim_table("Ownership", STAKE)})
    (found,) = load([below, own]).problems
    assert str(found).startswith("own/relations/ownerships.csv:2, column id: 's1' is taken by below/relations/")


def test_own_kind_is_loaded_with_its_rows(tmp_path):
    folder = write_files(
        tmp_path / "rows", {"entities/ships.csv": "id,name,description,wikidata,lei\ntitanic,Titanic,,,\n"}
    )
    (folder / "kinds.toml").write_text("[entities.Ship]\nfile = 'ships'\n", encoding="utf-8")
    assert load([folder]).dataset.entities["titanic"].kind == "Ship"


def test_folder_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(StoreError, match="no such folder"):
        load([tmp_path / "nowhere"])


def test_folder_without_rows_is_named(tmp_path):
    (tmp_path / "readme.txt").write_text("nothing", encoding="utf-8")
    with pytest.raises(StoreError, match="holds neither rows"):
        load([tmp_path])
    assert not is_data_folder(tmp_path)


def test_data_files_are_all_files_that_count_and_no_others(tmp_path):
    folder = write_files(
        tmp_path / "rows", {**stakes(STAKE), "notes.txt": "x", "claims.ttl": "", "relations/x.bak": ""}
    )
    assert [path.relative_to(folder).as_posix() for path in data_files(folder)] == [
        "claims.ttl", "entities/companies.csv", "entities/people.csv", "kinds.toml", "relations/ownerships.csv",
        "sources.csv",
    ]  # fmt: skip


def test_packaged_rows_have_no_problems():
    loaded = load([packaged_data()])
    assert loaded.problems == ()
    assert len(loaded.dataset.claims) > 500


def test_packaged_data_have_a_row_of_every_kind_declared():
    dataset = load_or_raise([packaged_data()])
    assert {one.kind for one in dataset.claims.values()} == set(VOCABULARY.relations)
    assert {one.kind for one in dataset.entities.values()} == set(VOCABULARY.entities)


@settings(max_examples=25)
@given(datasets())
def test_rows_of_a_dataset_load_as_the_same_dataset(tmp_path_factory, data):
    loaded = load([write_dataset(tmp_path_factory.mktemp("rows"), data)])
    assert loaded.problems == ()
    assert _without_place(loaded.dataset.claims) == _without_place(data.claims)
    assert _without_place(loaded.dataset.entities) == _without_place(data.entities)
    assert _without_place(loaded.dataset.sources) == _without_place(data.sources)


def _without_place(records):
    return {id: replace(one, at="") for id, one in records.items()}
