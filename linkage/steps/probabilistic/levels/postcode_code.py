"""The level of two postcodes that have sector and district beside them: as `levels` has it, in a faster order."""

from linkage.steps.probabilistic.levels.levels import MISSING_CODE, comparisons, neighbours_switched

POSTCODE = comparisons()[1]
PLACES = {level.name: place for place, level in enumerate(POSTCODE.levels, start=1)}


def postcode_code_sql(held: str = "held", own: str = "event") -> str:
    """
    The code of the level of the postcodes of two rows that have postcode, sector, district and postcode_letters.

    Switched neighbours leave the letters what they are, and a changed one never does: of the two ways to be near each
    pair is asked one. Whoever has the sector needs not be asked for the district.
    """
    one, other = f"{held}.postcode", f"{own}.postcode"
    edited, switched = f"levenshtein({one}, {other}) <= 1", neighbours_switched(one, other)
    near, sector = PLACES["near"], PLACES["sector"]
    same = {part: f"{held}.{part} = {own}.{part}" for part in ("sector", "district", "postcode_letters")}
    place = f"when {same['district']} then {PLACES['district']} else {PLACES['other']} end"
    return f"""case when {other} is null then {MISSING_CODE} when {one} is null then {POSTCODE.none_held_code}
                when {one} = {other} then {PLACES["exact"]}
                when {same["postcode_letters"]}
                    then case when {switched} then {near} when {same["sector"]} then {sector} {place}
                when {same["sector"]} then case when {edited} then {near} else {sector} end
                when {edited} then {near} {place}"""
