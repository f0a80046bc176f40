from .builders import claim, resolved, stake


def controls(*claims):
    """Which stakes give control, by id."""
    return {one.id: one.controls for one in resolved(*claims).values()}


def test_majority_gives_control_and_a_minority_does_not():
    assert controls(stake("a", share_percent="51", held_on="2019"), stake("b", owner="eve", share_percent="49")) == {
        "a": "yes",
        "b": "",
    }


def test_stake_of_unknown_size_possibly_gives_control():
    assert controls(stake("a", start="2000")) == {"a": "possibly"}


def test_stake_of_unknown_size_gives_none_while_somebody_else_has_the_majority():
    majority = stake("a", owner="tata", share_percent="100", start="2008", held_on="2019-12-31")
    assert controls(majority, stake("b", owner="sons", held_on="2015-06-30")) == {"a": "yes", "b": ""}


def test_majority_of_another_time_takes_nothing_from_a_stake_of_unknown_size():
    majority = stake("a", owner="tata", share_percent="100", start="2008-06-02", held_on="2019-12-31")
    before = stake("b", owner="ford", start="2000", end="2008-06-01")
    assert controls(majority, before) == {"a": "yes", "b": "possibly"}


def test_what_is_no_stake_gives_no_control():
    assert controls(claim("a", "Competition", company="bmw", competitor="daimler")) == {"a": ""}


def test_whoever_owns_a_brand_controls_it():
    assert controls(claim("a", "BrandOwnership", brand="mini", owner="bmw")) == {"a": "yes"}
