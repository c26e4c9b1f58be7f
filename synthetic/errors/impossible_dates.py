"""Birth dates that no calendar has, as a hospital may hold them: the first digit of day or month typed too high."""

from ..draws import Draws
from ..settings import WorldSettings
from .date_rules import IMPOSSIBLE

PLACE = ("contact.person_number", "contact.trust")
"""Who is registered with one bears it on every record of the hospital."""


def impossible_date_sql(draws: Draws, settings: WorldSettings, birth_date: str) -> str:
    """The text in place of a birth date at a hospital that has it wrong so, null elsewhere: 1970-81-01, 1970-08-41."""
    shares = {part: share * settings.impossible_dates for part, share in IMPOSSIBLE.items()}
    part = draws.outcome("hes impossible date", shares, *PLACE)
    month, day = (
        f"10 * ({draws.whole(f'hes impossible {name}', low, 9, *PLACE)}) + {name}({birth_date}) % 10"
        for name, low in (("month", 2), ("day", 4))
    )
    whole = ("year", "month", "day")
    of_day, of_month = (
        ", ".join(f"{name}({birth_date})" if name != which else typed for name in whole)
        for which, typed in (("day", day), ("month", month))
    )
    return f"""case {part} when 'day' then printf('%04d-%02d-%02d', {of_day})
                when 'month' then printf('%04d-%02d-%02d', {of_month}) end"""
