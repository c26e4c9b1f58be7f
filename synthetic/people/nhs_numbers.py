"""NHS numbers that were never issued: the valid ones of test ranges, in an order that the seed shuffles."""

from ..draws import Draws, places_tried
from ..settings import DAYS, FIRST_DAY

RANGES = ((999_000_000, 10**6), (500_000_000, 10**8), (800_000_000, 10**8))
"""
First nine digits: where each range starts and how many stems it has. The 999 range is kept for test and
demonstration data (about 900,000 valid numbers); 5 and 8 have not been allocated and serve larger worlds.
"""

OLD_PLACES = 50_000
"""The last places of the 999 range, kept for numbers that have been superseded."""

SUPERSEDED_RUN = 100
SUPERSEDED = 0.15
"""At most one person in each run of so many has an older number, and that many of the runs have one: 0.15% of
people. No published rate was found: our choice. Superseded numbers: Person_ID handbook for HES users, 2022."""

STRIDES = (618_033, 61_803_399, 57_721_567)
"""For each range, a step that shares no factor with its size, so that stepping visits every stem once."""


def stem_sql(place: str, seed: int) -> str:
    """The nine digits at a place of the shuffled order; places 0, 1, ... run through the ranges in turn."""
    cases, before = "", 0
    for nth, (_start, size) in enumerate(RANGES):
        used = size - OLD_PLACES if nth == 0 else size
        cases += f" when {place} < {before + used} then {_shuffled_sql(f'({place} - {before})', nth, seed)}"
        before += used
    return f"case{cases} end"


def _shuffled_sql(place: str, nth: int, seed: int) -> str:
    """The stem at a place of the `nth` range, each stem at one place."""
    start, size = RANGES[nth]
    shift = (seed * 104_729 + nth * 15_485_863) % size
    return f"{start} + ({place} * {STRIDES[nth]} + {shift}) % {size}"


def check_digit_sql(stem: str) -> str:
    """
    Check digit of a nine-digit number; 10 when there is none and the number is never issued.

    Modulus 11 with weights 10 to 2. Source: NHS Data Model and Dictionary, NHS NUMBER.
    """
    total = " + ".join(f"{11 - place} * (({stem} // {10 ** (9 - place)}) % 10)" for place in range(1, 10))
    return f"((11 - ({total}) % 11) % 11)"


def nhs_number_sql(draws: Draws, people: int) -> str:
    """
    One row per person number 1 to `people`, with a valid NHS number that nobody else has.

    One stem in eleven has no check digit and a few numbers are palindromes, which a careful reader refuses;
    stems enough are tried, and person n takes the nth that is left. A larger world of the same seed therefore
    gives the same people the same numbers.
    """
    first = draws.stretch.first_place
    return f"""
        select {draws.stretch.first_person} + row_number() over (order by place) as person_number, nhs_number
        from (
            select place, concat(stem, check_digit) as nhs_number
            from (
                select place, stem, {check_digit_sql("stem")} as check_digit
                from (
                    select range as place, {stem_sql("range", draws.seed)} as stem
                    from range({first}, {first + places_tried(people)})
                ) as shuffled
            ) as checked
            where check_digit < 10
        ) as valid
        where nhs_number <> reverse(nhs_number)
        order by place
        limit {people}"""


def old_number_sql(draws: Draws) -> str:
    """
    One row per person who has an older NHS number: the number, and the day on which it was superseded.

    A stem without a check digit leaves its person with one number only. A country has more of them than places kept:
    the others are of the 8 range, in which no country has any other number.
    """
    run = f"(person_number // {SUPERSEDED_RUN})"
    is_chosen = f"""person_number % {SUPERSEDED_RUN} = {draws.whole("superseded", 0, SUPERSEDED_RUN - 1, run)}
                and {draws.happens("has an old number", SUPERSEDED, run)}"""
    stem = _shuffled_sql(f"({run} + {RANGES[0][1] - OLD_PLACES})", 0, draws.seed)
    if draws.stretch.of_country:
        stem = f"case when {run} < {OLD_PLACES} then {stem} else {_shuffled_sql(run, 2, draws.seed)} end"
    return f"""
        select person_number, concat(stem, check_digit) as old_number,
            date '{FIRST_DAY}' + {draws.whole("superseded on", -365, DAYS - 1, "person_number")} as superseded_on
        from (
            select person_number, stem, {check_digit_sql("stem")} as check_digit
            from (select person_number, {stem} as stem from world_person where {is_chosen}) as chosen
        ) as checked
        where check_digit < 10 and concat(stem, check_digit) <> reverse(concat(stem, check_digit))"""
