from dataclasses import replace
from datetime import date

import pytest

from graph.connections import connections
from graph.dates import FOREVER
from graph.formats import to_csv, to_json, to_markdown, to_text
from graph.snapshot import take_past, take_snapshot
from graph.tying import standings, tied

from .builders import VOCABULARY, claim, dataset, life, post, source, stake, status, store_of

JUNE = date(2019, 6, 5)
PACT = [
    claim("p1", "DealParty", deal="pact", party="acme", role="partner", held_on="2019-05-27"),
    claim("p2", "DealParty", deal="pact", party="zeta", role="partner", held_on="2019-05-27"),
    status("s1", "agreed", start="2019-05-27"),
    status("s2", "withdrawn", start="2019-06-10"),
]


def ways(*claims, one="acme", other="zeta", day=JUNE, kinds=None, known_at=FOREVER, **asked):
    """The answer from some claims."""
    store = store_of(dataset(*claims, kinds=kinds), known_at)
    return connections(store, VOCABULARY, (one, other), as_of=day, **asked)


def nodes(answer) -> list[str]:
    """The ways as names."""
    return list(answer.headings.values())


def sure(answer) -> list[tuple[object, str, str]]:
    """What each row says, its certainty, and why."""
    return [(row["says"], row.certainty, "; ".join(row.reasons)) for row in answer]


def held(id: str, owner: str, asset: str = "acme", **columns: str):
    """A stake that certainly held in June 2019, unless it is said when."""
    return stake(id, owner=owner, asset=asset, **(columns or {"start": "2010-01-01", "held_on": "2019-06-30"}))


def works(id: str, person: str, organization: str, **columns: str):
    """A post that certainly held in June 2019, unless it is said when."""
    own = columns or {"start": "2010-01-01", "held_on": "2019-06-30"}
    return post(id, person, "board-member", organization=organization, **own)


# ---------------------------------------------------------------- what is told


def test_step_says_how_since_when_and_who_says_so() -> None:
    answer = ways(works("a", "ada", "acme"), works("b", "ada", "zeta"))
    assert nodes(answer) == ["Acme → Ada → Zeta"]
    first, second = answer
    assert (first["way"], first["step"], first["to"].id, second["step"], second["to"].id) == (1, 1, "ada", 2, "zeta")
    assert (first["says"], first["since"], first["until"]) == ("Ada is board member at Acme", "2010-01-01", None)
    assert [claim.id for claim in first.claims] == ["a"]
    assert first.claims[0].source.publisher == "paper"
    assert first.certainty == "yes"


def test_only_what_holds_on_the_day_is_a_way() -> None:
    claims = [held("a", "zeta", start="2010-01-01", end="2012-12-31")]
    assert nodes(ways(*claims, day=date(2011, 1, 1))) == ["Acme → Zeta"]
    assert nodes(ways(*claims)) == []


def test_possible_step_says_why() -> None:
    answer = ways(held("a", "zeta", start="2010-01-01", held_on="2015-01-01"))
    assert sure(answer) == [("Zeta owns Acme", "possibly", "unconfirmed since 2015-01-01")]


def test_parallel_ties_are_rows_of_one_step_in_the_order_of_time() -> None:
    later = claim("c", "Supply", supplier="zeta", customer="acme", start="2015-01-01", held_on="2019-06-30")
    answer = ways(later, held("d", "zeta"))
    assert [(row["way"], row["step"], row["says"]) for row in answer] == [
        (1, 1, "Zeta owns Acme"), (1, 1, "Zeta supplies Acme"),
    ]  # fmt: skip


def test_day_of_an_unwritten_start_is_by_when_it_was_so() -> None:
    assert [row["since"] for row in ways(held("a", "zeta", held_on="2019-06-05"))] == ["[..2019-06-05]"]
    assert [row["since"] for row in ways(held("a", "zeta", held_on="2018"))] == ["[..2018]"]


def test_sources_that_differ_are_noted() -> None:
    answer = ways(
        stake("a", "10", owner="zeta", held_on="2019-06-05"),
        stake("b", "25", owner="zeta", held_on="2019-06-05", source="filing"),
    )
    assert any(note.startswith("Sources differ: Zeta owns") for note in answer.notes)


@pytest.mark.parametrize("day", [FOREVER, JUNE])
def test_what_was_confirmed_long_ago_or_on_no_day_says_less(day: date) -> None:
    old = [works(id, "ada", firm, held_on="2008-01-01") for id, firm in (("a", "acme"), ("b", "zeta"))]
    new = [works(id, "eve", firm, held_on="2019-06-01") for id, firm in (("c", "acme"), ("d", "zeta"))]
    undated = [works(id, "abe", firm, title="board") for id, firm in (("e", "acme"), ("f", "zeta"))]
    assert nodes(ways(*old, *new, *undated, day=day))[0] == "Acme → Eve → Zeta"


