"""Random dates, claims, histories and datasets."""

from __future__ import annotations

import string
from datetime import date, timedelta

from hypothesis import assume
from hypothesis import strategies as st

from graph.building.values import as_declared, contradiction
from graph.columns import MODALITIES, STANCES, TIERS
from graph.records import Claim, Dataset
from graph.vocabulary import Field, RelationKind

from .builders import VOCABULARY, claim, dataset, life, post, source
from .oracles import FAR, LONG_AGO, Life, Said, Span, Spell, worlds

_EMPTY = {field.name: "" for kind in VOCABULARY.relations.values() for field in kind.fields}
_EVE = date(2019, 1, 31)
"""Day 1 of a history is 1 February 2019, day 28 the end of the month."""


def day_of(number: int) -> date:
    """The date of a day of a history."""
    return _EVE + timedelta(days=number)


# ---------------------------------------------------------------- dates

exact_days = st.dates(date(1900, 1, 1), date(2030, 12, 31))


@st.composite
def date_texts(draw: st.DrawFn) -> str:
    """A date in any notation that rows may use."""
    first, second = sorted((draw(exact_days), draw(exact_days)))
    shapes = [
        f"{first:%Y-%m-%d}", f"{first:%Y-%m}", f"{first:%Y}", f"{first:%Y-%m}~", f"{first:%Y}?", f"{first:%Y-%m-%d}~",
        f"[..{first:%Y-%m}]", f"[{first:%Y}..]", f"[{first:%Y-%m-%d}..{second:%Y-%m-%d}]", f"{first:%Y}"[:3] + "X",
    ]  # fmt: skip
    return draw(st.sampled_from(shapes))


def span_text(span: Span, vague: bool = False) -> str:
    """An interval of days of a history as rows write it."""
    lower, upper = span
    if vague and span == (1, 28):
        return "2019-02"
    if vague and span == (LONG_AGO, FAR):
        return "2019"
    if lower == upper:
        return day_of(lower).isoformat()
    if vague and upper - lower == 2 and lower >= 1 and upper < FAR:
        return f"{day_of(lower + 1).isoformat()}~"
    earliest = "" if lower == LONG_AGO else day_of(lower).isoformat()
    latest = "" if upper == FAR else day_of(upper).isoformat()
    return f"[{earliest}..{latest}]"


# ---------------------------------------------------------------- histories


@st.composite
def spans(draw: st.DrawFn, lowest: int = 1, highest: int = 28) -> Span:
    """A day, or a few days, or everything up to or from a day."""
    lower, upper = sorted((draw(st.integers(lowest, highest)), draw(st.integers(lowest, highest))))
    shape = draw(st.sampled_from(("day", "day", "few", "few", "until", "from")))
    if shape == "day":
        return lower, lower
    if shape == "until" and lowest == 1:
        return LONG_AGO, upper
    if shape == "from" and highest == 28:
        return lower, FAR
    return lower, min(upper, lower + 6)


@st.composite
def spells(draw: st.DrawFn, id: str = "one", lasting: bool = False) -> Spell:
    """One relationship that several claims tell of, without partly overlapping dates."""
    dates = st.none() | spans()
    said = draw(st.lists(st.builds(Said, dates, dates, dates), min_size=1, max_size=3))
    assume(any(one != Said() for one in said))
    spell = Spell(id, tuple(said), lasting=lasting, planned=draw(st.integers(0, 5)) == 0)
    for which in ("start", "end"):
        several = [span for one in said if (span := getattr(one, which)) is not None]
        assume(all(_nested(one, other) or _apart(one, other) for one in several for other in several))
    assume(all(worlds(Spell(id, tuple(one), lasting=lasting), (), {}) for one in _without_dispute(said)))
    return spell


@st.composite
def successions(draw: st.DrawFn) -> list[Spell]:
    """Two to four holders of one post after each other, each with a start; some never said to have ended."""
    count = draw(st.integers(2, 4))
    width = 28 // count
    found = []
    for number in range(count):
        lowest, highest = number * width + 1, (number + 1) * width
        first, held, last = sorted(draw(st.lists(st.integers(lowest, highest), min_size=3, max_size=3)))
        start = (first, draw(st.integers(first, held)))
        said = Said(
            start,
            draw(st.none() | st.just((last, draw(st.integers(last, highest))))),
            draw(st.none() | st.just((held, held))),
        )
        found.append(Spell(f"spell-{number}", (said,), ("acme",), seat="head"))
    return found


@st.composite
def bounded(draw: st.DrawFn) -> tuple[Spell, Life]:
    """Something that held within the known life of an entity."""
    born = draw(st.integers(1, 6))
    over = draw(st.integers(20, 27))
    life = Life(
        draw(st.none() | st.just((born, draw(st.integers(born, 8))))),
        draw(st.none() | st.just((over, draw(st.integers(over, 28))))),
    )
    held = draw(st.none() | spans(9, 19))
    start = draw(st.none() | spans(9, 12))
    end = draw(st.none() | spans(15, 19))
    assume(held or start or end)
    spell = Spell("one", (Said(start, end, held),), ("acme",))
    assume(worlds(spell, (), {"acme": life}))
    return spell, life


