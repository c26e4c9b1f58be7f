"""Which delivery a day belongs to."""

from datetime import date

from ..draws import Draws


def delivery_sql(day: str, first: str) -> str:
    """Number of the delivery whose month holds a day (text, YYYY-MM-DD); 1 for earlier ones, null for no date."""
    start = date.fromisoformat(f"{first}-01")
    return f"""greatest(1, (year(try_cast({day} as date)) - {start.year}) * 12
            + month(try_cast({day} as date)) - {start.month} + 1)"""


def held_back_sql(draws: Draws, name: str, share: float, *entity: str) -> str:
    """Deliveries by which something comes late: none, one (twice as often) or two."""
    return draws.number(name, [(1 - share, 0), (share * 2 / 3, 1), (share / 3, 2)], *entity)


def one_or_two_sql(draws: Draws, name: str, *entity: str) -> str:
    """One delivery later, or two."""
    return draws.whole(name, 1, 2, *entity)
