"""What else is told of people: sex, ethnic category and general practice."""

from ..codes import by_code
from ..draws import Draws
from .postcodes import GROUP_BLOCKS

RESIDENT_WOMEN = {"care_home": 0.7, "hostel": 0.3}
"""Share of women in communal establishments where not a half."""

ETHNIC_CATEGORIES = {
    "A": 0.785, "B": 0.010, "C": 0.055, "D": 0.008, "E": 0.004, "F": 0.007, "G": 0.006, "H": 0.027,
    "J": 0.023, "K": 0.009, "L": 0.016, "M": 0.011, "N": 0.020, "P": 0.006, "R": 0.008, "S": 0.005,
}  # fmt: skip
"""Ethnic category of a household, near the Census of England; the codes are those of DID and HES."""

DEPRIVED_DECILES = 3
DEPRIVED_MINORITY = 1.6
"""In the most deprived areas so many times as many households are not White British. Our choice."""

PRACTICE_BLOCKS = 280
"""Blocks of households (about 28 people each) that two practices share: some 8,000 people."""


def is_woman_sql(draws: Draws) -> str:
    """Whether a row of world_member is a woman or girl; partners are nearly always of the other sex."""
    first_chance = """case kind when 'single' then case when reference_age >= 75 then 0.66 else 0.47 end
                    when 'lone_parent' then 0.86 else 0.46 end"""
    first = draws.happens("first adult", first_chance, "household")
    own = draws.happens("woman", by_code("kind", RESIDENT_WOMEN, 0.495), "household", "sex_member")
    return f"""case part
                when 'adult' then {first}
                when 'partner' then case when {draws.happens("same sex couple", 0.02, "household")}
                    then {first} else not {first} end
                else {own}
            end"""


def practice_sql(draws: Draws) -> str:
    """Code of the general practice: one of two that serve the neighbourhood; a household shares it."""
    group = f"(postcode_number // {GROUP_BLOCKS + 1} * {GROUP_BLOCKS} // {PRACTICE_BLOCKS})"
    number = f"({group} * 2 + {draws.whole('practice', 0, 1, 'household')})"
    return f"concat(chr(cast(65 + {number} % 16 as integer)), {number} + 81000)"


def ethnic_category_sql(draws: Draws) -> str:
    """Ethnic category of a household; White British is rarer where `decile` is among the most deprived."""
    other = 1 - ETHNIC_CATEGORIES["A"]
    deprived, rest = other * DEPRIVED_MINORITY, other * (10 - DEPRIVED_DECILES * DEPRIVED_MINORITY)
    rest /= 10 - DEPRIVED_DECILES
    cases = {
        name: draws.chosen(
            "ethnic category",
            {
                code: 1 - share if code == "A" else part / other * share
                for code, part in ETHNIC_CATEGORIES.items()
            },
            "household",
        )
        for name, share in (("deprived", deprived), ("rest", rest))
    }
    return f"case when decile <= {DEPRIVED_DECILES} then {cases['deprived']} else {cases['rest']} end"
