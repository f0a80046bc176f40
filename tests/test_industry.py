import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pyoxigraph as ox
import pytest
import rdflib

import graph as kg
from graph.answers import Name
from graph.days import to_day
from graph.editions import build_into
from graph.errors import IndustryGraphError, ParameterError, StoreError, UnknownNameError
from graph.industry import Industry
from graph.store import EmbeddedStore, EndpointStore

from .builders import claim, dataset, post, source, stake, write_dataset, write_files
from .sparql_server import serving

JUNE_5 = "2019-06-05"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = dataset(
        post("c1", source="early", held_on="2018-01-01"),
        post("c2", source="late", start="2010", held_on="2019-06-05"),
        stake("s1", "40", source="early", held_on="2018-01-01"),
        stake("s2", "60", source="late", held_on="2018-01-01"),
        claim("n1", "Name", entity="acme", name="ACM", type="short", source="early"),
        sources=[source("early", "2018-01-01"), source("late", "2019-07-01")],
    )
    return write_dataset(tmp_path_factory.mktemp("rows") / "own", data)


@pytest.fixture(scope="module")
def own(folder: Path, cache: Path) -> Industry:
    return kg.open(folder, packaged=False)


def leaders(industry: Industry, **more: object) -> list[object]:
    return [row["person"] for row in industry.query("company_leaders", company="acme", **more)]  # type: ignore[arg-type]


# ---------------------------------------------------------------- opening


def test_open_of_nothing_opens_the_packaged_data(packaged_june: Path) -> None:
    industry = kg.open()
    assert industry.data == "the packaged data"
    assert industry.folders == (packaged_june,)
    assert industry.resolve("JLR") == "jaguar-land-rover"


@pytest.mark.usefixtures("packaged_june")
def test_folder_is_laid_over_the_packaged_data(folder: Path) -> None:
    industry = kg.open(folder)
    assert industry.data == f"the packaged data and {folder}"
    assert (industry.resolve("ACM"), industry.resolve("JLR")) == ("acme", "jaguar-land-rover")


def test_folder_alone_holds_nothing_else(own: Industry) -> None:
    assert leaders(own) == [Name("Ada", "ada")]
    with pytest.raises(UnknownNameError):
        own.resolve("JLR")


def test_folder_can_be_named_by_text(folder: Path) -> None:
    assert leaders(kg.open(str(folder), packaged=False)) == [Name("Ada", "ada")]


def test_several_folders_know_each_other(folder: Path, tmp_path: Path) -> None:
    more = tmp_path / "more"
    write_files(more, {"relations/employments.csv": HEADER + "x1,ada,acme,founder,,,,,,,,,,late,p. 1,,,\n"})
    industry = kg.open(folder, more, packaged=False)
    assert len(industry.query("person_career", person="ada").rows) == 2


HEADER = (
    "id,person,organization,function,board,interim,title,duration,start,end,held_on,stance,modality,source,"
    "locator,more,relationship,note\n"
)


def test_built_store_is_opened_as_it_is(folder: Path, tmp_path: Path) -> None:
    build_into(tmp_path / "store", [folder])
    industry = kg.open(tmp_path / "store")
    assert industry.folders == ()
    assert leaders(industry) == [Name("Ada", "ada")]


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib warns about itself
def test_rdflib_dataset_is_asked_like_a_store(own: Industry) -> None:
    theirs = rdflib.Dataset()
    text = own.store.dataset.dump(format=ox.RdfFormat.N_QUADS)  # type: ignore[attr-defined]
    theirs.parse(data=text.decode(), format="nquads")
    assert leaders(kg.open(theirs)) == [Name("Ada", "ada")]


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib warns about itself
def test_own_store_is_read_through_rdflib(own: Industry) -> None:
    ours = own.to_rdflib()
    assert isinstance(ours, rdflib.Dataset)
    found = ours.query("SELECT ?n WHERE { ?s a <https://w3id.org/industry-graph/ns#Person> ; "
                       "<http://www.w3.org/2000/01/rdf-schema#label> ?n }")  # fmt: skip
    assert [str(row[0]) for row in found] == ["Ada"]  # type: ignore[index]


def test_server_is_asked_by_its_address(own: Industry) -> None:
    assert isinstance(own.store, EmbeddedStore)
    with serving(own.store.dataset) as address:
        industry = kg.open(address)
        assert isinstance(industry.store, EndpointStore)
        assert leaders(industry) == [Name("Ada", "ada")]
        with pytest.raises(StoreError, match="is a server, expected an embedded store"):
            industry.to_rdflib()


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("none", "no such folder"),
        ("empty", "neither rows nor a built store"),
        ("other", "neither rows nor a built store"),
        ("file", "neither rows nor a built store"),
    ],
)
@pytest.mark.usefixtures("packaged_june")
def test_what_is_neither_rows_nor_a_store_is_refused(tmp_path: Path, what: str, said: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("dear")
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match=said):
        kg.open(tmp_path / what)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "file", "other"]


