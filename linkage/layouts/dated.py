"""Names that bear the year of their areas, as the ONS writes them: RGN, RGN20CD, IMD19, IMD20IND."""

FIRST_YEAR, LAST_YEAR = 1, 49
"""Two digits of this century; what the ONS publishes has none of another."""


def dated(*stems: str, endings: tuple[str, ...] = ("CD", "")) -> tuple[str, ...]:
    """
    Every name of a column of areas, the newest first, those without a year last; a later stem only after an earlier.

    >>> dated("RGN")[-3:], "RGN25CD" in dated("RGN")
    (('RGN01', 'RGNCD', 'RGN'), True)
    """
    years = [f"{year:02d}" for year in range(LAST_YEAR, FIRST_YEAR - 1, -1)]
    return tuple(f"{stem}{year}{ending}" for stem in stems for year in (*years, "") for ending in endings)


def year_of(name: str, stem: str) -> int | None:
    """
    The year that the name of a column bears, in full; None without one, or for a name of another stem.

    >>> year_of("IMD20IND", "IMD"), year_of("IMD", "IMD")
    (2020, None)
    """
    digits = name.removeprefix(stem)[:2]
    return 2000 + int(digits) if name.startswith(stem) and digits.isdigit() else None
