import hashlib
import shutil
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.editions import Edition, build_into, open_edition, relationships_of, sentences_of
from graph.errors import RowError, StoreError
from graph.generations import Generations
from graph.records import Dataset
from graph.store import open_folder

from .builders import dataset, post, source, stake, store_of, write_dataset, write_files


def rows() -> Dataset:
    return dataset(
        post("c1", source="early", held_on="2018-01-01"),
        post("c2", source="late", start="2010"),
        stake("s1", "40", source="early", held_on="2018-01-01"),
        stake("s2", "60", source="late", held_on="2018-01-01"),
        sources=[source("early", "2018-01-01"), source("late", "2019-01-01", tier="filing")],
    )


def folder(path: Path) -> Path:
    return write_dataset(path, rows())


def rename(path: Path, old: str, new: str) -> None:
    """Give a person of a data folder another name."""
    file = path / "entities" / "people.csv"
    file.write_text(file.read_text().replace(old, new))


def content(path: Path) -> bytes:
    """What a built store holds, whatever its files look like."""
    return bytes(open_folder(path / "store").dump(format=ox.RdfFormat.N_QUADS) or b"")


# ---------------------------------------------------------------- editions


def test_edition_holds_entities_sources_relationships_and_claims() -> None:
    store = store_of(rows())
    ask = "PREFIX ind: <https://w3id.org/industry-graph/ns#> PREFIX said: <https://w3id.org/industry-graph/said#> ASK "
    assert store.query(ask + "{ ?e a ind:Company . ?s a ind:Source . ?r a ind:Employment ; ind:origins 2 }")
    assert store.query(ask + "{ GRAPH ?s { ?c a said:Employment ; said:about ?r ; said:source ?s } }")


def test_known_at_leaves_out_what_was_published_later() -> None:
    known = relationships_of(rows(), known_at=date(2018, 6, 1))
    assert {one.id: one.claims for one in known.values()} == {"c1": ("c1",), "s1": ("s1",)}


def test_claims_of_later_sources_are_not_in_the_store_of_an_earlier_edition() -> None:
    text = "\n".join(Edition.of(rows(), date(2018, 6, 1)).quads())
    assert "claim/c1>" in text and "claim/c2>" not in text


def test_policy_picks_the_value() -> None:
    picked = {
        policy: relationships_of(rows(), policy=policy)["s1"].values["share_percent"]  # type: ignore[arg-type]
        for policy in ("newest", "best-tier")
    }
    assert picked == {"newest": "60", "best-tier": "60"}


def test_every_relationship_reads_as_a_sentence() -> None:
    sentences = sentences_of(rows(), relationships_of(rows()))
    assert sentences == {"c1": "Ada is chief executive at Acme", "s1": "Holder owns 60 % of Acme"}


def test_same_rows_give_the_same_bytes_in_whatever_order_they_stand(tmp_path: Path) -> None:
    data = rows()
    turned = Dataset(
        data.vocabulary, *(dict(reversed(each.items())) for each in (data.entities, data.sources, data.claims))
    )
    first, second = write_dataset(tmp_path / "rows", data), write_dataset(tmp_path / "other" / "rows", turned)
    contents = [content(build_into(tmp_path / name, [path])) for name, path in (("a", first), ("b", second))]
    assert contents[0] == contents[1]


# ---------------------------------------------------------------- stores in the cache


def test_edition_is_built_once_and_opened_again(tmp_path: Path) -> None:
    path, cache = folder(tmp_path / "rows"), tmp_path / "cache"
    first, second = (open_edition([path], cache=cache) for _ in range(2))
    assert first.location == second.location
    assert len(list(cache.iterdir())) == 1


def test_changed_rows_are_built_anew(tmp_path: Path) -> None:
    path, cache = folder(tmp_path / "rows"), tmp_path / "cache"
    first = open_edition([path], cache=cache)
    rename(path, "Ada", "Augusta")
    second = open_edition([path], cache=cache)
    assert first.location != second.location
    assert second.query('ASK { <https://w3id.org/industry-graph/id/ada> ?p "Augusta" }') is True


def test_editions_of_other_days_and_policies_stand_side_by_side(tmp_path: Path) -> None:
    path, cache = folder(tmp_path / "rows"), tmp_path / "cache"
    locations = {
        open_edition([path], cache=cache).location,
        open_edition([path], known_at=date(2018, 6, 1), cache=cache).location,
        open_edition([path], policy="newest", cache=cache).location,
    }
    assert len(locations) == 3