def test_folder_that_must_not_be_read_is_told_in_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_dir", refusing)
    with pytest.raises(StoreError, match=r"own: cannot be read \(Permission denied\)"):
        kg.open(folder)


def test_thing_of_another_sort_is_refused() -> None:
    with pytest.raises(StoreError, match="int is neither a path, an address nor an rdflib dataset"):
        kg.open(5)  # type: ignore[arg-type]


def test_finished_store_stands_alone(folder: Path, tmp_path: Path) -> None:
    build_into(tmp_path / "store", [folder])
    with pytest.raises(StoreError, match="stands alone and holds one edition"):
        kg.open(tmp_path / "store", folder)
    with pytest.raises(StoreError, match="stands alone and holds one edition"):
        kg.open(tmp_path / "store", known_at=JUNE_5)


CHARTERS = """
[entities.Ship]
file = "ships"
comment = "a ship"
style = { shape = "box", colour = "#8c4a5f", icon = "W" }

[relations.Charter]
file = "charters"
comment = "a company charters a ship"
ends = ["company", "ship"]
sentence = "{company} charters {ship}"
snapshot = "charters"
style = { colour = "#2f7f62", width = 1.5, arrow = "vee" }
fields = [
  { name = "company", type = "entity", of = ["Company"], required = true, comment = "who" },
  { name = "ship", type = "entity", of = ["Ship"], required = true, comment = "what" },
]
"""


def test_built_store_keeps_the_kinds_of_its_folders(folder: Path, tmp_path: Path) -> None:
    columns = "id,company,ship,start,end,held_on,stance,modality,source,locator,more,relationship,note\n"
    own = write_files(tmp_path / "own", {
        "entities/ships.csv": "id,name\nargo,Argo\n",
        "relations/charters.csv": columns + "x1,acme,argo,,,2019-06-05,,,late,p. 1,,,\n",
    })  # fmt: skip
    (own / "kinds.toml").write_text(CHARTERS)
    build_into(tmp_path / "store", [folder, own])
    shutil.rmtree(own)
    industry = kg.open(tmp_path / "store")
    assert "Charter" in {row["what"] for row in industry.show("Argo")}
    assert [row["says"] for row in industry.path("Ada", "Argo")] == [
        "Ada is chief executive at Acme",
        "Acme charters Argo",
    ]
    assert industry.explain("x1").sentence == "Acme charters Argo"


def test_finished_store_says_the_edition_that_it_holds(folder: Path, tmp_path: Path) -> None:
    build_into(tmp_path / "store", [folder], date(2018, 6, 1), "newest")
    industry = kg.open(tmp_path / "store")
    answer = industry.query("company_owners", asset="acme")
    assert (answer.known_at, answer.policy) == (date(2018, 6, 1), "newest")
    assert industry.explain("s1").policy == "newest"
    assert kg.open(tmp_path / "store", known_at="2018-06-01", policy="newest").policy == "newest"
    assert isinstance(industry.store, EmbeddedStore)
    with serving(industry.store.dataset) as address:
        served = kg.open(address)
        assert (served.known_at, served.policy) == (date(2018, 6, 1), "newest")


@pytest.mark.parametrize("other", [{"known_at": "2018-06-02"}, {"known_at": "latest"}, {"policy": "best-tier"}])
def test_finished_store_of_another_edition_is_refused(folder: Path, tmp_path: Path, other: dict[str, str]) -> None:
    build_into(tmp_path / "store", [folder], date(2018, 6, 1), "newest")
    with pytest.raises(
        StoreError, match=r"holds one edition \(policy newest, known at 2018-06-01\), expected no other"
    ):
        kg.open(tmp_path / "store", **other)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("triples", "said"),
    [
        ('<a:e> ind:policy "newest", "best-tier" .', "holds 2 editions, expected one"),
        ('<a:e> ind:policy "loudest" .', "'loudest' is no policy, expected one of most-origins"),
        ('<a:e> ind:knownAt "2018" .', "known at '2018' is not a day"),
    ],
)
def test_server_that_says_no_edition_is_refused(triples: str, said: str) -> None:
    store = ox.Store()
    prefix = "PREFIX ind: <https://w3id.org/industry-graph/ns#> "
    store.update(f"{prefix} INSERT DATA {{ <a:e> a ind:Edition . {triples} }}")
    with serving(store) as address, pytest.raises(StoreError, match=said):
        kg.open(address)


