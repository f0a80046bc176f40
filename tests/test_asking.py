from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from graph.answers import Answer, Name
from graph.asking import Asker
from graph.dates import FOREVER
from graph.errors import ParameterError, UnknownNameError
from graph.paths import packaged_queries
from graph.queries import Parameter, QueryFile, read_queries, read_query
from graph.records import Claim, Source

from .builders import VOCABULARY, claim, dataset, life, post, source, stake, status, store_of

QUERIES = read_queries(packaged_queries())
JUNE_5 = date(2019, 6, 5)
HEAD = (
    "PREFIX ind: <https://w3id.org/industry-graph/ns#>\n"
    "PREFIX res: <https://w3id.org/industry-graph/id/>\n"
    "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
)


def ask(
    query: str | QueryFile,
    *claims: Claim,
    as_of: date = JUNE_5,
    sources: list[Source] | None = None,
    given: Mapping[str, object] | None = None,
) -> Answer:
    """What a query answers about claims."""
    asker = Asker(store_of(dataset(*claims, sources=sources or ())), VOCABULARY, FOREVER, "most-origins", "test data")
    return asker.ask(QUERIES[query] if isinstance(query, str) else query, given or {}, as_of)


def written(folder: Path, *headers: str, values: str, pattern: str, select: str = "?x ?post") -> QueryFile:
    """A query file of a test."""
    lines = ["#+ summary: Which?", *headers, HEAD + f"SELECT {select}", f"WHERE {{ {values}", pattern, "}"]
    (folder / "own.rq").write_text("\n".join([*lines, f"ORDER BY {select}\n"]), encoding="utf-8")
    return read_query(folder / "own.rq")


# ---------------------------------------------------------------- certainty and evidence of rows


def test_row_that_holds_on_the_day_is_certain_and_has_its_claims() -> None:
    answer = ask("company_leaders", post("c1", held_on="2019-06-05"), given={"company": "acme"})
    (row,) = answer.rows
    assert (row["person"], row.certainty, row.reasons) == (Name("Ada", "ada"), "yes", ())
    assert [one.id for one in row.claims] == ["c1"]
    assert row.relationships == ("c1",)


def test_row_that_is_over_on_the_day_is_left_out() -> None:
    answer = ask("company_leaders", post("c1", start="2010", end="2019-06-04"), given={"company": "acme"})
    assert answer.rows == ()


def test_last_day_counts_as_held() -> None:
    answer = ask("company_leaders", post("c1", start="2010-01-01", end="2019-06-05"), given={"company": "acme"})
    assert [row.certainty for row in answer] == ["yes"]


def test_vague_date_gives_a_possible_row_with_its_reason() -> None:
    answer = ask("company_leaders", post("c1", start="2019"), given={"company": "acme"})
    (row,) = answer.rows
    assert row.certainty == "possibly"
    assert row.reasons == ("vague date: started 2019",)


def test_certain_rows_come_first_and_then_those_with_nearer_evidence() -> None:
    answer = ask(
        "company_leaders",
        post("c1", "ada", "engineering-head", held_on="1999-01-01"),
        post("c2", "bea", "design-head", held_on="2015-01-01"),
        post("c3", "cleo", "finance-chief", held_on="2019-06-05"),
        given={"company": "acme"},
    )
    assert [(row["person"].id, row.certainty) for row in answer] == [  # type: ignore[union-attr]
        ("cleo", "yes"), ("bea", "possibly"), ("ada", "possibly")
    ]  # fmt: skip


def test_row_on_two_relationships_is_as_certain_as_the_weaker_one() -> None:
    answer = ask(
        "person_ex_employer",
        post("c1", held_on="2019-06-05"),
        claim("c2", "Employment", person="ada", organization="rival", function="engineer", end="2019"),
        given={"employer": "acme", "former": "rival"},
    )
    (row,) = answer.rows
    assert row.certainty == "possibly"
    assert row.reasons == ("earlier: its end is only known as 2019",)
    assert row.relationships == ("c1", "c2")


def test_doubt_makes_a_row_possible_and_is_no_column() -> None:
    answer = ask(
        "person_ex_employer",
        post("c1", function="unspecified", held_on="2019-06-05"),
        claim("c2", "Employment", person="ada", organization="rival", function="engineer", end="2010"),
        given={"employer": "acme", "former": "rival"},
    )
    (row,) = answer.rows
    assert (row.certainty, row.reasons) == ("possibly", ("no source says what the post is",))
    assert "doubt" not in answer.columns and "doubt" not in row.values


