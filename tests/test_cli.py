import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from graph.cli import main
from graph.cli.studying import path
from graph.connections import LIMIT_MOST, LIMIT_STEPS
from graph.editions import build_into
from graph.exports import GRAPH_FORMATS, RDF_FORMATS
from graph.industry import Industry
from graph.store import EmbeddedStore
from graph.ways import MOST, STEPS

from .builders import claim_table, dataset, entity_table, post, source_table, write_dataset, write_files
from .sparql_server import serving

JUNE_5 = ("--as-of", "2019-06-05")
COMMANDS = sorted(main.commands)
ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def here(packaged_june: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The frozen data as the packaged ones, in an empty folder."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    yield folder


def call(*words: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, words, input=stdin)


def done(*words: str, stdin: str | bytes | None = None) -> str:
    """What a command that works prints on standard output; on the other one it prints nothing."""
    result = call(*words, stdin=stdin)
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    return result.stdout


def refused(*words: str, status: int, stdin: str | bytes | None = None) -> str:
    """The one line that a command prints which does not work."""
    result = call(*words, stdin=stdin)
    assert result.exit_code == status, (result.exit_code, result.output, result.exception)
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("industry-graph: ")
    assert "Traceback" not in line
    return line


# ---------------------------------------------------------------- help


def test_help_lists_every_command() -> None:
    text = done("--help")
    listed = {line.split()[0] for line in text.split("Commands:")[1].splitlines() if line.strip()}
    assert set(COMMANDS) <= listed


@pytest.mark.parametrize("command", COMMANDS)
def test_command_and_its_options_say_what_they_do(command: str) -> None:
    text = done(command, "--help")
    described = main.commands[command].help or ""
    assert described.split("\n")[0][:40] in text and len(described) > 20
    for option in main.commands[command].params:
        if isinstance(option, click.Option):
            assert option.help or option.type.name == "choice", option.name


def test_short_help_is_the_same() -> None:
    assert done("-h") == done("--help")


@pytest.mark.parametrize("words", [["person_moves", "--help"], ["-h", "person_moves"]])
def test_help_of_a_query_says_what_it_asks_and_takes(words: list[str]) -> None:
    text = " ".join(done("query", *words).split()).replace("- ", "-")
    assert "Who left one company for another in a period?" in text
    assert "--employer the company they joined (Company or Brand; default: jaguar-land-rover)" in text
    assert "--former the company they left (Company or Brand; default: any)" in text
    assert re.search(r"--since the first day of the period \(day; default: \d{4}-\d\d-\d\d\)", text)
    assert "--as-of DAY The day asked about" in text


def test_help_of_a_query_that_takes_several_values_says_so() -> None:
    text = " ".join(done("query", "companies_standing", "--help").split())
    assert "(Company or Brand, several with commas between; default: bmw, jaguar-land-rover," in text


def test_help_knows_the_queries_of_a_data_folder(tmp_path: Path) -> None:
    text = "#+ summary: What is there?\nSELECT ?s WHERE { ?s ?p ?o } ORDER BY ?s\n"
    own = write_files(tmp_path, {"queries/everything.rq": text})
    assert "What is there?" in done("query", "everything", "--data", str(own), "--help")
    assert "What is there?" in done("query", f"--data={own}", "everything", "--help")


def test_help_says_what_is_wrong_with_a_query(tmp_path: Path) -> None:
    own = write_files(tmp_path, {"queries/everything.rq": "SELECT ?s WHERE { ?s ?p ?o }\n"})
    result = call("query", "everything", f"--data={own}", "--help")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "everything.rq:1: no summary" in result.stderr


def test_help_of_an_unknown_query_is_that_of_the_command() -> None:
    assert done("query", "nonsense", "--help") == done("query", "--help")


def test_version_is_that_of_the_distribution() -> None:
    assert done("--version").startswith("industry-graph, version ")


@pytest.mark.parametrize(
    "words", [["nonsense"], ["query"], ["show"], ["export", "trig"], ["show", "JLR", "--nonsense"]]
)
def test_wrong_use_is_status_2_on_standard_error(words: list[str]) -> None:
    result = call(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Usage:" in result.stderr


# ---------------------------------------------------------------- asking


def test_queries_lists_every_query_with_its_question(june: Industry) -> None:
    lines = done("queries").splitlines()
    assert [line.split()[0] for line in lines] == list(june.queries)
    assert all(line.endswith("?") for line in lines)


def test_queries_tells_what_one_takes() -> None:
    text = done("queries", "person_ex_employer")
    assert "--employer" in text and "--as-of" in text and "SELECT" in text


def test_query_answers_the_headline_question() -> None:
    text = done("query", "person_ex_employer", "--employer", "JLR", "--former", "BMW", *JUNE_5)
    assert "Ralf Speth" in text and "Wolfgang Ziebart" in text
    assert "[1] " in text and "Automotive News, 2019-06-05" in text
    assert "The source speaks of more: a host of BMW veterans run JLR" in text


def test_parameter_can_be_written_with_an_equals_sign_and_a_hyphen() -> None:
    words = ("query", "company_owners", "--format", "csv")
    assert done(*words, "--asset=Renault") == done(*words, "--asset", "Renault")


def test_query_as_json_is_a_document() -> None:
    document = json.loads(done("query", "company_leaders", "--company", "JLR", *JUNE_5, "--format", "json"))
    assert document["rows"][0]["person"]["id"] == "ralf-speth"
    assert document["rows"][0]["claims"][0]["source"]["address"].startswith("https://")


def test_query_as_markdown_is_a_table() -> None:
    assert "| person |" in done("query", "company_leaders", "--company", "JLR", *JUNE_5, "--format", "markdown")


def test_notes_of_a_csv_go_to_the_other_stream() -> None:
    result = call("query", "person_ex_employer", "--employer", "JLR", "--former", "BMW", *JUNE_5, "--format", "csv")
    assert result.exit_code == 0
    assert next(csv.reader(io.StringIO(result.stdout)))[:2] == ["person", "person_id"]
    assert "Note: The source speaks of more" in result.stderr and "Note:" not in result.stdout


def test_certain_leaves_out_what_only_possibly_holds_and_says_so() -> None:
    asked = ("query", "person_ex_employer", "--employer", "JLR", "--former", "BMW", *JUNE_5, "--format", "csv")
    result = call(*asked, "--certain")
    assert {row["certainty"] for row in csv.DictReader(io.StringIO(result.stdout))} == {"yes"}
    possible = sum(row["certainty"] == "possibly" for row in csv.DictReader(io.StringIO(call(*asked).stdout)))
    assert possible and f"--certain leaves out {possible} rows" in result.stderr


def test_empty_answer_says_what_it_looked_for_and_where() -> None:
    text = done("query", "company_leaders", "--company", "Magna Steyr", *JUNE_5)
    assert "company = magna-steyr" in text and "as of 2019-06-05" in text
    assert "Nothing found in the packaged data. Absence of a claim is not evidence of absence." in text


def test_known_at_and_policy_choose_the_edition() -> None:
    words = ("query", "deal_story", "--deal", "fca-renault-merger-2019", "--format", "csv")
    assert "withdrawn" in done(*words)
    early = call(*words, "--known-at", "2019-06-04")
    assert early.exit_code == 0 and "withdrawn" not in early.stdout
    assert done(*words, "--policy", "newest")


def test_name_of_several_words_needs_no_quotes() -> None:
    quoted, bare = (done("show", *name, *JUNE_5) for name in (["Ralph Speth"], ["Ralph", "Speth"]))
    assert quoted == bare
    assert done("search", "Ralf", "Speth").startswith("ralf-speth ")


def test_show_tells_all_of_an_entity() -> None:
    result = call("show", "Ralph Speth", *JUNE_5, "--format", "csv")
    assert "Ralf Speth is chief executive at Jaguar Land Rover (CEO)" in result.stdout


def test_code_can_be_given_as_it_is_printed() -> None:
    asked = ["query", "deals_standing", *JUNE_5, "--format", "csv", "--status"]
    assert call(*asked, "in talks").stdout == call(*asked, "talks").stdout != ""


def test_search_finds() -> None:
    assert done("search", "speth").split()[0] == "ralf-speth"


def test_search_for_nothing_is_status_1() -> None:
    result = call("search", "zzzzqqq")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Nothing here has a name like 'zzzzqqq'" in result.stderr


def test_schema_prints_prefixes_and_examples() -> None:
    text = done("schema")
    assert "PREFIX ind:" in text and "Examples" in text


def test_explain_lists_what_ties_an_entity_and_explains_the_only_tie_of_two() -> None:
    result = call("explain", "Ralf Speth")
    several = result.stdout.splitlines()
    assert result.stderr == f"Note: these are {len(several)} relationships; explain one by its id.\n"
    assert len(several) > 1
    assert all("Ralf Speth" in line for line in several)
    listed = json.loads(call("explain", "Ralf Speth", "--format", "json").stdout)
    assert [one["id"] for one in listed] == [line.split(":")[0] for line in several]
    (only,) = (line for line in several if "Jaguar Land Rover" in line)
    assert done("explain", "Ralf Speth", "JLR") == done("explain", only.split(":")[0])


def test_conflicts_and_explain_and_brief_answer() -> None:
    assert "What do sources disagree about?" in done("conflicts", "FCA")
    assert "bmwjlr-0043" in done("explain", "bmwjlr-0013")
    assert json.loads(done("explain", "bmwjlr-0013", "--format", "json"))["kind"] == "DealStatus"
    assert "withdrawn" in done("brief", "2019-06-01", "2019-06-30", "--focus", "Renault")
    assert json.loads(done("brief", "2019-06-01", "2019-06-30", "--format", "json"))


# ---------------------------------------------------------------- ways


def test_what_is_printed_into_a_pipe_has_no_blanks_at_the_ends_of_lines() -> None:
    printed = done("path", "BMW", "JLR", *JUNE_5) + done("query", "company_owners", "--asset", "JLR", *JUNE_5)
    assert [line for line in printed.splitlines() if line != line.rstrip()] == []


def test_path_tells_the_ways_with_their_evidence() -> None:
    text = done("path", "BMW", "JLR", *JUNE_5)
    assert (
        "BMW Group → BMW and Jaguar Land Rover: joint development of electric drive units → Jaguar Land Rover" in text
    )
    assert "joint development of electric drive units is agreed — since 2019-06-05; yes" in text
    assert "\n[1] " in text


def test_path_over_a_proposal_is_none_and_says_so() -> None:
    text = done("path", "FCA", "Renault", "--as-of", "2019-05-28", "--steps", "2")
    assert "Not in force, so no way: FCA–Renault merger proposal 2019 is proposed (since 2019-05-27)" in text


@pytest.mark.parametrize(("option", "limit"), [("--most", LIMIT_MOST), ("--steps", LIMIT_STEPS)])
def test_path_has_the_limits_of_the_library(option: str, limit: int) -> None:
    assert f"1<=x<={limit}" in call("path", "BMW", "JLR", option, str(limit + 1)).stderr
    assert {one.name: one.default for one in path.params if one.name in {"most", "steps"}} == {
        "most": MOST,
        "steps": STEPS,
    }


def test_path_over_a_withdrawn_deal_is_none_and_says_why() -> None:
    text = done("path", "FCA", "Renault", "--as-of", "2019-07-01", "--steps", "2")
    assert "No way of at most 2 steps leads from Fiat Chrysler Automobiles to Renault Group as of 2019-07-01" in text
    assert "FCA–Renault merger proposal 2019 is withdrawn (since 2019-06-05)" in text


def test_path_is_written_as_data() -> None:
    (first, *_) = csv.DictReader(io.StringIO(call("path", "BMW", "JLR", *JUNE_5, "--format", "csv").stdout))
    assert (first["way"], first["step"]) == ("1", "1") and first["sources"]
    document = json.loads(done("path", "BMW", "JLR", *JUNE_5, "--format", "json", "--known-at", "2019-06-05"))
    assert (document["query"], document["known_at"]) == ("path", "2019-06-05")
    assert "| way | step |" in done("path", "BMW", "JLR", *JUNE_5, "--format", "markdown")


def test_path_takes_a_past_along_where_it_is_asked_for() -> None:
    words = ("path", "BMW", "JLR", "--as-of", "2019-07-01", "--format", "csv", "--most", "9")
    former = "Ralf Speth is employed at BMW Group"
    assert former in call(*words, "--ever").stdout
    assert former not in call(*words).stdout


def test_path_from_something_to_itself_is_wrong_use() -> None:
    assert "expected two entities" in refused("path", "JLR", "jaguar-land-rover", status=2)


def test_path_of_an_unknown_name_suggests_others() -> None:
    assert "ralf-speth" in refused("path", "Ralf Spath", "JLR", status=2)


# ---------------------------------------------------------------- SPARQL


COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s a <https://w3id.org/industry-graph/ns#Deal> }"


@pytest.mark.parametrize("how", ["text", "file", "pipe"])
def test_sparql_is_text_a_file_or_a_pipe(how: str, here: Path) -> None:
    (here / "question.rq").write_text("\ufeff" + COUNT, encoding="utf-8")
    given = {"text": COUNT, "file": "question.rq", "pipe": "-"}[how]
    assert done("sparql", given, "--format", "csv", stdin=COUNT if how == "pipe" else None) == "n\n6\n"


def test_sparql_on_a_snapshot_knows_the_day() -> None:
    owns = (
        "PREFIX ind: <https://w3id.org/industry-graph/ns#> PREFIX res: <https://w3id.org/industry-graph/id/> "
        "ASK { res:bmw ind:owns res:land-rover }"
    )
    assert done("sparql", owns, "--on", "snapshot", "--as-of", "1995-01-01") == "true\n"
    assert done("sparql", owns, "--on", "snapshot", *JUNE_5) == "false\n"


def test_malformed_sparql_is_told_with_its_line() -> None:
    assert "malformed SPARQL at line 2" in refused("sparql", "SELECT ?x\nWHERE { ?x", status=1)


def test_sparql_cannot_write() -> None:
    refused("sparql", "CLEAR ALL", status=1)


def test_sparql_is_stopped_in_time() -> None:
    line = refused("sparql", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "--seconds", "0.3", status=1)
    assert "stopped after 0.3 s" in line


def test_day_without_a_snapshot_is_refused() -> None:
    assert "--as-of needs --on snapshot" in refused("sparql", COUNT, *JUNE_5, status=1)


# ---------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["show", "Jaguar Land Rovr"], 2, "nothing here is called 'Jaguar Land Rovr': did you mean jaguar-land-rover"),
        (["query", "company_owners", "--asset", "Rnault"], 2, "nothing here is called 'Rnault': did you mean"),
        (["query", "deals_standing", "--status", "failed"], 2, "'failed' is none of its codes; expected rumoured"),
        (["query", "company_chiefs", "--company", "BMW", "--function", "CEO"], 2, "expected chief-executive, chair"),
        (["query", "leaders"], 2, "no query is called 'leaders': did you mean company_leaders"),
        (["queries", "leaders"], 2, "no query is called 'leaders'"),
        (["query", "company_owners", "--aset", "Renault"], 2, "has no parameter 'aset': did you mean asset"),
        (["query", "company_owners", "--asset"], 2, "--asset: expected a value after it"),
        (["query", "company_owners", "Renault"], 2, "'Renault': expected --PARAMETER VALUE"),
        (["query", "company_owners", "--asset", ""], 2, "parameter 'asset' is empty"),
        (["show", "JLR", "--as-of", "2019-02-30"], 2, "2019-02-30"),
        (["show", "JLR", "--as-of", "June"], 2, "'June'"),
        (["show", "JLR", "--known-at", "2019"], 2, "'2019'"),
        (["show", "JLR", "--policy", "loudest"], 2, "'loudest' is no policy: expected one of most-origins"),
        (["show", "JLR", "--no-packaged"], 2, "--no-packaged leaves nothing: expected --data FOLDER"),
        (["check", "--no-packaged"], 2, "--no-packaged leaves nothing"),
        (["show", "JLR", "--data", "nowhere"], 1, "nowhere: no such folder"),
        (["check", "--data", "nowhere"], 1, "nowhere: no such folder"),
        (["show", "JLR", "--store", "nowhere"], 1, "nowhere"),
        (["show", "JLR", "--store", "x", "--data", "y"], 2, "--store stands alone"),
        (["show", "JLR", "--store", "http://127.0.0.1:9/sparql"], 1, "no answer"),
        (["explain", "nothing-of-it"], 2, "no relationship or claim here has the id 'nothing-of-it'"),
        (["explain", "Ralf Speth", "Renault"], 2, "nothing here ties 'Ralf Speth' and 'Renault'"),
        (["explain", "Speth"], 2, "did you mean ralf-speth"),
        (["explain", "JLR", "Jaguar Land Rover"], 2, "are both jaguar-land-rover: expected two entities"),
        (["explain", "> ?p ?o"], 2, "no relationship or claim here has the id"),
        (["brief", "2019-06-30", "2019-06-01"], 2, "2019-06"),
        (["brief", "soon", "2019-06-01"], 2, "'soon'"),
        (["export", "docx", "--out", "-"], 2, "'docx' is no format: expected one of trig"),
        (["export", "trig", "--out", "-", "--as-of", "2019-06-05"], 2, "trig holds every day: expected no --as-of"),
        (["export", "trig", "--out", "nowhere/x.trig"], 1, "nowhere/x.trig: cannot be written"),
        (["build", "--store", "s", "--policy", "loudest"], 2, "'loudest' is no policy"),
        (["build", "--store", "s", "--known-at", "2019-13-01"], 2, "2019-13-01"),
    ],
)  # fmt: skip
def test_bad_input_gets_one_clear_line(words: list[str], status: int, said: str, here: Path) -> None:
    assert said in refused(*words, status=status)
    assert list(here.iterdir()) == []