def test_damaged_store_in_the_cache_is_built_anew(tmp_path: Path) -> None:
    path, cache = folder(tmp_path / "rows"), tmp_path / "cache"
    location = Path(open_edition([path], cache=cache).location)
    for file in (location / "store").glob("*.sst"):
        file.write_bytes(b"\0" * file.stat().st_size)
    assert len(open_edition([path], cache=cache).dataset) > 0


def test_cache_that_cannot_be_written_costs_time_but_no_answer(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "cache").write_text("a file")
    store = open_edition([folder(tmp_path / "rows")], cache=tmp_path / "cache")
    assert (store.location, len(store.dataset) > 0) == ("memory", True)
    assert "the cache cannot be used" in caplog.text


def test_wrong_rows_are_not_opened(tmp_path: Path) -> None:
    path = folder(tmp_path / "rows")
    (path / "sources.csv").unlink()
    with pytest.raises(RowError):
        open_edition([path], cache=tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


# ---------------------------------------------------------------- stores of one's own


def test_built_store_is_the_current_one_of_its_folder(tmp_path: Path) -> None:
    path = build_into(tmp_path / "store", [folder(tmp_path / "rows")])
    assert Generations(tmp_path / "store").current() == path


def test_building_again_after_a_change_moves_the_pointer_and_keeps_the_old_store(tmp_path: Path) -> None:
    rows_folder = folder(tmp_path / "rows")
    first = build_into(tmp_path / "store", [rows_folder])
    rename(rows_folder, "Ada", "Augusta")
    second = build_into(tmp_path / "store", [rows_folder])
    assert first != second and first.is_dir()
    assert Generations(tmp_path / "store").current() == second


def test_building_wrong_rows_changes_nothing(tmp_path: Path) -> None:
    rows_folder = folder(tmp_path / "rows")
    build_into(tmp_path / "store", [rows_folder])
    before = fingerprints(tmp_path / "store")
    (rows_folder / "relations" / "employments.csv").write_text("nonsense")
    with pytest.raises(RowError):
        build_into(tmp_path / "store", [rows_folder])
    assert fingerprints(tmp_path / "store") == before


def fingerprints(path: Path) -> dict[str, str]:
    return {
        str(file.relative_to(path)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in path.rglob("*")
        if file.is_file()
    }


def test_store_is_not_built_into_a_folder_with_other_things(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("dear")
    with pytest.raises(StoreError, match="holds other things, expected a folder of its own"):
        build_into(tmp_path / "other", [folder(tmp_path / "rows")])
    assert [file.name for file in (tmp_path / "other").iterdir()] == ["letter.txt"]


def test_store_is_built_where_a_killed_build_left_its_traces(tmp_path: Path) -> None:
    path = build_into(tmp_path / "store", [folder(tmp_path / "rows")])
    (tmp_path / "store" / "current").unlink()
    (tmp_path / "store" / ".building-x").mkdir()
    assert build_into(tmp_path / "store", [tmp_path / "rows"]) == path
    assert Generations(tmp_path / "store").current() == path


def test_store_is_not_built_over_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="is a file, expected a folder for the store"):
        build_into(tmp_path / "file", [folder(tmp_path / "rows")])
    assert (tmp_path / "file").read_text() == "x"


def test_store_is_not_built_into_the_rows_themselves(tmp_path: Path) -> None:
    path = folder(tmp_path / "rows")
    with pytest.raises(StoreError, match="holds other things"):
        build_into(path, [path])


def test_store_can_be_moved(tmp_path: Path) -> None:
    build_into(tmp_path / "store", [folder(tmp_path / "rows")])
    shutil.move(tmp_path / "store", tmp_path / "moved")
    assert len(open_folder(Generations(tmp_path / "moved").current() / "store")) > 0


def test_folders_of_claims_in_rdf_are_built_like_rows(tmp_path: Path) -> None:
    turtle = """
    @prefix said: <https://w3id.org/industry-graph/said#> . @prefix ind: <https://w3id.org/industry-graph/ns#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @base <https://w3id.org/industry-graph/> .
    <id/acme> a ind:Company ; rdfs:label "Acme" ; ind:type "carmaker" .
    <id/ada> a ind:Person ; rdfs:label "Ada" .
    <source/paper> a ind:Source ; ind:tier "press" .
    <claim/c1> a said:Employment ; said:person <id/ada> ; said:organization <id/acme> ;
        said:function "chief-executive" ; said:source <source/paper> .
    """
    path = write_files(tmp_path / "rdf", {"own.ttl": turtle})
    store = open_edition([path], cache=tmp_path / "cache")
    assert store.query("ASK { ?r a <https://w3id.org/industry-graph/ns#Employment> }") is True
