"""Seeded cases of two sources that disagree, and of two that only seem to.

Each case is a few claims about entities of its own; the ids of its claims begin with the name of the case. What counts
as which is taken from the words of the design: two values at the same time are a conflict and so is a denial; a change
is history; a finer date, a rounding within the tolerance and another currency are no disagreement; neither is the one
day that two share when one hands over to the other.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from graph.records import Claim

from .builders import claim, post, status


@dataclass(frozen=True)
class Case:
    """A few claims, and whether they disagree."""

    name: str
    sort: str
    conflict: bool
    claims: tuple[Claim, ...]


__all__ = ["CHANGES", "CONFLICTS", "Case", "cases"]

Claims = list[Claim]
Maker = Callable[[str, random.Random], Claims]


def cases(seed: int, count: int) -> list[Case]:
    """So many conflicts and so many legitimate changes, every sort about equally often."""
    chance = random.Random(seed)
    made = []
    for conflict, makers in ((True, CONFLICTS), (False, CHANGES)):
        for number in range(count):
            maker = makers[number % len(makers)]
            name = f"{'x' if conflict else 'y'}{number:03d}"
            made.append(Case(name, maker.__name__, conflict, tuple(maker(name, chance))))
    return made


def day(chance: random.Random) -> date:
    return date(2000, 1, 1) + timedelta(days=chance.randrange(6000))


def after(first: date, days: int) -> str:
    return (first + timedelta(days=days)).isoformat()


def two_sources(chance: random.Random) -> tuple[str, str]:
    return tuple(chance.sample(["paper", "agency", "filing", "blog"], 2))  # type: ignore[return-value]


def stakes(name: str, chance: random.Random, first: dict[str, str], second: dict[str, str]) -> Claims:
    ends = {"owner": f"holder-{name}", "asset": f"acme-{name}"}
    return [
        claim(f"{name}-{number}", "Ownership", source=source, **ends, **columns)
        for number, (source, columns) in enumerate(zip(two_sources(chance), (first, second), strict=True))
    ]


def posts(name: str, chance: random.Random, *several: dict[str, str]) -> Claims:
    where = {"person": f"ada-{name}", "organization": f"acme-{name}"}
    return [
        post(f"{name}-{number}", **{"source": source, **where, **columns})
        for number, (source, columns) in enumerate(zip(two_sources(chance), several, strict=False))
    ]


# ---------------------------------------------------------------- conflicts


def shares_of_one_day(name: str, chance: random.Random) -> Claims:
    on, share = day(chance), chance.uniform(2, 60)
    shares = (f"{share:.1f}", f"{share + chance.uniform(1, 30):.1f}")
    near = chance.choice([on.isoformat(), f"{on:%Y-%m}"])
    return stakes(
        name,
        chance,
        {"share_percent": shares[0], "held_on": on.isoformat()},
        {"share_percent": shares[1], "held_on": near},
    )


def share_within_a_known_span(name: str, chance: random.Random) -> Claims:
    start = day(chance)
    return stakes(
        name,
        chance,
        {"share_percent": "25", "start": start.isoformat(), "held_on": after(start, 2000)},
        {"share_percent": f"{chance.uniform(30, 90):.2f}", "held_on": after(start, chance.randrange(300, 1700))},
    )


def figures_of_one_period(name: str, chance: random.Random) -> Claims:
    amount = chance.randrange(1_000, 9_000) * 1_000_000
    other = round(amount * (1 + chance.uniform(0.03, 0.4)))
    on = day(chance).isoformat()
    common = {"company": f"acme-{name}", "metric": "net-profit", "currency": "EUR", "period": "2018", "held_on": on}
    return [
        claim(f"{name}-{number}", "Result", source=source, amount=str(-value), **common)
        for number, (source, value) in enumerate(zip(two_sources(chance), (amount, other), strict=True))
    ]


def sums_of_one_deal(name: str, chance: random.Random) -> Claims:
    amount = chance.randrange(10, 400) * 100_000_000
    other = round(amount * chance.uniform(1.05, 2))
    common = {"deal": f"pact-{name}", "term": "amount", "basis": "price", "currency": "USD"}
    common["held_on"] = day(chance).isoformat()
    return [
        claim(f"{name}-{number}", "DealTerm", source=source, amount=str(value), **common)
        for number, (source, value) in enumerate(zip(two_sources(chance), (amount, other), strict=True))
    ]


def prices_told_after_the_deal_was_closed(name: str, chance: random.Random) -> Claims:
    amount, closed = chance.randrange(10, 400) * 100_000_000, day(chance)
    told = ((amount, after(closed, -60)), (round(amount * chance.uniform(1.05, 2)), after(closed, 900)))
    common = {"deal": f"pact-{name}", "term": "amount", "basis": "price", "currency": "USD"}
    prices = [
        claim(f"{name}-{number}", "DealTerm", source=source, amount=str(value), held_on=on, **common)
        for number, (source, (value, on)) in enumerate(zip(two_sources(chance), told, strict=True))
    ]
    return [*prices, status(f"{name}-s", "completed", f"pact-{name}", start=closed.isoformat())]


def term_that_one_leaves_out(name: str, chance: random.Random) -> Claims:
    on = day(chance).isoformat()
    common = {"deal": f"pact-{name}", "term": "activity", "value": "production", "held_on": on}
    return [
        claim(f"{name}-{number}", "DealTerm", source=source, included=included, **common)
        for number, (source, included) in enumerate(zip(two_sources(chance), ("yes", "no"), strict=True))
    ]


def starts_of_one_post(name: str, chance: random.Random) -> Claims:
    start = day(chance)
    return posts(
        name,
        chance,
        {"start": start.isoformat(), "held_on": after(start, 400)},
        {"start": after(start, chance.randrange(1, 30))},
    )


def starts_in_two_months(name: str, chance: random.Random) -> Claims:
    year = chance.randrange(1995, 2018)
    return posts(
        name,
        chance,
        {"start": f"{year}-0{chance.randrange(1, 5)}", "held_on": f"{year + 2}-06-05"},
        {"start": f"{year}-0{chance.randrange(6, 10)}"},
    )


def ends_of_one_post(name: str, chance: random.Random) -> Claims:
    start, days = day(chance), chance.randrange(500, 3000)
    return posts(
        name,
        chance,
        {"start": start.isoformat(), "end": after(start, days)},
        {"start": start.isoformat(), "end": after(start, days + chance.randrange(1, 300))},
    )


def events_a_few_days_apart(name: str, chance: random.Random) -> Claims:
    start, which = day(chance), chance.choice(["agreed", "completed", "withdrawn"])
    return [
        status(f"{name}-{number}", which, deal=f"pact-{name}", source=source, start=on)
        for number, (source, on) in enumerate(
            zip(two_sources(chance), (start.isoformat(), after(start, chance.randrange(1, 4))), strict=True)
        )
    ]


def two_chief_executives(name: str, chance: random.Random) -> Claims:
    start, overlap = day(chance), chance.randrange(3, 400)
    last: dict[str, str] = chance.choice([{"end": after(start, 1000)}, {"held_on": after(start, 1000)}])
    return posts(
        name,
        chance,
        {"start": start.isoformat(), **last},
        {"person": f"bob-{name}", "start": after(start, 1000 - overlap), "held_on": after(start, 1500)},
    )


def two_owners_of_a_brand(name: str, chance: random.Random) -> Claims:
    start, overlap = day(chance), chance.randrange(3, 800)
    spans = (
        {"start": start.isoformat(), "held_on": after(start, 1000)},
        {"start": after(start, 1000 - overlap), "held_on": after(start, 2000)},
    )
    return [
        claim(f"{name}-{n}", "BrandOwnership", source=source, brand=f"brand-{name}", owner=f"owner-{name}-{n}", **span)
        for n, (source, span) in enumerate(zip(two_sources(chance), spans, strict=True))
    ]


def denial_of_the_same_time(name: str, chance: random.Random) -> Claims:
    on = day(chance)
    said = chance.choice([{"held_on": on.isoformat()}, {"start": after(on, -300), "held_on": on.isoformat()}])
    return posts(name, chance, said, {"held_on": after(on, -chance.randrange(0, 20)), "stance": "denies"})


def denial_of_an_event(name: str, chance: random.Random) -> Claims:
    start = day(chance)
    told = ({"start": start.isoformat()}, {"start": after(start, chance.randrange(0, 3)), "stance": "denies"})
    return [
        status(f"{name}-{number}", "agreed", deal=f"pact-{name}", source=source, **columns)
        for number, (source, columns) in enumerate(zip(two_sources(chance), told, strict=True))
    ]


def boards_of_one_post(name: str, chance: random.Random) -> Claims:
    on = day(chance).isoformat()
    boards = chance.sample(["management", "supervisory", "executive", "none"], 2)
    return posts(
        name, chance, {"function": "engineering-head", "board": boards[0], "held_on": on},
        {"function": "engineering-head", "board": boards[1], "held_on": on},
    )  # fmt: skip


CONFLICTS: list[Maker] = [
    shares_of_one_day, share_within_a_known_span, figures_of_one_period, sums_of_one_deal,
    prices_told_after_the_deal_was_closed, term_that_one_leaves_out,
    starts_of_one_post, starts_in_two_months, ends_of_one_post, events_a_few_days_apart, two_chief_executives,
    two_owners_of_a_brand, denial_of_the_same_time, denial_of_an_event, boards_of_one_post,
]  # fmt: skip

# ---------------------------------------------------------------- no conflicts


def stake_that_changed(name: str, chance: random.Random) -> Claims:
    first = day(chance)
    second = {"share_percent": f"{chance.uniform(30, 90):.1f}"}
    second[chance.choice(["held_on", "start"])] = after(first, chance.randrange(60, 3000))
    return stakes(name, chance, {"share_percent": "25", "held_on": first.isoformat()}, second)


def stake_sold_and_bought_again(name: str, chance: random.Random) -> Claims:
    first = day(chance)
    return stakes(
        name,
        chance,
        {"share_percent": "25", "start": first.isoformat(), "end": after(first, 500)},
        {"share_percent": "25", "start": after(first, chance.randrange(600, 3000))},
    )


def rounded_share(name: str, chance: random.Random) -> Claims:
    share, on = chance.uniform(5, 90), day(chance).isoformat()
    return stakes(
        name,
        chance,
        {"share_percent": f"{share:.2f}", "held_on": on},
        {"share_percent": f"{share:.0f}", "held_on": on},
    )


def majority_and_its_size(name: str, chance: random.Random) -> Claims:
    on = day(chance).isoformat()
    return stakes(
        name,
        chance,
        {"share_percent": f"{chance.uniform(51, 99):.1f}", "held_on": on},
        {"share_min": "50.01", "held_on": on},
    )


def votes_and_capital(name: str, chance: random.Random) -> Claims:
    on = day(chance).isoformat()
    return stakes(
        name,
        chance,
        {"share_percent": "53.3", "share_of": "votes", "held_on": on},
        {"share_percent": f"{chance.uniform(10, 40):.1f}", "share_of": "capital", "held_on": on},
    )


def rounded_figure(name: str, chance: random.Random) -> Claims:
    amount = chance.randrange(2_000, 9_000) * 1_000_000
    other = round(amount * (1 + chance.uniform(0, 0.009)))
    on = day(chance).isoformat()
    common = {"company": f"acme-{name}", "metric": "revenue", "currency": "EUR", "period": "2018", "held_on": on}
    return [
        claim(f"{name}-{number}", "Result", source=source, amount=str(value), **common)
        for number, (source, value) in enumerate(zip(two_sources(chance), (amount, other), strict=True))
    ]


def figure_in_another_currency(name: str, chance: random.Random) -> Claims:
    on, amount = day(chance).isoformat(), chance.randrange(1_000, 9_000) * 1_000_000
    common = {"company": f"acme-{name}", "metric": "net-profit", "period": "2018", "held_on": on}
    told = ({"amount": str(amount), "currency": "EUR"}, {"amount": str(round(amount * 1.12)), "currency": "USD"})
    return [
        claim(f"{name}-{number}", "Result", source=source, **common, **columns)
        for number, (source, columns) in enumerate(zip(two_sources(chance), told, strict=True))
    ]


def figure_of_another_period(name: str, chance: random.Random) -> Claims:
    on = day(chance).isoformat()
    return [
        claim(
            f"{name}-{year}", "Result", source=source, company=f"acme-{name}", metric="revenue", currency="EUR",
            period=year, amount=str(chance.randrange(10**9, 10**11)), held_on=on,
        )
        for source, year in zip(two_sources(chance), ("2017", "2018"), strict=True)
    ]  # fmt: skip


def raised_offer(name: str, chance: random.Random) -> Claims:
    amount, first = chance.randrange(10, 400) * 100_000_000, day(chance)
    gap, date = chance.choice([(chance.randrange(1, 30), "start"), (chance.randrange(32, 400), "held_on")])
    told = ((amount, first.isoformat()), (round(amount * chance.uniform(1.05, 2)), after(first, gap)))
    common = {"deal": f"pact-{name}", "term": "amount", "basis": "price", "currency": "USD"}
    return [
        claim(f"{name}-{number}", "DealTerm", source=source, amount=str(value), **{date: on}, **common)
        for number, (source, (value, on)) in enumerate(zip(two_sources(chance), told, strict=True))
    ]


def price_and_valuation(name: str, chance: random.Random) -> Claims:
    on = day(chance).isoformat()
    return [
        claim(
            f"{name}-{basis}", "DealTerm", source=source, deal=f"pact-{name}", term="amount", basis=basis,
            currency="USD", amount=str(chance.randrange(10**9, 10**11)), held_on=on,
        )
        for source, basis in zip(two_sources(chance), ("price", "valuation"), strict=True)
    ]  # fmt: skip


def finer_start(name: str, chance: random.Random) -> Claims:
    start = day(chance)
    vague = chance.choice([f"{start:%Y}", f"{start:%Y-%m}", f"{start:%Y}~", f"[..{after(start, 200)}]"])
    return posts(name, chance, {"start": start.isoformat(), "held_on": after(start, 500)}, {"start": vague})


def finer_end(name: str, chance: random.Random) -> Claims:
    start, end = day(chance), day(chance) + timedelta(days=6100)
    exact = {"start": start.isoformat(), "end": end.isoformat()}
    return posts(name, chance, exact, {"start": f"{start:%Y}", "end": f"{end:%Y-%m}"})


def hand_over(name: str, chance: random.Random) -> Claims:
    start, gap = day(chance), chance.choice([-1, 0, 1])
    return posts(
        name,
        chance,
        {"start": start.isoformat(), "end": after(start, 1000)},
        {
            "person": f"bob-{name}",
            "start": after(start, 1000 + gap),
            "held_on": after(start, 1500),
        },
    )


def successor_whose_start_is_all_that_is_known(name: str, chance: random.Random) -> Claims:
    start = day(chance)
    return posts(
        name,
        chance,
        {"start": start.isoformat(), "held_on": after(start, 700)},
        {"person": f"bob-{name}", "start": after(start, chance.randrange(701, 2000))},
    )


def rehire(name: str, chance: random.Random) -> Claims:
    start = day(chance)
    return posts(
        name,
        chance,
        {"start": start.isoformat(), "end": after(start, 700)},
        {"start": after(start, chance.randrange(800, 3000)), "held_on": after(start, 4000)},
    )


def interim_and_permanent(name: str, chance: random.Random) -> Claims:
    start = day(chance)
    return posts(
        name,
        chance,
        {"interim": "yes", "start": start.isoformat(), "end": after(start, 200)},
        {"interim": "no", "start": after(start, 200), "held_on": after(start, 900)},
    )


def plan_and_what_came_of_it(name: str, chance: random.Random) -> Claims:
    start = day(chance)
    return posts(
        name,
        chance,
        {"start": start.isoformat(), "modality": "planned"},
        {"start": after(start, chance.randrange(0, 300)), "held_on": after(start, 900)},
    )


def denial_after_the_end(name: str, chance: random.Random) -> Claims:
    start = day(chance)
    return posts(
        name,
        chance,
        {"start": start.isoformat(), "end": after(start, 700)},
        {"held_on": after(start, chance.randrange(800, 2000)), "stance": "denies"},
    )


def stages_of_a_deal(name: str, chance: random.Random) -> Claims:
    start, sources, gap = day(chance), two_sources(chance), chance.randrange(10, 60)
    stages = [
        ("talks", 0),
        ("agreed", 40),
        ("approved", 100),
        ("approved", 100 + gap),
        ("ended", 900),
    ]
    return [
        status(f"{name}-{number}", stage, deal=f"pact-{name}", source=sources[number % 2], start=after(start, days))
        for number, (stage, days) in enumerate(stages)
    ]


def other_words(name: str, chance: random.Random) -> Claims:
    on = day(chance).isoformat()
    return posts(name, chance, {"title": "CEO", "held_on": on}, {"title": "Chief Executive Officer", "held_on": on})


def many_with_one_function(name: str, chance: random.Random) -> Claims:
    start = day(chance).isoformat()
    common = {"function": "board-member", "board": "supervisory", "start": start}
    return posts(name, chance, common, {**common, "person": f"bob-{name}"})


CHANGES: list[Maker] = [
    stake_that_changed, stake_sold_and_bought_again, rounded_share, majority_and_its_size, votes_and_capital,
    rounded_figure, figure_in_another_currency, figure_of_another_period, price_and_valuation, raised_offer,
    finer_start, finer_end, hand_over, successor_whose_start_is_all_that_is_known, rehire, interim_and_permanent,
    plan_and_what_came_of_it, denial_after_the_end, stages_of_a_deal, other_words, many_with_one_function,
]  # fmt: skip
