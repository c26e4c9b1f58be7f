"""The level of two postcodes that have sector and district beside them: as `levels` has it, in a faster order."""

from linkage.steps.probabilistic.levels.levels import MISSING_CODE, comparisons, neighbours_switched

POSTCODE = comparisons()[1]
PLACES = {level.name: place for place, level in enumerate(POSTCODE.levels, start=1)}


def postcode_code_sql(held: str = "held", own: str = "event") -> str:
    """
    The code of the level of the postcodes of two rows that have postcode, sector, district and postcode_letters.

    Within a district as much is asked as can differ there: two sectors are one edit apart where all that follows is
    equal, and within a sector the same letters in another order are the last two switched. Switched neighbours leave
    the letters what they are, wherever they stand. Outside the district one edit leaves either the first two
    characters or the last two as they are, so that edits are counted of few pairs.
    """
    one, other = f"{held}.postcode", f"{own}.postcode"
    edited, switched = f"levenshtein({one}, {other}) <= 1", neighbours_switched(one, other)
    near, sector, district, elsewhere = (PLACES[name] for name in ("near", "sector", "district", "other"))
    same = {part: f"{held}.{part} = {own}.{part}" for part in ("sector", "district", "postcode_letters")}
    start = f"substr({one}, 1, 2) = substr({other}, 1, 2)"
    end = f"right({one}, 2) = right({other}, 2)"
    return f"""case when {other} is null then {MISSING_CODE} when {one} is null then {POSTCODE.none_held_code}
                when {one} = {other} then {PLACES["exact"]}
                when {same["district"]} then case
                    when {same["sector"]}
                        then case when {same["postcode_letters"]} or {edited} then {near} else {sector} end
                    when {end} then {near}
                    when {same["postcode_letters"]} and {switched} then {near} else {district} end
                when {same["postcode_letters"]} then case when {switched} then {near} else {elsewhere} end
                when ({start} or {end}) and {edited} then {near} else {elsewhere} end"""