def claims_of(spell: Spell, person: str = "ada", function: str = "adviser", vague: bool = True) -> list[Claim]:
    """A spell as rows; they name the relationship, so that grouping has no say.

    Nobody knows when their source was published, so that it bounds no plan.
    """
    return [
        post(
            f"{spell.id}-{number}",
            person,
            function,
            relationship=spell.id,
            source="undated",
            modality="planned" if spell.planned else "fact",
            **{
                name: span_text(span, vague)
                for name, span in (("start", said.start), ("end", said.end), ("held_on", said.held))
                if span is not None
            },
        )
        for number, said in enumerate(spell.said)
    ]


def life_claim(entity: str, one: Life) -> Claim:
    """The life of an entity as a row."""
    times = {name: span_text(span) for name, span in (("start", one.start), ("end", one.end)) if span is not None}
    return life(f"life-of-{entity}", entity, **times)


def _without_dispute(said: list[Said]) -> list[list[Said]]:
    """The same claims with one of the starts and one of the ends each: what is disputed agrees with all the rest."""
    starts = [one.start for one in said if one.start is not None] or [None]
    ends = [one.end for one in said if one.end is not None] or [None]
    return [[Said(start, end), *(Said(held=one.held) for one in said)] for start in starts for end in ends]


def _nested(one: Span, other: Span) -> bool:
    return (one[0] <= other[0] and other[1] <= one[1]) or (other[0] <= one[0] and one[1] <= other[1])


def _apart(one: Span, other: Span) -> bool:
    return one[1] < other[0] or other[1] < one[0]


# ---------------------------------------------------------------- any claims

texts = (
    st.text(
        st.sampled_from(string.ascii_letters + string.digits + " .,;:\"'\\<>{}&%äöüßéŠ比亚迪—"), min_size=1, max_size=20
    )
    .map(str.strip)
    .filter(bool)
)
decimals = st.from_regex(r"-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,4})?", fullmatch=True)
percents = st.integers(0, 10000).map(lambda n: f"{n / 100:g}") | st.sampled_from(["50.0", "0.10", "100", "33.30"])


@st.composite
def values_of(draw: st.DrawFn, kind: RelationKind) -> dict[str, str]:
    """Values for the columns of a kind; entities come from small pools, so that claims meet."""
    values = {}
    for one in kind.fields:
        if one.required or draw(st.integers(0, 2)) == 0:
            values[one.name] = draw(_value(as_declared(one, kind, {**_EMPTY, **values}, VOCABULARY)))
    assume(contradiction(kind, values) is None)
    return values


def _value(one: Field) -> st.SearchStrategy[str]:
    match one.type:
        case "entity":
            kind = "Company" if one.of == ("*",) else one.of[0]
            return st.sampled_from([f"{kind.lower()}-{letter}" for letter in "abc"])
        case "code":
            return st.sampled_from(sorted(VOCABULARY.codes[one.of[0]].codes))
        case "yesno":
            return st.sampled_from(["yes", "no"])
        case "percent":
            return percents
        case "amount":
            return decimals
        case "currency":
            return st.sampled_from(["EUR", "USD", "GBP"])
        case "country":
            return st.sampled_from(["DE", "GB"])
        case "date":
            return date_texts()
        case _:
            return texts


recent_days = st.integers(0, 120).map(lambda n: (date(2019, 1, 1) + timedelta(days=n * 9)).isoformat())
recent = recent_days | recent_days.map(lambda text: text[:7]) | recent_days.map(lambda text: text[:4])
"""Dates of three years, so that claims often speak of the same time."""


@st.composite
def claims(draw: st.DrawFn, id: str, kinds: tuple[str, ...] = tuple(VOCABULARY.relations)) -> Claim:
    """A claim of any kind with any columns; its start does not lie after its end."""
    kind = VOCABULARY.relations[draw(st.sampled_from(kinds))]
    times = {name: draw(recent) for name in ("start", "end", "held_on") if draw(st.booleans())}
    if times.get("start", "") > times.get("end", "9999"):
        times["start"], times["end"] = times["end"], times["start"]
    more = {name: draw(texts) for name in ("locator", "more", "note") if draw(st.integers(0, 3)) == 0}
    return claim(
        id,
        kind.name,
        source=f"paper-{draw(st.sampled_from('abcd'))}",
        stance=draw(st.sampled_from((*("asserts",) * 5, *STANCES))),
        modality=draw(st.sampled_from((*("fact",) * 4, *MODALITIES))),
        **draw(values_of(kind)),
        **times,
        **more,
    )


@st.composite
def datasets(draw: st.DrawFn, kinds: tuple[str, ...] = tuple(VOCABULARY.relations), most: int = 12) -> Dataset:
    """A few claims from four sources about a few entities."""
    count = draw(st.integers(1, most))
    several = [draw(claims(f"c{number:02d}", kinds)) for number in range(count)]
    sources = [
        source(
            f"paper-{letter}",
            published=draw(recent),
            tier=draw(st.sampled_from(list(TIERS))),
            publisher=draw(st.sampled_from(["Post", "Times", ""])),
        )
        for letter in "abcd"
    ]
    return dataset(*several, sources=sources)
