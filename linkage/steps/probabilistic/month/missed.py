"""
How the people whom no block compares with their event agree with it: what is missed, by agreement.

Block coverage falls as errors rise, since a block is shared only where its fields agree. Which blocks a pair shares
follows from its levels: a slip of the day keeps month and year, another postcode of the sector keeps the district.
With the fields taken to err independently that gives the missed share for any m, to a first order: what training found
missed beyond that (wrong numbers, errors that go together) does not move.
"""

from collections.abc import Mapping, Sequence
from itertools import product

from linkage.steps.probabilistic.levels.birth_date_level import PARTS
from linkage.steps.probabilistic.levels.levels import FIELDS, NONE_HELD, SAME_VALUE
from linkage.steps.probabilistic.levels.not_exact import AGREEMENTS, EXACT, INEXACT, SILENT, Agreement
from linkage.steps.probabilistic.model.model import LevelParameters, Model
from linkage.steps.probabilistic.training.coincidence import BIRTH_DATE, PRICED

Kept = frozenset[str]
"""What a level leaves equal of the fields that blocks are made of."""
NOTHING: Kept = frozenset()
EVERY_PART: Kept = frozenset(PARTS)
DEFAULTS: Mapping[str, Kept] = {
    "default_month": frozenset({"month", "year"}),
    "default_year": frozenset({"year"}),
    "default_other": NOTHING,
}
"""What levels of default days leave equal at least."""
UNLIKE = frozenset(level.name for level in BIRTH_DATE.compared) - frozenset(PRICED["birth_date"])
"""
Levels of the birth date that are taken for a relative's, not for an error.

Who agrees on the postcode and on hardly any of the date lives with the event's person far more often than he is that
person, and how often is not counted.
"""


def kept(field: str, level: str) -> tuple[Kept, ...]:
    """
    What a level leaves equal, as likelihoods that are alike; a level that is not known here leaves nothing.

    Two slips and one equal part do not say which part is equal: each of the three is as likely. A postcode one edit
    away is taken to be of the district: one character in three or four, and the switched neighbours, may say otherwise.
    """
    if level in SAME_VALUE:
        whole = {
            "birth_date": EVERY_PART | {"birth_date"},
            "postcode": frozenset({"postcode", "district", "letters"}),
        }
        return (whole.get(field, frozenset({field})),)
    if field == "birth_date":
        if level in DEFAULTS:
            return (DEFAULTS[level],)
        if level in ("two_slips", "one_equal"):
            return tuple(frozenset({part}) for part in PARTS)
        part = level.partition("_")[0]
        return (
            (EVERY_PART - {part},)
            if part in PARTS
            else (frozenset({"year"}) if level == "swapped" else NOTHING,)
        )
    return (frozenset({"district"}) if level in ("near", "sector", "district") else NOTHING,)


def missed_shares(
    model: Model, blocks: Sequence[tuple[str, ...]], borne: Sequence[str]
) -> Mapping[Agreement, float]:
    """Of all pairs, the share at every agreement that share none of these blocks; `borne`: fields the event has."""
    return {how: max(share - met, 0.0) for how, (share, met) in _met(model, blocks, borne).items()}


def unlike_shares(
    model: Model, blocks: Sequence[tuple[str, ...]], borne: Sequence[str]
) -> Mapping[Agreement, float]:
    """Of all pairs, the share at every agreement that share a block and yet have a birth date of UNLIKE levels."""
    everybody, alike = _met(model, blocks, borne), _met(model, blocks, borne, without=UNLIKE)
    return {how: everybody[how][1] - alike[how][1] for how in AGREEMENTS}


def _met(
    model: Model, blocks: Sequence[tuple[str, ...]], borne: Sequence[str], without: Kept = NOTHING
) -> Mapping[Agreement, tuple[float, float]]:
    """By agreement, the share of pairs, and of pairs that share a block too, leaving out levels of `without`."""
    shares = [
        _of_field(model.comparisons[field], field, without) if field in borne else {SILENT: {NOTHING: 1.0}}
        for field in FIELDS
    ]
    found: dict[Agreement, tuple[float, float]] = {}
    for agreement in AGREEMENTS:
        whole, met = 0.0, 0.0
        for (one, a), (two, b), (three, c) in product(
            *(of.get(how, {}).items() for of, how in zip(shares, agreement, strict=True))
        ):
            equal = one | two | three
            whole += a * b * c
            met += a * b * c if any(equal.issuperset(block) for block in blocks) else 0.0
        found[agreement] = whole, met
    return found


def _of_field(levels: Sequence[LevelParameters], field: str, without: Kept) -> dict[int, dict[Kept, float]]:
    """How probable it is that a field agrees so and leaves this equal."""
    found: dict[int, dict[Kept, float]] = {EXACT: {}, INEXACT: {}, SILENT: {}}
    for one in levels:
        if one.level in without:
            continue
        how = SILENT if one.level == NONE_HELD else EXACT if one.level in SAME_VALUE else INEXACT
        ways = (NOTHING,) if how == SILENT else kept(field, one.level)
        for way in ways:
            found[how][way] = found[how].get(way, 0.0) + one.m / len(ways)
    return found