def test_deal_of_long_ago_says_less_than_one_of_today() -> None:
    claims = [
        *(claim(f"{deal}-{party}", "DealParty", deal=deal, party=party, role="partner", held_on=day)
          for deal, day in (("arms", "1999-01-01"), ("pact", "2019-05-01")) for party in ("acme", "zeta")),
        status("s1", "completed", "arms", start="1999-01-01"), status("s2", "completed", start="2019-05-01"),
    ]  # fmt: skip
    assert nodes(ways(*claims)) == ["Acme → Pact → Zeta", "Acme → Arms → Zeta"]


def test_number_of_ways_and_steps_is_bounded() -> None:
    claims = [held("a", "zeta"), works("b", "ada", "acme"), works("c", "ada", "zeta")]
    assert nodes(ways(*claims)) == ["Acme → Zeta", "Acme → Ada → Zeta"]
    assert nodes(ways(*claims, most=1)) == nodes(ways(*claims, steps=1)) == ["Acme → Zeta"]


# ---------------------------------------------------------------- what leads nowhere


def test_place_connects_nobody_but_is_an_end_itself() -> None:
    seats = [
        claim(id, "Location", entity=firm, place="town", type="seat", start="2010-01-01", held_on="2019-06-30")
        for id, firm in (("a", "acme"), ("b", "zeta"))
    ]
    assert nodes(ways(*seats)) == []
    assert nodes(ways(*seats, other="town")) == ["Acme → Town"]


def test_rivalry_is_told_of_the_two_themselves_and_leads_nowhere() -> None:
    def rivals(id: str, one: str, other: str):
        return claim(id, "Competition", company=one, competitor=other, start="2010-01-01", held_on="2019-06-30")

    assert nodes(ways(rivals("a", "acme", "mid"), rivals("b", "mid", "zeta"))) == []
    assert sure(ways(rivals("a", "acme", "zeta"))) == [("Acme competes with Zeta", "yes", "")]


def test_deal_is_a_way_while_it_is_in_force_and_says_where_it_stands() -> None:
    answer = ways(*PACT)
    assert [(row["step"], row["says"]) for row in answer] == [
        (1, "Acme is partner in Pact"), (1, "Pact is agreed"), (2, "Zeta is partner in Pact"),
    ]  # fmt: skip
    assert answer.remarks == ()


def test_deal_that_is_not_in_force_is_named_in_a_note() -> None:
    answer = ways(*PACT, day=date(2019, 7, 1))
    assert nodes(answer) == []
    assert answer.remarks[1] == (
        "Not in force, so no way: Pact is withdrawn (since 2019-06-10). Its story: show pact."
    )  # fmt: skip


@pytest.mark.parametrize("stage", ["rumoured", "talks", "proposed", "paused"])
def test_deal_of_which_nothing_is_settled_ties_nobody_and_is_named(stage: str) -> None:
    unsettled = [*PACT[:2], status("s1", stage, start="2019-05-27", held_on="2019-06-30")]
    answer = ways(*unsettled)
    assert nodes(answer) == nodes(ways(*unsettled, ever=True)) == []
    assert answer.remarks[1].startswith("Not in force, so no way: Pact is ")


def test_deal_that_possibly_stood_is_possibly_a_way() -> None:
    vague = [*PACT[:2], status("s1", "agreed", start="2019", held_on="2020-01-01")]
    answer = ways(*vague)
    assert [row.certainty for row in answer if row["says"] == "Pact is agreed"] == ["possibly"]
    assert nodes(answer.certain) == []


def test_deal_that_one_of_the_two_asked_for_is_tells_no_stages() -> None:
    assert [row["says"] for row in ways(*PACT, other="pact")] == ["Acme is partner in Pact"]


def test_former_ties_are_those_of_the_day_or_before() -> None:
    spell = [held("a", "mid", start="2000-01-01", end="2010-12-31"), held("b", "zeta", "mid", start="2005-01-01")]
    assert nodes(ways(*spell, day=date(2003, 1, 1), ever=True)) == []
    assert nodes(ways(*spell, day=date(2006, 1, 1), ever=True)) == ["Acme → Mid → Zeta"]


def test_deal_whose_last_stage_is_over_is_not_in_force() -> None:
    over = [*PACT[:2], status("s1", "agreed", start="2010-01-01", end="2012-12-31")]
    answer = ways(*over)
    assert nodes(answer) == []
    assert answer.remarks[1].startswith("Not in force, so no way: Pact, of which no source says that it still stood.")
    assert nodes(ways(*over, day=date(2012, 6, 1)))


