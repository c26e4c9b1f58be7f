"""Addresses and birth dates, and the ways in which they go wrong."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

UNITS = "ABDEFGHJLN"
FEW_LETTERS = 3


def address(random: Random) -> str:
    """A comparing key of a small area: four districts of four sectors, nine units each, some far fuller than others."""
    unit = UNITS[random.randrange(FEW_LETTERS)] + "PQR"[min(random.randrange(12), 2)]
    return f"AB{random.randint(1, 4)}{random.randint(1, 4)}{unit}"


def near(random: Random, home: str) -> str:
    """One character out."""
    return home[:-1] + random.choice(UNITS)


def same_sector(random: Random, home: str) -> str:
    """Both letters of the unit others."""
    return f"{home[:-2]}{random.choice('TUW')}{random.choice('XYZ')}"


def same_district(random: Random, home: str) -> str:
    """Another sector of the district."""
    return f"{home[:-3]}{random.randint(5, 9)}{random.choice('TUW')}{random.choice('XYZ')}"


def elsewhere(random: Random, home: str) -> str:
    """Nowhere near, in a place of the same shape."""
    return f"EF{random.randint(5, 9)}{home[-3:-2]}{random.choice('TUW')}{random.choice('XYZ')}"


def slip(random: Random, born: date) -> date:
    """One part out by one or two."""
    by = random.choice((-2, -1, 1, 2))
    return random.choice(
        (
            lambda: born.replace(day=born.day + by),
            lambda: born.replace(month=born.month + by),
            lambda: born.replace(year=born.year + by),
        )
    )()


def transposed(random: Random, born: date) -> date:
    """The digits of one part exchanged."""
    year = born.year // 100 * 100 + int(f"{born.year % 100:02}"[::-1])
    return random.choice(
        (
            lambda: born.replace(day=int(f"{born.day:02}"[::-1])),
            lambda: born.replace(month=int(f"{born.month:02}"[::-1])),
            lambda: born.replace(year=year),
        )
    )()


def one_part(random: Random, born: date) -> date:
    """One part anything."""
    return random.choice(
        (born.replace(day=random.randint(1, 28)), born.replace(year=random.randint(1930, 2015)))
    )


def switched(_: Random, born: date) -> date:
    """Day and month switched."""
    return born.replace(day=born.month, month=born.day)


def two_parts(random: Random, born: date) -> date:
    """Two parts anything."""
    return born.replace(month=random.randint(1, 12), year=random.randint(1930, 2015))


def any_day(random: Random, _: date | None = None) -> date:
    """A birth date of no consequence, an early day of the month as often as not."""
    born = date(1925, 1, 1) + timedelta(days=random.randrange(34_000))
    return born.replace(day=random.randint(1, 12)) if random.random() < 0.5 else born


DATES: tuple[Callable[[Random, date], date], ...] = (slip, transposed, one_part, switched, two_parts, any_day)
POSTCODES: tuple[Callable[[Random, str], str], ...] = (near, same_sector, same_district, elsewhere)


def wrong_date(random: Random, born: date) -> date:
    """A birth date gone wrong in one of the ways; one that no calendar has is tried again."""
    while True:
        try:
            return random.choice(DATES)(random, born)
        except ValueError:
            continue