def test_folder_that_is_neither_rows_nor_a_store_is_told_so(here: Path) -> None:
    (here / "photos").mkdir()
    (here / "photos" / "cat.png").write_bytes(b"\x89PNG")
    for option in ("--data", "--store"):
        assert "photos" in refused("show", "JLR", option, "photos", status=1)
    assert [path.name for path in (here / "photos").iterdir()] == ["cat.png"]


def rows(folder: Path, people: bytes) -> Path:
    return write_files(folder, {"entities/people.csv": people})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "own/entities/people.csv:1"),
        (b"PK\x03\x04 a spreadsheet", "own/entities/people.csv:1"),
        ("id,name,description,wikidata,lei\nx,Zoë,,,\n".encode("latin-1"), "people.csv:2: byte 0xEB is not UTF-8"),
        ("id,name,description,wikidata,lei\nx,Zoë,,,\n".encode("utf-16"), "the file is UTF-16, expected UTF-8"),
        (b"id;name;description;wikidata;lei\n", "not comma-separated"),
        (b"", "the file is empty, expected a header"),
        (b"id,name,description,wikidata,lei\nx,Zoe\n", "people.csv:2: 2 cells, expected 5"),
        (b'id,name,description,wikidata,lei\nx,"Zoe,,,\n', "people.csv:2"),
        (b"id,name,description,wikidata,lei\nx,Zo\x00e,,,\n", "control character U+0000"),
    ],
)  # fmt: skip
def test_file_that_is_no_table_of_ours_is_told_with_its_line(here: Path, content: bytes, said: str) -> None:
    rows(here / "own", content)
    before = (here / "own" / "entities" / "people.csv").read_bytes()
    assert said in refused("show", "JLR", "--data", "own", status=1)
    result = call("check", "--data", "own")
    assert result.exit_code == 1 and said in result.stdout
    assert (here / "own" / "entities" / "people.csv").read_bytes() == before


