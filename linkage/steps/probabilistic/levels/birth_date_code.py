"""The level of two birth dates that have their parts beside them: as `levels` has it, in a faster order."""

from linkage.steps.probabilistic.levels.birth_date_level import PARTS, digits_switched_sql, exchanged_sql
from linkage.steps.probabilistic.levels.default_day import NO_DAYS, DefaultDays, is_default_sql
from linkage.steps.probabilistic.levels.levels import MISSING_CODE, comparisons
from linkage.words.compared_parts import with_parts

BIRTH_DATE = comparisons()[0]
PLACES = {level.name: place for place, level in enumerate(BIRTH_DATE.levels, start=1)}


def birth_date_code_sql(days: DefaultDays = NO_DAYS) -> str:
    """
    The code of the level of the birth dates of two rows, `held` and `event`, that have birth_date and its parts.

    Default days are told apart first and equal parts next, so that few questions are put to each pair. Where two parts
    are equal the third has slipped, has its digits switched, or differs; where one is, both of the others have slipped,
    or not.
    """
    same = {part: f"held.birth_{part} = event.birth_{part}" for part in PARTS}
    near = {part: f"abs(held.birth_{part} - event.birth_{part}) <= 2" for part in PARTS}
    two_equal, one_equal = "", ""
    for part in ("year", "day", "month"):
        first, second = (other for other in PARTS if other != part)
        two_equal += f"""
                when {same[first]} and {same[second]} then case when {near[part]} then {PLACES[f"{part}_slip"]}
                    when {_asked(digits_switched_sql(part), days)} then {PLACES[f"{part}_switched"]}
                    else {PLACES[f"{part}_differs"]} end"""
        one_equal += f"""
                when {same[part]} then case when {near[first]} and {near[second]} then {PLACES["two_slips"]}
                    else {PLACES["one_equal"]} end"""
    is_same = "held.birth_date = event.birth_date"
    made_up_month = _asked(is_default_sql("defaults_whole"), days)
    return f"""case when event.birth_date is null then {MISSING_CODE}
                when held.birth_date is null then {BIRTH_DATE.none_held_code}
                when {_asked(is_default_sql(), days)} then case when {is_same} then {PLACES["default_exact"]}
                    when {same["month"]} and {same["year"]} then {PLACES["default_month"]}
                    when {same["year"]} and {made_up_month} then {PLACES["default_year"]}
                    else {PLACES["default_other"]} end
                when {is_same} then {PLACES["exact"]}{two_equal}
                when {_asked(exchanged_sql(), days)} then {PLACES["swapped"]}{one_equal}
                else {PLACES["none"]} end"""


def _asked(condition: str, days: DefaultDays) -> str:
    """A condition of a level, of the two rows."""
    spoken = days.put_in(condition).replace("held", "held.birth_date").replace("own", "event.birth_date")
    return with_parts(with_parts(spoken, "held"), "event")