def test_spell_at_a_company_that_belonged_to_the_former_employer_names_it() -> None:
    answer = ask(
        "person_ex_employer",
        post("c1", held_on="2019-06-05"),
        claim("c2", "Employment", person="ada", organization="unit", function="engineer", start="1995", end="1999"),
        claim("c3", "Ownership", owner="parent", asset="unit", share_percent="100", start="1994", end="2000"),
        given={"employer": "acme", "former": "parent"},
    )
    assert [row["through"] for row in answer] == [Name("Unit", "unit")]


def test_rows_that_show_the_same_become_one_with_all_claims() -> None:
    answer = ask(
        "company_rivals",
        claim("c1", "Competition", company="acme", competitor="rival", held_on="2019-06-05"),
        claim("c2", "Competition", company="rival", competitor="acme", held_on="2019-06-05", source="other"),
        given={"company": "acme"},
    )
    (row,) = answer.rows
    assert [one.id for one in row.claims] == ["c1", "c2"]
    assert row.origins == 2


def test_denied_alone_is_no_yes() -> None:
    answer = ask("company_leaders", post("c1", stance="denies", held_on="2019-06-05"), given={"company": "acme"})
    assert answer.rows == ()


def test_withdrawn_deal_gives_no_owner() -> None:
    answer = ask(
        "company_owners",
        status("c1", "proposed", start="2019-05-27"),
        status("c2", "withdrawn", start="2019-06-05"),
        claim("c3", "DealParty", deal="pact", party="acme", role="target"),
        given={"asset": "acme"},
    )
    assert answer.rows == ()


def test_day_of_change_shows_both_states_in_order() -> None:
    answer = ask(
        "company_deals",
        status("c1", "proposed", start="2019-05-27"),
        status("c2", "withdrawn", start="2019-06-05"),
        claim("c3", "DealParty", deal="pact", party="acme", role="partner", held_on="2019-05-27"),
        given={"company": "acme"},
    )
    assert [row["status"] for row in answer] == ["proposed", "withdrawn"]


def test_without_a_day_the_latest_known_state_is_asked_for() -> None:
    answer = ask("company_leaders", post("c1", held_on="2017-03-04"), as_of=FOREVER, given={"company": "acme"})
    (row,) = answer.rows
    assert answer.as_of is None
    assert (row.certainty, row.reasons) == ("yes", ("last confirmed on 2017-03-04",))


def test_latest_known_state_has_what_was_not_confirmed_for_years_last() -> None:
    stakes = [
        stake("undated", "10", owner="aa"),
        stake("old", "10", owner="bb", held_on="2014-06-05"),
        stake("fresh", "10", owner="dd", held_on="2019-06-05"),
        stake("earlier", "10", owner="cc", held_on="2015-06-10"),
        stake("planned", "10", owner="ee", start="2027", modality="planned"),
    ]
    answer = ask("company_owners", *stakes, as_of=FOREVER, given={"asset": "acme"})
    assert [row.relationships[0] for row in answer] == ["earlier", "fresh", "planned", "old", "undated"]


def test_latest_known_state_keeps_what_lasts_among_the_fresh() -> None:
    claims = [
        life("l", "acme", start="1900"),
        post("o", "bob", "adviser", held_on="2001"),
        post("p", held_on="2019-06-05"),
    ]
    answer = ask("entity_facts", *claims, as_of=FOREVER, given={"entity": "acme"})
    assert [row.relationships[0] for row in answer] == ["p", "l", "o"]


def test_nothing_holds_after_the_life_of_its_end() -> None:
    answer = ask(
        "company_leaders", post("c1", start="2010"), life("c2", "acme", end="2015-01-01"), given={"company": "acme"}
    )
    assert answer.rows == ()


def test_difference_between_sources_is_told_in_words() -> None:
    answer = ask(
        "company_owners",
        stake("s1", "40", source="one", held_on="2019-06-05"),
        stake("s2", "60", source="two", held_on="2019-06-05"),
        given={"asset": "acme"},
    )
    (row,) = answer.rows
    (difference,) = row.differences
    assert "share percent is" in difference and "40" in difference and "60" in difference
    assert any(note.startswith("Sources differ: ") for note in answer.notes)


# ---------------------------------------------------------------- parameters


def test_name_is_looked_up_and_shown_as_its_id() -> None:
    answer = ask("company_leaders", post("c1"), given={"company": "ACME"})
    assert answer.parameters == {"company": "acme"}


def test_unknown_parameter_is_refused_with_the_likely_one() -> None:
    with pytest.raises(ParameterError, match="company_leaders has no parameter 'compny': did you mean company"):
        ask("company_leaders", post("c1"), given={"compny": "acme"})


def test_unknown_parameter_like_none_is_refused_with_what_there_is() -> None:
    with pytest.raises(ParameterError, match="no parameter 'xyz': expected company"):
        ask("company_leaders", post("c1"), given={"xyz": "acme"})


