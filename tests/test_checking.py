import gc
from collections.abc import Mapping
from pathlib import Path

import pytest

from graph.building.checking import EXCEPTION_COLUMNS, check_folders
from graph.building.loading import load
from graph.building.problems import Problem
from graph.errors import DeclarationError, StoreError
from graph.records import Claim, Source

from .builders import (
    claim,
    claim_table,
    dataset,
    entity_table,
    post,
    source,
    source_table,
    table,
    write_dataset,
    write_files,
)

RIGHT_LEI = "5493006MHB84DD0ZWV18"


def checked(path: Path, *claims: Claim, sources: list[Source] | None = None, **files: str) -> list[Problem]:
    """What is wrong or odd about claims."""
    folder = write_dataset(path / "rows", dataset(*claims, sources=sources or ()))
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return check_folders([folder])


def rules(problems: list[Problem]) -> list[str]:
    return [one.rule for one in problems]


def only(problems: list[Problem], rule: str) -> Problem:
    (found,) = (one for one in problems if one.rule == rule)
    return found


def test_right_rows_have_no_problem(tmp_path: Path) -> None:
    assert checked(tmp_path, post("c1", held_on="2019-06-05")) == []


def test_all_problems_are_listed_at_once_errors_first(tmp_path: Path) -> None:
    stakes = claim_table(
        "Ownership",
        {"id": "s1", "owner": "nobody", "asset": "acme", "share_percent": "101", "source": "paper"},
        {"id": "s1", "owner": "acme", "asset": "acme", "start": "2019-02-30", "source": "paper"},
        {"id": "s3", "owner": "acme", "asset": "acme", "start": "2019", "end": "2018", "source": ""},
    )
    companies = entity_table("Company", {"id": "acme", "name": "Acme", "type": "carmaker"})
    files = {"relations/ownerships.csv": stakes, "entities/companies.csv": companies}
    problems = check_folders(
        [write_files(tmp_path / "rows", {**files, "sources.csv": source_table({"id": "paper", "tier": "press"})})]
    )
    assert {one.severity for one in problems[:7]} == {"error"}
    text = "\n".join(map(str, problems))
    for said in ("rows/relations/ownerships.csv:2, column share_percent: '101'", "2019-02-30", "'s1' is taken by",
                 "'nobody' is no entity", "lies before the start", "every claim has one"):  # fmt: skip
        assert said in text


def test_wrong_row_does_not_make_others_wrong(tmp_path: Path) -> None:
    companies = entity_table("Company", {"id": "acme", "name": "Acme", "type": "spaceship"})
    people = entity_table("Person", {"id": "ada", "name": "Ada"})
    posts = claim_table(
        "Employment", {"id": "c1", "person": "ada", "organization": "acme", "function": "engineer", "source": "paper"}
    )
    files = {"entities/companies.csv": companies, "entities/people.csv": people, "relations/employments.csv": posts}
    (problem,) = check_folders(
        [write_files(tmp_path / "rows", {**files, "sources.csv": source_table({"id": "paper", "tier": "press"})})]
    )
    assert (problem.rule, problem.at) == ("bad-code", "rows/entities/companies.csv:2")


def test_problems_are_in_the_order_of_lines_not_of_texts(tmp_path: Path) -> None:
    rows = [{"id": f"x{number}", "name": f"X{number}", "wikidata": "Z"} for number in range(12)]
    folder = write_files(tmp_path / "rows", {"entities/people.csv": entity_table("Person", *rows)})
    lines = [int(one.at.rsplit(":")[-1]) for one in check_folders([folder]) if one.rule == "identifier"]
    assert lines == list(range(2, 14))


# ---------------------------------------------------------------- warnings


@pytest.mark.parametrize(
    ("column", "value", "wrong"),
    [
        ("wikidata", "Q26678", False),
        ("wikidata", "26678", True),
        ("wikidata", "Q12x", True),
        ("lei", RIGHT_LEI, False),
        ("lei", RIGHT_LEI[:-1] + "9", True),
        ("lei", RIGHT_LEI[:-1], True),
        ("lei", RIGHT_LEI.lower(), True),
    ],
)
def test_identifier_of_elsewhere_has_its_form(tmp_path: Path, column: str, value: str, wrong: bool) -> None:
    people = entity_table("Person", {"id": "ada", "name": "Ada", column: value})
    problems = check_folders([write_files(tmp_path / "rows", {"entities/people.csv": people})])
    assert ("identifier" in rules(problems)) == wrong


def test_row_that_says_the_same_from_the_same_source_is_odd(tmp_path: Path) -> None:
    problem = only(checked(tmp_path, post("c1"), post("c2")), "same-claim")
    assert problem.message == "c2 says the same as c1 from the same source, expected one row"
    assert problem.severity == "warning"


@pytest.mark.parametrize("other", [{"source": "wire"}, {"held_on": "2019"}, {"title": "CEO"}, {"modality": "planned"}])
def test_row_that_says_something_else_is_not(tmp_path: Path, other: Mapping[str, str]) -> None:
    assert "same-claim" not in rules(checked(tmp_path, post("c1"), post("c2", **other)))


def test_one_name_of_two_things_is_odd(tmp_path: Path) -> None:
    problem = only(
        checked(
            tmp_path,
            claim("n1", "Name", entity="geely-auto", name="Geely", type="short"),
            claim("n2", "Name", entity="geely-holding", name="GEELY", type="short"),
        ),
        "same-name",
    )
    assert problem.subject == "geely-auto geely-holding"
    assert "'geely' is a name of geely-auto and of geely-holding: a question with it is ambiguous" in problem.message


