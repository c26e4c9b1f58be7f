"""Households at addresses: who lives together, and the few communal establishments."""

from ..codes import by_code, listed
from ..draws import Draws
from .postcodes import (
    BLOCK_HOUSEHOLDS,
    GROUP_BLOCKS,
    communal_number_sql,
    private_number_sql,
)

GROUP_HOUSEHOLDS = BLOCK_HOUSEHOLDS * GROUP_BLOCKS
COMMUNAL_PLACE = 150
"""Household 150 of each group of 1,200 is communal: 20 to 150 people at one postcode. That makes about 2.3
people in a hundred, against 1.7 in the Census of 2021: they are hard to link."""

COMMUNAL_SIZES = {"care_home": (30, 75), "student_hall": (60, 150), "hostel": (20, 60)}
COMMUNAL_TURNS = ("care_home", "student_hall", "care_home", "hostel", "care_home", "student_hall")
"""Kinds of communal establishment with their smallest and largest size, and the turns in which groups have
them. Our choice."""

COMMUNAL = listed(COMMUNAL_SIZES)
"""The same kinds as a SQL list."""

SIZE_SHARES = {"1": 0.29, "2": 0.35, "3": 0.16, "4": 0.14, "5": 0.045, "6": 0.015}
"""Private households by people in them, near the English figures of 2019 (ONS, families and households)."""

TWO_PEOPLE = {"couple": 0.78, "lone_parent": 0.14, "sharers": 0.08}
MORE_PEOPLE = {"family": 0.76, "lone_parent": 0.16, "sharers": 0.08}

REFERENCE_AGE = {
    "single": [
        (4, 18, 25), (11, 25, 35), (11, 35, 45), (14, 45, 55), (18, 55, 65), (19, 65, 75),
        (16, 75, 85), (7, 85, 98),
    ],
    "couple": [(6, 20, 28), (13, 28, 38), (10, 38, 50), (24, 50, 63), (30, 63, 75), (17, 75, 90)],
    "lone_parent": [(14, 20, 30), (30, 30, 40), (32, 40, 50), (24, 50, 64)],
    "family": [(7, 23, 30), (30, 30, 40), (39, 40, 50), (24, 50, 62)],
}  # fmt: skip
"""Age of the first adult on the eve of the two HES years, as bands (share, from, to). Tuned to the age
structure of England as a whole, not to each kind of household."""

TWINS = 0.03
"""Households with two or more children whose two youngest are twins. Our choice: twice the share of
maternities that are multiple (1.5 in a hundred), since such a household has seen about two maternities."""

TWINS_ALIKE = 0.67
"""Twins of the same sex: all identical pairs and half of the others."""


def household_sql(draws: Draws, people: int) -> str:
    """One row per household, more than are needed: `people` of them hold at least as many people."""
    ages = {kind: draws.along("reference age", bands, "household") for kind, bands in REFERENCE_AGE.items()}
    sizes = {
        kind: draws.whole("communal size", low, high, "household")
        for kind, (low, high) in COMMUNAL_SIZES.items()
    }
    turns, first = listed(COMMUNAL_TURNS), draws.stretch.first_household
    is_communal = f"range % {GROUP_HOUSEHOLDS} = {COMMUNAL_PLACE}"
    communal_number = communal_number_sql(f"(household // {GROUP_HOUSEHOLDS})")
    return f"""
        with placed as (
            select range as household, range // {BLOCK_HOUSEHOLDS} as block,
                case when {is_communal} then [{turns}][(range // {GROUP_HOUSEHOLDS}) % {len(COMMUNAL_TURNS)} + 1]
                    end as communal_kind,
                cast({draws.chosen("household size", SIZE_SHARES, "range")} as bigint) as private_size
            from range({first}, {first + people})
        ),
        kinds as (
            select household, block, communal_kind is not null as is_communal,
                {by_code("communal_kind", sizes, "private_size")} as size,
                case when communal_kind is not null then communal_kind
                    when private_size = 1 then 'single'
                    when private_size = 2 then {draws.chosen("two people", TWO_PEOPLE, "household")}
                    else {draws.chosen("more people", MORE_PEOPLE, "household")} end as kind
            from placed
        )
        select household, block, kind, size,
            case when kind in ('family', 'couple') then 2 when kind = 'lone_parent' then 1 else size end
                as adults,
            case kind when 'family' then size - 2 when 'lone_parent' then size - 1 else 0 end as children,
            {by_code("kind", ages)} as reference_age,
            case when is_communal then {communal_number} else {private_number_sql("block")} end
                as postcode_number
        from kinds"""


def member_sql(draws: Draws, people: int) -> str:
    """
    One row per person: a number from where the stretch begins, place in the household, and whose birth it was.

    `birth_member` is the member whose draws decide birth date; the second of twins has the first one's, and
    `sex_member` likewise when the twins are alike.
    """
    is_second_twin = f"""(children >= 2 and member = adults + 2
                    and {draws.happens("twins", TWINS, "household")})"""
    is_alike = draws.happens("twins alike", TWINS_ALIKE, "household")
    first = draws.stretch.first_person
    return f"""
        select person_number, household, member, kind, adults, children, reference_age, postcode_number,
            case when member <= adults then
                    case when kind in ({COMMUNAL}) then 'resident'
                        when kind = 'sharers' then 'sharer'
                        when member = 1 then 'adult'
                        else 'partner' end
                else 'child' end as part,
            case when is_second_twin then member - 1 else member end as birth_member,
            case when is_second_twin and {is_alike} then member - 1 else member end as sex_member
        from (
            select {first} + row_number() over (order by household, member) as person_number,
                household, member, kind, adults, children, reference_age, postcode_number,
                {is_second_twin} as is_second_twin
            from (
                select household, kind, adults, children, reference_age, postcode_number,
                    unnest(range(1, size + 1)) as member
                from world_household
            ) as seated
        ) as numbered
        where person_number <= {first + people}"""
