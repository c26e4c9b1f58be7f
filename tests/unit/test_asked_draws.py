"""Which draws of a release can be asked for: what is refused, with the reason, and what is told."""

import warnings
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest

from linkage.errors import ConfigError
from linkage.reading.asked_draws import asked_draws
from linkage.release.record.context import MonthContext

JAN, FEB, MAR = "2026-01", "2026-02", "2026-03"
CONNECTION = duckdb.connect(config={"threads": 1})
Asked = tuple[int | None, list[str] | None]


def context(draws: int = 20, model: str | None = "m1", held_out: int | None = 40) -> MonthContext:
    """Of a month with so many draws."""
    return MonthContext(
        release="0001",
        index="i",
        people=1,
        crowded_postcodes=0,
        link_draws=draws,
        model_id=model,
        held_out=held_out,
    )


def manifest(profile: str = "hes_did", **months: MonthContext | None) -> Any:  # noqa: ANN401 - of a release
    """What is read of a manifest; a month without a context is of an earlier version."""
    named = {{"jan": JAN, "feb": FEB, "mar": MAR}[name]: one for name, one in months.items()}
    return SimpleNamespace(
        release="0003",
        months=tuple(named),
        month=max(named),
        method=SimpleNamespace(profile=profile),
        all_spells={},
        contexts={month: one for month, one in named.items() if one},
    )


NO_P = context(0, None, None)
OLD = manifest("dmq_2015", jan=NO_P)
TWO = manifest(jan=context(5), feb=context())
REFUSED: dict[str, tuple[Any, Asked, str]] = {
    "nobody asked for draws": (
        manifest(jan=context(0)),
        (1, None),
        "its job asked for none; set .*link_draws",
    ),
    "of a profile without rank P": (OLD, (1, None), "profile dmq_2015 gives links no probability"),
    "all of them, of one": (OLD, (None, None), "name a profile with rank P, such as hes_did"),
    "an earlier version": (manifest(jan=None), (1, None), "its job asked for none"),
    "one month without": (
        manifest(jan=context(0), feb=context()),
        (1, None),
        rf"{JAN} of .* its job asked for none.*\['{FEB}'\]",
    ),
    "an older month of rules without rank P": (
        manifest(jan=NO_P, feb=context()),
        (1, None),
        f"{JAN} of .* their rules give links no",
    ),
    "fewer in one": (TWO, (6, None), "draws 1 to 5, and no draw 6"),
    "all, and fewer in one": (TWO, (None, None), f"{JAN} has 5, {FEB} has 20"),
    "a month that is not held": (TWO, (1, [MAR]), f"does not hold {MAR}"),
    "no month": (TWO, (1, []), "name one at least"),
    "draw 0": (TWO, (0, None), "no draw 0"),
}


@pytest.mark.parametrize(("held", "asked", "told"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(held: Any, asked: Asked, told: str) -> None:  # noqa: ANN401 - a manifest
    """With the reason: which month, which profile, how many there are."""
    with pytest.raises(ConfigError, match=told):
        asked_draws(held, *asked, CONNECTION)


TOLD: dict[str, tuple[Any, list[str] | None, list[str]]] = {
    "one model, proved": (manifest(jan=context(), feb=context()), None, []),
    "two models": (manifest(jan=context(), feb=context(model="m2")), None, ["2 models"]),
    "one of the two": (manifest(jan=context(), feb=context(model="m2")), [FEB], []),
    "a hold-out of nobody": (
        manifest(jan=context(held_out=0), feb=context()),
        None,
        [f"hold-out of {JAN} covers nobody"],
    ),
    "a hold-out that nobody counted": (manifest(jan=context(held_out=None)), None, []),
    "both": (manifest(jan=context(held_out=0), feb=context(model="m2")), None, ["2 models", "covers nobody"]),
}


@pytest.mark.parametrize(("held", "months", "told"), TOLD.values(), ids=TOLD)
def test_what_is_told(held: Any, months: list[str] | None, told: list[str]) -> None:  # noqa: ANN401 - a manifest
    """Of the months that are asked for, and of no others."""
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        drawn = asked_draws(held, 1, months, CONNECTION)

    assert drawn.months == tuple(months or held.months)
    assert len(found) == len(told)
    assert all(words in str(line.message) for words, line in zip(told, found, strict=True))