def test_byte_order_mark_is_accepted(here: Path) -> None:
    rows(here / "own", "\ufeffid,name,description,wikidata,lei\nzoe,Zoë,,,\n".encode())
    assert done("search", "Zoe", "--data", "own").split()[0] == "zoe"


# ---------------------------------------------------------------- rows


def own(folder: Path) -> Path:
    return write_dataset(folder, dataset(post("c1", held_on="2019-06-05")))


def test_check_lists_all_problems_and_counts_them_apart(here: Path) -> None:
    stakes = claim_table("Ownership", {"id": "s1", "owner": "x", "asset": "y", "share_percent": "130", "source": "z"})
    write_files(here / "own", {"relations/ownerships.csv": stakes})
    result = call("check", "--data", "own", "--no-packaged")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 4
    assert "error: own/relations/ownerships.csv:2, column share_percent: '130'" in result.stdout
    assert result.stderr == "4 errors, 0 warnings\n"


def test_check_of_right_rows_is_status_0_and_quiet_hides_warnings(here: Path) -> None:
    write_files(here / "own", {"sources.csv": source_table({"id": "paper", "tier": "press"})})
    result = call("check", "--data", "own", "--no-packaged")
    assert (result.exit_code, result.stderr) == (0, "0 errors, 1 warnings\n")
    assert result.stdout.startswith("warning: own/sources.csv:2: no claim cites paper [uncited]")
    quiet = call("check", "--data", "own", "--no-packaged", "--quiet")
    assert (quiet.exit_code, quiet.stdout) == (0, "")


