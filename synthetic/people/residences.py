"""Where people live over the two HES years: whole households move, young adults leave, the old enter care."""

from ..draws import Draws
from ..settings import FIRST_DAY
from .households import COMMUNAL
from .postcodes import (
    BLOCK_HOUSEHOLDS,
    GROUP_BLOCKS,
    communal_number_sql,
    private_number_sql,
)

HOUSEHOLD_MOVES = 0.10
"""Private households that move in a year. Our choice: with the moves below about one person in nine moves in a
year, near the 12 in a hundred of the Census of 2011."""

YOUNG_MOVES = 0.15
HALL_MOVES = 0.85
HOSTEL_MOVES = 0.7
CARE_MOVES = 0.05
"""Over the two years: people of 18 to 30 who move alone, those who leave a hall or a hostel, people over 82
who move to a care home. Our choice."""

NEAR_SHARE = 0.7
NEAR_BLOCKS = 50
FAR_BLOCKS = 400
"""Moves to a postcode near by, and how near; the others go anywhere, to a place outside a small town too."""

TOLD_AFTER_DAYS = 400
"""Mean days until hospital records have the new address; DID bears the current one. Our choice: postcodes
differ for 31% of people known to two systems of one English trust, most of them by moves (CRATE, empirical
rates, 2023), and in 7.5% of matched rows of the HES-DID matching report of April 2015 (rank 2)."""


def destination_sql(draws: Draws, name: str, *entity: str) -> str:
    """Postcode number that somebody moves to, from block `block`; of the same stretch."""
    first = draws.stretch.first_block
    near = f"({first} + abs(block - {first} + {draws.whole(f'{name} near', -NEAR_BLOCKS, NEAR_BLOCKS, *entity)}))"
    far = draws.whole(f"{name} far", 0, f"greatest(block - {first}, {FAR_BLOCKS})", *entity)
    far = f"({first} + {far})"
    block = f"(case when {draws.happens(f'{name} is near', NEAR_SHARE, *entity)} then {near} else {far} end)"
    return private_number_sql(block)


def own_move_sql(draws: Draws) -> str:
    """One row per person who moves without the rest of the household; at most one move in the two years."""
    care_group = f"(block // {2 * GROUP_BLOCKS} * 2)"
    chance = f"""case when kind = 'student_hall' then {HALL_MOVES}
                    when kind = 'hostel' then {HOSTEL_MOVES}
                    when kind = 'care_home' then 0
                    when age >= 82 then {CARE_MOVES}
                    when age between 18 and 30 then {YOUNG_MOVES}
                    else 0 end"""
    return f"""
        select person_number,
            date '{FIRST_DAY}' + {draws.whole("own move day", 0, 729, "person_number")} as moved_on,
            case when age >= 82 then {communal_number_sql(care_group)}
                else {destination_sql(draws, "own move", "person_number")} end as postcode_number
        from (
            select person_number, household, kind, household // {BLOCK_HOUSEHOLDS} as block,
                2018 - year(birth_date) as age
            from world_person
        ) as aged
        where {draws.happens("own move", chance, "person_number")}"""


def household_move_sql(draws: Draws) -> str:
    """One row per move of a private household: at most one in each HES year and the year before."""
    day = draws.whole("move day", 0, 364, "household", "nth")
    return f"""
        select household,
            date '{FIRST_DAY}' + 365 * nth + {day} as moved_on,
            {destination_sql(draws, "move", "household", "nth")} as postcode_number
        from (
            select household, block, unnest([-1, 0, 1]) as nth
            from world_household
            where kind not in ({COMMUNAL})
        ) as years
        where {draws.happens("move", HOUSEHOLD_MOVES, "household", "nth")}"""


def residence_sql(draws: Draws) -> str:
    """
    One row per person and address: lives there from `moved_on`, and hospitals know it from `known_on`.

    Who has moved away alone no longer moves with the household.
    """
    told = draws.days("told after", TOLD_AFTER_DAYS, "person_number", "moved_on")
    return f"""
        select person_number, date '1900-01-01' as moved_on, date '1900-01-01' as known_on, postcode_number
        from world_person
        union all
        select person_number, moved_on, moved_on + {told} as known_on, postcode_number
        from (
            select person_number, moved_on, postcode_number
            from world_own_move
            union
            select person.person_number, moved.moved_on, moved.postcode_number
            from world_household_move as moved
            join world_person as person using (household)
            left join world_own_move as own on own.person_number = person.person_number
            where own.moved_on is null or moved.moved_on < own.moved_on
        ) as moves"""


def known_residence_sql() -> str:
    """One row per person and address that hospitals know from then on; they never go back to an older one."""
    return """
        select person_number, known_on, postcode_number
        from (
            select person_number, known_on, postcode_number,
                min(known_on) over (partition by person_number order by moved_on
                    rows between 1 following and unbounded following) as newer_known_on
            from world_residence
        ) as moves
        where newer_known_on is null or known_on < newer_known_on"""