def test_deal_connects_nobody_before_it_began() -> None:
    answer = ways(*PACT, day=date(2019, 5, 1))
    assert (nodes(answer), "Pact" in "".join(answer.notes)) == ([], False)


def test_day_on_which_a_deal_is_withdrawn_shows_both_states() -> None:
    answer = ways(*PACT, day=date(2019, 6, 10))
    assert [row["says"] for row in answer if row["step"] == 1][1:] == ["Pact is agreed", "Pact is withdrawn"]


def test_deal_of_which_nobody_says_where_it_stands_is_possibly_in_force() -> None:
    days = {"start": "2019-01-01", "held_on": "2019-06-30"}
    parties = [
        claim(id, "DealParty", deal="pact", party=party, role="partner", **days)
        for id, party in (("a", "acme"), ("b", "zeta"))
    ]
    first, _ = ways(*parties)
    assert (first.certainty, first.reasons) == ("possibly", ("no source says where it stood",))


# ---------------------------------------------------------------- what is over


def test_what_is_over_is_a_way_only_where_it_is_asked_for() -> None:
    claims = [held("a", "zeta", start="2010-01-01", end="2012-12-31")]
    (row,) = ways(*claims, ever=True)
    assert (row["since"], row["until"], row.certainty) == ("2010-01-01", "2012-12-31", "yes")


def test_what_is_to_come_is_never_a_way() -> None:
    assert nodes(ways(held("a", "zeta", start="2020-01-01"), ever=True)) == []


def test_person_takes_a_past_along_and_a_company_does_not() -> None:
    past, present = {"start": "1990-01-01", "end": "1999-12-31"}, {"start": "2010-01-01", "held_on": "2019-06-30"}
    career = [works("a", "ada", "acme", **past), works("b", "ada", "zeta", **present)]
    owned = [held("c", "mid", **past), held("d", "zeta", "mid", **present)]
    assert nodes(ways(*career)) == []
    assert nodes(ways(*career, ever=True)) == ["Acme → Ada → Zeta"]
    assert nodes(ways(*owned, ever=True)) == []


def test_ties_that_held_together_are_a_way_though_both_are_over() -> None:
    claims = [held("a", "mid", start="1990-01-01", end="1999-12-31"), held("b", "zeta", "mid", start="1995-01-01",
              end="2002-12-31")]  # fmt: skip
    assert nodes(ways(*claims, ever=True)) == ["Acme → Mid → Zeta"]


def test_ties_that_perhaps_held_together_are_possibly_a_way() -> None:
    claims = [held("a", "mid", start="1990-01-01", end="1999"), held("b", "zeta", "mid", start="1999", end="2005")]
    first, second = ways(*claims, ever=True)
    assert first.certainty == "yes"
    assert (second.certainty, second.reasons[-1]) == ("possibly", "perhaps not at the same time as step 1")


def test_tie_to_a_deal_lasts_no_longer_than_the_deal_was_in_force() -> None:
    after = works("e", "ada", "zeta", start="2019-07-01", held_on="2020-01-01")
    during = works("e", "ada", "zeta", start="2019-06-01", held_on="2020-01-01")
    known = {"day": FOREVER, "ever": True, "other": "ada"}
    assert nodes(ways(*PACT, after, **known)) == []
    assert nodes(ways(*PACT, during, **known)) == ["Acme → Pact → Zeta → Ada"]


def test_parties_without_a_date_took_part_while_the_deal_was_in_force() -> None:
    undated = [claim(one.id, "DealParty", **one.values) for one in PACT[:2]]
    answer = ways(*undated, *PACT[2:], day=FOREVER, ever=True)
    assert [row.reasons for row in answer if row["says"].endswith("in Pact")] == [("no source gives a date",)] * 2


def test_tie_to_a_deal_does_not_begin_before_its_own_start() -> None:
    late = claim("p1", "DealParty", deal="pact", party="acme", role="partner", start="[2018..]")
    early = claim("p2", "DealParty", deal="pact", party="zeta", role="partner", start="2010-01-01", end="2012-12-31")
    assert nodes(ways(late, early, status("s1", "completed", start="2010-01-01"), day=FOREVER, ever=True)) == []


def test_deal_was_not_in_force_for_certain_between_two_stages_with_days_between() -> None:
    undated = [claim(one.id, "DealParty", **one.values) for one in PACT[:2]]
    stages = [status("s1", "agreed", start="2010-01-01", end="2012-12-31"), status("s2", "renewed", start="2018-01-01")]
    between = works("e", "ada", "zeta", start="2014-01-01", end="2015-12-31")
    answer = ways(*undated, *stages, between, other="ada", day=FOREVER, ever=True)
    assert [row.certainty for row in answer if row["step"] == 3] == ["possibly"]