def test_check_of_own_rows_leaves_out_what_is_odd_of_the_packaged_ones_alone(here: Path) -> None:
    assert int(call("check").stderr.split()[2]) > 0
    write_files(here / "own", {"sources.csv": source_table({"id": "some-paper", "tier": "press"})})
    result = call("check", "--data", "own")
    assert (result.exit_code, result.stderr) == (0, "0 errors, 1 warnings\n")
    assert result.stdout.startswith("warning: own/sources.csv:2: no claim cites some-paper")


def test_own_rows_are_laid_over_the_packaged_ones(here: Path) -> None:
    own(here / "own")
    assert "Ada" in done("show", "acme", "--data", "own", *JUNE_5)
    assert "Speth" in done("show", "JLR", "--data", "own", *JUNE_5)
    refused("show", "JLR", "--data", "own", "--no-packaged", status=2)


def test_new_writes_a_folder_and_check_finds_nothing_in_it(here: Path) -> None:
    files = done("new", "mine").splitlines()
    assert "mine/sources.csv" in files and all((here / name).is_file() for name in files)
    result = call("check", "--data", "mine")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "0 errors, 0 warnings\n")
    assert "exists and is not empty" in refused("new", "mine", status=1)


def test_new_folder_alone_knows_the_packaged_kinds(here: Path) -> None:
    done("new", "mine")
    with (here / "mine" / "entities" / "people.csv").open("a") as file:
        file.write("zoe,Zoë,,,\n")
    assert call("check", "--data", "mine", "--no-packaged", "--quiet").exit_code == 0
    assert done("search", "Zoe", "--data", "mine", "--no-packaged").split()[:2] == ["zoe", "Person"]


