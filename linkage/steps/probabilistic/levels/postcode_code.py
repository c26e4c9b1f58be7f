"""The level of two postcodes that have their numbers beside them: as `levels` has it, in a faster order."""

from linkage.steps.probabilistic.levels.levels import MISSING_CODE, comparisons
from linkage.words.compared_parts import CHARACTER, CHARACTERS

POSTCODE = comparisons()[1]
PLACES = {level.name: place for place, level in enumerate(POSTCODE.levels, start=1)}

UNIT, SECTOR, DISTRICT = CHARACTER, CHARACTER**2, CHARACTER**3
"""Numbers that differ by bits below these are alike in all but the last character, the last two, the last three."""


def postcode_code_sql(held: str = "held", own: str = "event") -> str:
    """
    The code of the level of the postcodes of two rows that have postcode and postcode_no.

    The bits in which the numbers differ say what the postcodes share. Of one district they are of one length, so that
    one edit is one character exchanged: within a sector one of the last two, else the first of the last three. Outside
    the district one edit leaves the last three as they are, or, where it takes one of them out, all that is before;
    two neighbours switched leave the last two. So edits are counted of few pairs.
    """
    one, other = f"{held}.postcode_no", f"{own}.postcode_no"
    differing = f"(({one} | {other}) - ({one} & {other}))"
    near, sector, district, elsewhere = (PLACES[name] for name in ("near", "sector", "district", "other"))
    edited = f"levenshtein({held}.postcode, {own}.postcode) <= 1"
    far = " or ".join(_switched(one, other, place, differing) for place in range(2, CHARACTERS - 1))
    last_two = f"({differing} & {SECTOR - 1}) = 0"
    shorter = " or ".join(
        f"{_cut(a, DISTRICT)} = {_cut(b, SECTOR)} * {CHARACTER}" for a, b in ((one, other), (other, one))
    )
    return f"""case when {other} is null then {MISSING_CODE} when {one} is null then {POSTCODE.none_held_code}
                when {one} = {other} then {PLACES["exact"]}
                when {differing} < {SECTOR} then case
                    when {differing} < {UNIT} or ({differing} & {UNIT - 1}) = 0 or {_switched(one, other, 0, differing)}
                    then {near} else {sector} end
                when {differing} < {DISTRICT} then case
                    when {last_two} or {_switched(one, other, 1, differing)} then {near} else {district} end
                when {last_two} or {shorter} then case when {edited} or {far} then {near} else {elsewhere} end
                else {elsewhere} end"""


def _cut(number: str, below: int) -> str:
    """A number without its bits below a power of two."""
    return f"({number} - ({number} & {below - 1}))"


def _switched(one: str, other: str, place: int, differing: str) -> str:
    """
    Whether two numbers differ by the characters of a place, from the last, and the next, which changed places.

    `differing` are the bits in which they differ: the same in both places, and in no other. So they are a multiple of
    129 times the lower place, and the lower character of one is the upper of the other; then so is its upper.
    """
    low, high = (CHARACTER - 1) * CHARACTER**place, (CHARACTER - 1) * CHARACTER ** (place + 1)
    return (
        f"({differing} < {CHARACTER ** (place + 2)} and {differing} % {(CHARACTER + 1) * CHARACTER**place} = 0"
        f" and ({one} & {low}) * {CHARACTER} = ({other} & {high}))"
    )