def test_server_that_says_nothing_of_its_edition_takes_the_policy_that_is_given() -> None:
    with serving(ox.Store()) as address:
        assert (kg.open(address).policy, kg.open(address, policy="newest").policy) == ("most-origins", "newest")


def test_unknown_policy_is_refused(folder: Path) -> None:
    with pytest.raises(ParameterError, match="'loudest' is no policy: expected one of most-origins"):
        kg.open(folder, policy="loudest")  # type: ignore[arg-type]


# ---------------------------------------------------------------- editions


def test_known_at_counts_only_what_was_published(folder: Path) -> None:
    early = kg.open(folder, packaged=False, known_at="2018-06-01")
    (row,) = early.query("company_owners", asset="acme", as_of="2018-01-01")
    assert str(row["percent"]) == "40"
    assert early.query("company_owners", asset="acme").known_at == date(2018, 6, 1)


def test_another_edition_of_the_same_data(own: Industry) -> None:
    assert leaders(own.at(known_at="2017-01-01")) == []
    assert own.at(policy="newest").policy == "newest"
    assert own.at(policy="newest").at(known_at="2018-06-01").policy == "newest"


def test_finished_store_has_no_other_edition(folder: Path, tmp_path: Path) -> None:
    build_into(tmp_path / "store", [folder])
    with pytest.raises(StoreError, match="a built store holds one edition"):
        kg.open(tmp_path / "store").at(policy="newest")


@pytest.mark.parametrize("day", ["2019-02-30", "yesterday", "2019", "05/06/2019", ""])
def test_day_that_is_none_is_refused(own: Industry, day: str) -> None:
    with pytest.raises(ParameterError):
        own.query("company_leaders", company="acme", as_of=day)


def test_day_is_a_date_a_text_or_nothing() -> None:
    assert to_day(date(2019, 6, 5)) == to_day("2019-06-05") == date(2019, 6, 5)
    assert to_day("today") == date.today()
    assert to_day(None) == date(9999, 12, 31)


@pytest.mark.parametrize(
    "given", [datetime(2019, 6, 5, 23, 59), datetime(2019, 6, 5, tzinfo=UTC), pd.Timestamp("2019-06-05 12:00")]
)
def test_time_of_day_is_dropped_wherever_a_day_is_taken(own: Industry, given: datetime) -> None:
    assert type(to_day(given)) is date and to_day(given) == date(2019, 6, 5)
    assert leaders(own, as_of=given) == [Name("Ada", "ada")]
    assert own.as_of(given).day == date(2019, 6, 5)
    moves = own.query("person_moves", since=given)
    assert moves.parameters["since"] == "2019-06-05"


@pytest.mark.parametrize("given", [2019, pd.NaT, b"2019-06-05"])
def test_thing_that_is_no_day_is_refused(own: Industry, given: object) -> None:
    with pytest.raises(ParameterError, match="is not a day: expected YYYY-MM-DD"):
        own.as_of(given)  # type: ignore[arg-type]


# ---------------------------------------------------------------- asking


def test_unknown_query_is_refused_with_what_there_is(own: Industry) -> None:
    with pytest.raises(ParameterError, match="no query is called 'leaders': expected one of compan"):
        own.query("leaders")


@pytest.mark.usefixtures("packaged_june")
def test_show_says_what_else_may_have_been_meant() -> None:
    others = "Jaguar Cars (jaguar-cars), Jaguar Land Rover (jaguar-land-rover)"
    note = f"'Jaguar' is taken for the brand Jaguar here; there is also {others}."
    industry = kg.open()
    assert note in industry.show("Jaguar", as_of=JUNE_5).notes
    assert note not in industry.show("jaguar-brand", as_of=JUNE_5).notes
    assert not any("taken for" in one for one in industry.show("JLR", as_of=JUNE_5).notes)


def test_show_tells_all_that_is_known(own: Industry) -> None:
    assert {row["what"] for row in own.show("ACM", as_of=JUNE_5)} == {"Employment", "Ownership", "Name"}


def test_search_finds_and_resolve_decides(own: Industry) -> None:
    assert [one.id for one in own.search("acm")][:1] == ["acme"]
    assert own.resolve("ACM") == "acme"


def test_sparql_runs_on_the_edition_and_on_a_snapshot(own: Industry) -> None:
    assert own.sparql("ASK { ?s a <https://w3id.org/industry-graph/ns#Employment> }") is True
    leads = "ASK { ?s <https://w3id.org/industry-graph/ns#leads> <https://w3id.org/industry-graph/id/acme> }"
    assert own.as_of(JUNE_5).sparql(leads) is True
    assert own.as_of("1990-01-01").sparql(leads) is False