def test_build_makes_a_store_that_is_asked(here: Path) -> None:
    own(here / "own")
    path = done("build", "--data", "own", "--no-packaged", "--store", "store").strip()
    assert Path(path).is_dir()
    assert "Ada" in done("show", "acme", "--store", "store", *JUNE_5)


def test_built_store_is_asked_under_its_own_policy_and_day(here: Path) -> None:
    own(here / "own")
    edition = ("--policy", "newest", "--known-at", "2021-01-01")
    done("build", "--data", "own", "--no-packaged", "--store", "store", *edition)
    asked = ("show", "acme", "--store", "store")
    assert "known at 2021-01-01; policy newest)" in done(*asked)
    assert done(*asked, *edition) == done(*asked)
    assert "holds one edition (policy newest, known at 2021-01-01)" in refused(
        *asked, "--policy", "best-tier", status=1
    )


def test_build_of_wrong_rows_lists_them_and_leaves_the_store_as_it_was(here: Path) -> None:
    own(here / "own")
    done("build", "--data", "own", "--no-packaged", "--store", "store")
    (here / "own" / "entities" / "people.csv").write_text(entity_table("Person", {"id": "Bad Id", "name": "x"}))
    result = call("build", "--data", "own", "--no-packaged", "--store", "store")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "'Bad Id' is no id" in result.stderr and "nothing built, 2 errors" in result.stderr
    assert "Ada" in done("show", "acme", "--store", "store", *JUNE_5)