def test_parameters_that_there_are_stand_in_the_order_of_their_names() -> None:
    several = tuple(Parameter(name, "text", True, "a text", "") for name in "gcaebdfh")
    with pytest.raises(ParameterError, match=r"expected a, b, c, d, e, f, g, h$"):
        ask(replace(QUERIES["company_leaders"], parameters=several), given={"xyz": "acme"})


def test_day_is_no_parameter_among_the_others() -> None:
    with pytest.raises(ParameterError, match="as_of"):
        ask("company_leaders", post("c1"), given={"as_of": "2019-06-05"})


@pytest.mark.parametrize("value", ["", None])
def test_empty_value_is_refused_where_one_is_needed(value: object) -> None:
    with pytest.raises(ParameterError, match="parameter 'company' is empty"):
        ask("company_leaders", post("c1"), given={"company": value})


def test_unknown_name_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="nothing here is called 'Acmee': did you mean acme"):
        ask("company_leaders", post("c1"), given={"company": "Acmee"})


def test_optional_parameters_left_out_mean_any_where_one_is_given() -> None:
    claims = [
        claim("c1", "Supply", supplier="maker", customer="acme", component="motor", held_on="2019-06-05"),
        claim("c2", "Supply", supplier="maker", customer="rival", component="motor", held_on="2019-06-05"),
    ]
    answer = ask("company_suppliers", *claims, given={"supplier": "maker"})
    assert [row["customer"].id for row in answer] == ["acme", "rival"]  # type: ignore[union-attr]
    assert answer.parameters == {"supplier": "maker"}


def test_component_counts_with_what_it_is_part_of() -> None:
    claims = [claim("c1", "Supply", supplier="maker", customer="acme", component="motor", held_on="2019-06-05")]
    answer = ask("company_suppliers", *claims, given={"supplier": "maker", "component": "motor"})
    assert len(answer) == 1


@pytest.mark.parametrize("companies", ["acme, Rival", ["acme", "rival"], ("Acme", " rival ")])
def test_parameter_that_takes_several_takes_a_list_or_commas(companies: object) -> None:
    answer = ask(
        "companies_standing",
        claim("c1", "Competition", company="acme", competitor="rival", held_on="2019-06-05"),
        given={"companies": companies},
    )
    assert answer.parameters == {"companies": "acme, rival"}
    assert [(row["one"], row["other"]) for row in answer] == [(Name("Acme", "acme"), Name("Rival", "rival"))]


def test_comma_in_a_single_value_is_part_of_the_name() -> None:
    with pytest.raises(UnknownNameError, match="'acme, rival'"):
        ask("company_leaders", post("c1"), given={"company": "acme, rival"})


@pytest.mark.parametrize("companies", ["", [], " , "])
def test_several_values_cannot_be_none(companies: object) -> None:
    with pytest.raises(ParameterError, match="companies"):
        ask("companies_standing", post("c1"), given={"companies": companies})


@pytest.mark.parametrize("given", ["paper", "source:paper", "https://w3id.org/industry-graph/source/paper"])
def test_source_is_named_by_id_or_address(given: str) -> None:
    answer = ask("source_claims", post("c1", held_on="2019-06-05"), given={"source": given})
    assert [row["kind"] for row in answer] == ["Employment"]


@pytest.mark.parametrize("given", ["nobody", "paper> . ?s ?p ?o . <x", "Paper!"])
def test_unknown_source_is_refused(given: str) -> None:
    with pytest.raises(ParameterError, match="is no source"):
        ask("source_claims", post("c1"), given={"source": given})


def test_claims_of_one_source_are_those_of_it_alone() -> None:
    answer = ask(
        "source_claims",
        post("c1", held_on="2019-06-05"),
        post("c2", "bea", "finance-chief", source="other", held_on="2019-06-05"),
        given={"source": "other"},
    )
    assert [row["says"] for row in answer] == ["Bea is finance chief at Acme"]


@pytest.mark.parametrize(
    ("type", "value", "said"),
    [
        ("day", "2019-02-30", "2019-02-30"),
        ("day", "June", "'June'"),
        ("number", "1e5", "'1e5' is no number"),
        ("number", "5; DROP", "is no number"),
    ],
)
def test_value_that_its_type_cannot_have_is_refused(tmp_path: Path, type: str, value: str, said: str) -> None:
    query = written(
        tmp_path, f"#+ param x {type}: a value", "#+ any post", values="VALUES ?x { 1 }", pattern="?post ind:start ?x ."
    )
    with pytest.raises(ParameterError, match=said):
        ask(query, post("c1"), given={"x": value})