def test_sparql_cannot_write(folder: Path) -> None:
    industry = kg.open(folder, packaged=False)
    before = len(industry.store.dataset)  # type: ignore[attr-defined]
    with pytest.raises(IndustryGraphError):
        industry.sparql("INSERT DATA { <a:a> <a:a> <a:a> }")
    assert len(industry.store.dataset) == before  # type: ignore[attr-defined]


def test_day_of_data_is_asked_without_naming_it_again(own: Industry) -> None:
    day = own.as_of(JUNE_5)
    assert [row["person"] for row in day.query("company_leaders", company="acme")] == [Name("Ada", "ada")]
    assert day.show("acme").as_of == date(2019, 6, 5)


def test_day_is_a_networkx_graph(own: Industry) -> None:
    graph = own.as_of(JUNE_5).to_networkx()
    assert graph.has_edge("ada", "acme") and graph.graph["as_of"] == JUNE_5
    assert graph.edges["ada", "acme", "c1"]["sources"] == ["early", "late"]


def test_explanation_and_conflicts_are_at_the_door(own: Industry) -> None:
    assert {one.id for one in own.explain("c2").claims} == {"c1", "c2"}
    assert [row["value"] for row in own.conflicts("acme")] == ["60", "40"]


def test_path_is_at_the_door_and_of_a_day(own: Industry) -> None:
    (row,) = own.path("Ada", "ACM", as_of=JUNE_5)
    assert (row["says"], row["since"], [claim.id for claim in row.claims]) == (
        "Ada is chief executive at Acme", "2010", ["c1", "c2"],
    )  # fmt: skip
    assert own.as_of(JUNE_5).path("Ada", "ACM").rows == (row,)
    assert own.as_of("2009-01-01").path("Ada", "ACM", ever=True).rows == ()
    assert own.path("holder", "ada", steps=1).rows == own.as_of().path("holder", "ada", steps=1).rows == ()


def test_path_of_another_edition_is_of_what_was_known(own: Industry) -> None:
    (row,) = own.at(known_at="2018-06-01").path("Ada", "ACM", as_of="2018-01-01")
    assert [claim.id for claim in row.claims] == ["c1"]
    assert own.at(known_at="2017-01-01").path("ada", "acme").rows == ()


def test_path_can_be_drawn(own: Industry) -> None:
    answer = own.path("ada", "holder")
    assert {*answer.view().scene.highlight.relationships} == {id for row in answer for id in row.relationships}


def test_path_leads_from_one_entity_to_another_one(own: Industry) -> None:
    with pytest.raises(ParameterError, match="'ACM' and 'acme' are both acme: expected two entities"):
        own.path("ACM", "acme")
    with pytest.raises(UnknownNameError):
        own.path("acme", "nobody at all")


def test_what_ties_two_entities_is_asked_of_two_different_ones(own: Industry) -> None:
    with pytest.raises(ParameterError, match="'ACM' and 'acme' are both acme: expected two entities"):
        own.explainable("ACM", "acme")


@pytest.mark.parametrize("limit", [{"most": 0}, {"most": 101}, {"steps": 0}, {"steps": -1}, {"steps": 9}])
def test_path_needs_limits_within_their_range(own: Industry, limit: dict[str, int]) -> None:
    with pytest.raises(ParameterError, match=r"expected 1 to (8|100)"):
        own.path("ada", "acme", **limit)


def test_brief_needs_its_days_in_order(own: Industry) -> None:
    with pytest.raises(ParameterError):
        own.brief("2019-12-31", "2019-01-01")


def test_brief_tells_what_began(own: Industry) -> None:
    assert own.brief("2009-01-01", "2011-12-31", focus=["acme"]).changes


def test_industry_says_what_it_is(own: Industry, folder: Path) -> None:
    assert str(own) == f"Industry: {folder}, 5 claims, policy most-origins"
    assert "known at 2018-06-01" in str(own.at(known_at="2018-06-01"))


def test_own_queries_of_a_folder_are_asked_like_the_packaged_ones(folder: Path, tmp_path: Path) -> None:
    more = write_files(tmp_path / "more", {"queries/own_posts.rq": OWN_QUERY})
    industry = kg.open(folder, more, packaged=False)
    assert [row["person"] for row in industry.query("own_posts")] == [Name("Ada", "ada")]


OWN_QUERY = """\
#+ summary: Who works?
#+ param as_of day: the day asked about
#+ holds post
PREFIX ind: <https://w3id.org/industry-graph/ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT ?person ?post
WHERE {
  VALUES ?as_of { "9999-12-31"^^xsd:date }
  ?post ind:person ?person ; ind:possibleFrom ?from .
  FILTER(?from <= ?as_of)
}
ORDER BY ?person ?post
"""


def test_package_says_what_it_offers() -> None:
    assert kg.__all__ == ["open"]