def test_build_into_other_things_is_refused(here: Path) -> None:
    (here / "letters").mkdir()
    (here / "letters" / "dear.txt").write_text("dear")
    assert "holds other things" in refused("build", "--store", "letters", status=1)
    assert (here / "letters" / "dear.txt").read_text() == "dear"


def test_damaged_store_is_told_with_what_to_do(here: Path) -> None:
    path = build_into(here / "store", [own(here / "own")])
    next((path / "store").glob("MANIFEST*")).write_bytes(b"")
    assert "the store is damaged, expected a rebuild: run build" in refused(
        "show", "acme", "--store", "store", status=1
    )


def test_coverage_is_told_in_every_format() -> None:
    assert "claims from" in done("coverage")
    assert done("coverage", "--format", "markdown").startswith("# What the data cover")
    assert json.loads(done("coverage", "--format", "json"))["sources"] == 26


# ---------------------------------------------------------------- exports


@pytest.mark.parametrize("form", [*RDF_FORMATS, *GRAPH_FORMATS])
def test_export_writes_a_file_and_the_same_to_a_pipe(form: str, here: Path) -> None:
    day = JUNE_5 if form in GRAPH_FORMATS else ()
    assert done("export", form, "--out", "out", *day) == ""
    piped = call("export", form, "--out", "-", *day)
    assert piped.stdout_bytes == (here / "out").read_bytes()
    assert (here / "out").stat().st_size > 1000