def test_deal_that_was_only_ever_denied_is_no_way() -> None:
    claims = [*PACT[:2], status("s1", "denied", start="2019-01-01")]
    assert nodes(ways(*claims, ever=True)) == []


# ---------------------------------------------------------------- what is not known


def test_no_way_says_within_how_many_steps_and_on_which_day() -> None:
    claims = [works("a", "ada", "acme"), works("b", "bob", "zeta")]
    assert ways(*claims).notes == (
        "No way of at most 4 steps leads from Acme to Zeta as of 2019-06-05.",
        "Ties that are over are left out; ask for what ever was (--ever, ever=True) to have those too.",
        "Nothing found in . Absence of a claim is not evidence of absence.",
    )
    assert ways(*claims, steps=1, day=FOREVER, ever=True).notes[0] == (
        "No way of at most 1 step leads from Acme to Zeta in the latest known state, former ties included."
    )


def test_doubtful_way_says_that_former_ties_can_be_asked_for() -> None:
    doubtful = [held("a", "zeta", held_on="2015-01-01")]
    assert [note for note in ways(*doubtful).notes if note.startswith("Ties that are over")]
    assert not ways(*doubtful, ever=True).notes and not ways(held("a", "zeta")).notes


def test_entity_that_nothing_ties_is_named() -> None:
    claims = [works("a", "ada", "acme"), life("z", "zeta", start="1990-01-01")]
    assert ways(*claims).notes[0] == "Nothing ties Zeta to anything as of 2019-06-05."


def test_only_sources_that_count_make_a_way() -> None:
    late = stake("a", owner="zeta", start="2010-01-01", held_on="2019-06-05", source="late")
    data = dataset(late, sources=[source("late", "2019-07-01")])
    found = [
        connections(store_of(data, known), VOCABULARY, ("acme", "zeta"), as_of=JUNE, known_at=known)
        for known in (date(2019, 6, 30), date(2019, 7, 1))
    ]
    assert [len(answer) for answer in found] == [0, 1]
    assert found[0].known_at == date(2019, 6, 30)


# ---------------------------------------------------------------- how it is written out


def test_terminal_shows_lists_and_the_other_formats_rows() -> None:
    answer = ways(*PACT, works("a", "ada", "acme"))
    lines = to_text(answer).splitlines()
    assert lines[1:4] == [
        "1: Acme → Pact → Zeta",
        "   1. Acme is partner in Pact — since 2019-05-27 or before; yes [1] (1 origin)",
        "      Pact is agreed — 2019-05-27 to 2019-06-10 or before; yes [1] (1 origin)",
    ]
    assert to_csv(answer).splitlines()[0].startswith("way,step,to,to_id,says,since,until,certainty")
    assert "| way | step | to | says |" in to_markdown(answer)
    assert '"id": "pact"' in to_json(answer)


def test_hostile_name_in_a_note_reaches_no_terminal() -> None:
    answer = replace(ways(*PACT, day=date(2019, 7, 1)), remarks=("Ev\x1b[31mil\u202e\x9b",))
    assert not {"\x1b", "\u202e", "\x9b"} & {*to_text(answer), *to_markdown(answer)}


def test_certain_ways_are_those_of_certain_steps() -> None:
    possibly = [works("b", "ada", "acme"), works("c", "ada", "zeta", start="2010-01-01", held_on="2015-01-01")]
    answer = ways(*possibly, held("d", "zeta")).certain
    assert nodes(answer) == ["Acme → Zeta"]
    assert [row["way"] for row in answer] == [1]


# ---------------------------------------------------------------- the graph of ties


@pytest.mark.parametrize("past", [False, True])
def test_graph_of_ties_has_entities_alone(past: bool) -> None:
    take = take_past if past else take_snapshot
    snapshot = take(
        store_of(dataset(*PACT, claim("n", "Name", entity="acme", name="A", type="short"))), VOCABULARY, JUNE
    )
    graph = tied(snapshot, standings(snapshot), past=past)
    assert set(graph) == {"acme", "pact", "zeta"}
    assert [[tie.id for tie in ties] for _, _, ties in graph.edges(data="ties")] == [["p1"], ["p2"]]
    assert graph.nodes["pact"] == {"passes": "yes", "carries": False} | ({} if past else {"age": 0})


def test_deal_taken_up_again_was_not_in_force_for_certain_in_between() -> None:
    claims = [*PACT, status("s3", "agreed", start="2021-01-01", held_on="2022-01-01")]
    past = take_past(store_of(dataset(*claims)), VOCABULARY, FOREVER)
    window = standings(past)["pact"].window
    assert window is not None
    assert (window.possible_from, window.certain_from) == (date(2019, 5, 27), None)