@pytest.mark.parametrize(
    "text",
    ["CEO", 'x" } UNION { ?s ?p ?o } #', "a\\", "a\nb", "}", '"""', "{", "?x", "<http://x>", "Ω\t"],
)
def test_text_finds_what_is_equal_to_it_and_injects_nothing(tmp_path: Path, text: str) -> None:
    query = written(
        tmp_path, "#+ param x text: a title", "#+ any post",
        values='VALUES ?x { "x" }', pattern="?post ind:title ?x .",
    )  # fmt: skip
    claims = [post("c1", title="CEO"), post("c2", "bea", "design-head", title="Boss")]
    assert len(ask(query, *claims, given={"x": text})) == (1 if text == "CEO" else 0)


def test_number_is_compared_as_a_number(tmp_path: Path) -> None:
    query = written(
        tmp_path, "#+ param least number: at least", "#+ any post",
        values="VALUES ?least { 0 }", pattern="?post ind:sharePercent ?x . FILTER(?x >= ?least)",
    )  # fmt: skip
    claims = [stake("s1", "9.5"), stake("s2", "50", owner="other")]
    assert [row["x"] for row in ask(query, *claims, given={"least": "10"})] == [Decimal(50)]


# ---------------------------------------------------------------- what a cell is


def test_source_without_a_date_is_cited_without_one() -> None:
    answer = ask("company_leaders", post("c1", held_on="2019-06-05"), sources=[source("paper", "")],
                 given={"company": "acme"})  # fmt: skip
    assert answer.claims[0].source.citation == "paper, date unknown"


# ---------------------------------------------------------------- who controls


def test_stake_whose_share_nobody_gives_is_control_only_possibly() -> None:
    answer = ask("company_controllers", stake("a", owner="ford", held_on="2019-06-05"), given={"company": "acme"})
    (row,) = answer.rows
    assert (str(row["controller"]), row.certainty, row.reasons) == (
        "Ford", "possibly", ("no source gives the share",)
    )  # fmt: skip


def test_steps_of_control_do_not_go_round_in_a_circle() -> None:
    circle = [
        claim(f"{owner}-{asset}", "Ownership", owner=owner, asset=asset, held_on="2019-06-05")
        for owner, asset in (("b", "a"), ("c", "b"), ("a", "c"), ("b", "c"))
    ]
    answer = ask("company_controllers", *circle, given={"company": "a"})
    assert [(row["step"], str(row["controller"])) for row in answer] == [(1, "B"), (2, "C")]


def test_day_of_a_period_is_shown_as_it_was_asked_for() -> None:
    answer = ask("ownership_changes", stake("a", "60", start="2019-03"), given={"since": "2019-01-01"})
    assert answer.parameters["since"] == "2019-01-01"


def test_who_comes_back_moves_again() -> None:
    claims = [
        post("old", organization="acme", function="engineer", start="1987"),
        post("away", organization="other", function="engineer", start="2018-08", end="2021-09"),
        post("back", organization="acme", function="software-head", start="2021-09-07"),
    ]
    asked = {"former": "other", "employer": "acme", "since": "2000-01-01"}
    answer = ask("person_moves", *claims, as_of=FOREVER, given=asked)
    assert [row["function"] for row in answer] == ["software-head"]


def test_post_from_before_the_spell_is_none_after_it() -> None:
    claims = [
        post("before", organization="other", function="chief-executive", held_on="1998-06-01"),
        post("spell", organization="acme", function="chief-executive", start="2006-09-05", end="2014-07-01"),
        post("undated", organization="third", function="chair"),
    ]
    answer = ask("company_alumni", *claims, as_of=FOREVER, given={"former": "acme"})
    assert [(str(row["organization"]), row.certainty) for row in answer] == [("Third", "possibly")]
    assert answer.rows[0].reasons == ("post: no source gives a date", "no source says whether it came after")


def test_show_of_a_plant_tells_what_is_built_there() -> None:
    made = claim("p", "Production", maker="acme", vehicle="car", plant="works", held_on="2019-06-05")
    answer = ask("entity_facts", made, given={"entity": "works"})
    assert [row["says"] for row in answer] == ["Acme builds Car in Works"]


def test_careers_tell_what_had_begun_by_the_day_in_its_order() -> None:
    claims = [
        post("later", organization="acme", function="chair", held_on="2012-12-28"),
        post("ended", organization="other", function="engineer", end="1999-06-01"),
        post("first", organization="third", function="engineer", start="1986"),
    ]
    answer = ask("person_career", *claims, as_of=date(2010, 1, 1), given={"person": "ada"})
    assert [(str(row["organization"]), row.certainty) for row in answer] == [
        ("Third", "yes"),
        ("Other", "yes"),
        ("Acme", "possibly"),
    ]
    assert answer.rows[2].reasons == ("start unknown, first confirmed on 2012-12-28",)