def test_name_that_is_denied_collides_with_none(tmp_path: Path) -> None:
    problems = checked(
        tmp_path,
        claim("n1", "Name", entity="geely-auto", name="Geely", type="short"),
        claim("n2", "Name", entity="geely-holding", name="Geely", type="short", stance="denies"),
    )
    assert "same-name" not in rules(problems)


def test_one_address_of_two_sources_is_odd(tmp_path: Path) -> None:
    sources = [source(name, address="https://example.org/1") for name in ("one", "two")]
    problem = only(
        checked(tmp_path, post("c1", source="one"), post("c2", source="two"), sources=sources), "same-address"
    )
    assert problem.message == "two has the address of one, expected one source for one document"


def test_sources_without_an_address_share_none(tmp_path: Path) -> None:
    problems = checked(tmp_path, post("c1", source="one"), post("c2", source="two"))
    assert "same-address" not in rules(problems)


def test_source_that_nobody_cites_and_entity_of_which_nothing_is_said_are_odd(tmp_path: Path) -> None:
    people = entity_table("Person", {"id": "ada", "name": "Ada"})
    files = {"entities/people.csv": people, "sources.csv": source_table({"id": "paper", "tier": "press"})}
    assert rules(check_folders([write_files(tmp_path / "rows", files)])) == ["orphan", "uncited"]


def test_fact_after_its_publication_can_only_be_a_plan(tmp_path: Path) -> None:
    late = [source("paper", "2019-06-05")]
    assert "fact-to-come" in rules(checked(tmp_path, post("c1", start="2019-07-01"), sources=late))
    assert "fact-to-come" not in rules(
        checked(tmp_path / "2", post("c1", start="2019-07-01", modality="planned"), sources=late)
    )
    assert "fact-to-come" not in rules(checked(tmp_path / "3", post("c1", start="2019-06"), sources=late))


def test_hearsay_can_be_of_what_is_to_begin_but_not_of_a_day_to_come(tmp_path: Path) -> None:
    late = [source("paper", "2019-06-05")]
    hearsay = post("c1", start="2019-07-01", modality="reported")
    assert "fact-to-come" not in rules(checked(tmp_path, hearsay, sources=late))
    seen = post("c1", held_on="2019-07-01", modality="reported")
    assert "fact-to-come" in rules(checked(tmp_path / "2", seen, sources=late))


# ---------------------------------------------------------------- exceptions


def exceptions(*rows: Mapping[str, str]) -> str:
    return table(EXCEPTION_COLUMNS, *rows)


def test_exception_explains_a_finding_away(tmp_path: Path) -> None:
    text = exceptions({"rule": "same-claim", "subject": "c2", "reason": "printed twice"})
    assert checked(tmp_path, post("c1"), post("c2"), exceptions=text) == []


def test_exception_without_a_reason_is_an_error(tmp_path: Path) -> None:
    text = exceptions({"rule": "same-claim", "subject": "c2"})
    problem = only(checked(tmp_path, post("c1"), post("c2"), exceptions=text), "required")
    assert (problem.at, problem.column, problem.severity) == ("rows/exceptions.csv:2", "reason", "error")


def test_exception_that_explains_nothing_is_a_finding(tmp_path: Path) -> None:
    text = exceptions({"rule": "same-claim", "subject": "c9", "reason": "it was so"})
    problem = only(checked(tmp_path, post("c1"), exceptions=text), "idle-exception")
    assert problem.message == "nothing is wrong with c9 by the rule same-claim"


def test_exception_excuses_no_error(tmp_path: Path) -> None:
    text = exceptions({"rule": "unknown-id", "subject": "ghost", "reason": "he exists"})
    folder = write_dataset(tmp_path / "rows", dataset(post("c1")))
    (folder / "exceptions.csv").write_text(text)
    (folder / "entities" / "people.csv").unlink()
    assert "unknown-id" in rules(check_folders([folder]))


def test_exceptions_that_are_no_table_are_an_error(tmp_path: Path) -> None:
    problems = checked(tmp_path, post("c1"), exceptions="nonsense\n")
    assert [one.severity for one in problems if "exceptions.csv" in one.at] == ["error"]


# ---------------------------------------------------------------- folders


def test_folder_that_is_none_is_an_error_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such folder"):
        check_folders([tmp_path / "none"])


def test_kinds_that_do_not_hold_together_are_an_error_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "kinds.toml").write_text("[nonsense]")
    with pytest.raises(DeclarationError):
        check_folders([tmp_path])


def test_problem_in_an_upper_folder_names_that_folder(tmp_path: Path) -> None:
    low = write_dataset(tmp_path / "low", dataset(post("c1")))
    high = write_files(tmp_path / "high", {"entities/people.csv": entity_table("Person", {"id": "bea", "name": "Bea"})})
    assert [one.at for one in check_folders([low, high])] == ["high/entities/people.csv:2"]


def test_no_garbage_is_looked_for_while_rows_are_read(tmp_path, monkeypatch):
    seen = []
    monkeypatch.setattr("graph.building.checking.load", lambda folders: seen.append(gc.isenabled()) or load(folders))
    check_folders([write_dataset(tmp_path / "rows", dataset(post("a")))])
    assert seen == [False] and gc.isenabled()


@pytest.mark.parametrize("on", [True, False])
def test_collecting_of_garbage_is_afterwards_as_it_was(tmp_path, on):
    (gc.enable if on else gc.disable)()
    try:
        with pytest.raises(StoreError):
            check_folders([tmp_path / "nowhere"])
        assert gc.isenabled() is on
    finally:
        gc.enable()