def test_export_to_an_unwritable_path_keeps_what_is_there(here: Path) -> None:
    (here / "out").mkdir()
    assert "out: cannot be written" in refused("export", "csv", "--out", "out", status=1)
    assert list(here.iterdir()) == [here / "out"]


@pytest.mark.parametrize("form", ["trig", "jsonld"])
def test_exported_dataset_is_opened_again_as_own_claims(form: str, here: Path) -> None:
    (here / "again").mkdir()
    done("export", form, "--out", f"again/all.{form}")
    words = ("show", "JLR", *JUNE_5, "--format", "csv")
    assert call(*words, "--data", "again", "--no-packaged").stdout == call(*words).stdout


# ---------------------------------------------------------------- a server


def test_server_answers_like_the_embedded_store(june: Industry) -> None:
    assert isinstance(june.store, EmbeddedStore)
    words = ("query", "company_leaders", "--company", "JLR", *JUNE_5, "--format", "csv")
    with serving(june.store.dataset) as address:
        assert call(*words, "--store", address).stdout == call(*words).stdout != ""
        assert "exported with its own tools" in refused("export", "trig", "--out", "-", "--store", address, status=2)


# ---------------------------------------------------------------- as a process


def process(*words: str, **more: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "graph", *words],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        **more,  # type: ignore[call-overload]
    )


def test_command_runs_as_a_process_under_an_ascii_locale(june_folder: Path) -> None:
    found = process("search", "Froehlich", "--data", str(june_folder), "--no-packaged",
                    env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": ""})  # fmt: skip
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.startswith("klaus-froehlich")


def test_reader_that_goes_away_gets_no_traceback(june_folder: Path) -> None:
    command = f"{sys.executable} -m graph queries person_career --data {june_folder} --no-packaged | head -n 1"
    found = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.startswith("person_career")


def test_results_of_sparql_read_as_standard_json() -> None:
    text = done("sparql", "SELECT ?x WHERE { VALUES ?x { 1 } }", "--format", "json")
    read = ox.parse_query_results(text.encode(), format=ox.QueryResultsFormat.JSON)
    assert [solution["x"].value for solution in read] == ["1"]  # type: ignore[union-attr]
