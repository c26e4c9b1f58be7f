"""
Postcodes with their areas: the ONS Postcode Directory and the National Statistics Postcode Lookup, of any year.

They spell each postcode several ways, and most columns bear the year of their areas, the newest of which counts; a
mapping in the job says any other name.
"""

from linkage.layouts.layout import InputColumn, Layout
from linkage.layouts.spelt.shape import POSTCODE

FIRST_YEAR, LAST_YEAR = 1, 49
"""Two digits of this century; what the ONS publishes has none of another."""
RANK = "IMD"
RANK_ENDINGS = ("IND", "CD", "RANK", "_RANK", "")
AREAS_FROM = {2004: 32_482, 2015: 32_844, 2025: 33_755}
"""
First year that a column of ranks may bear -> areas of England ranked by the index then in use.

The indices of 2004 to 2010 rank the areas of the census of 2001, those of 2015 and 2019 (which columns of 2020 hold,
named for Scotland's) those of 2011, and that of 2025 those of 2021.
"""
LAST_KNOWN = 2029
"""After this year there may be another index, on other areas."""


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


LAYOUT = Layout(
    name="postcode_directory",
    dataset="postcode_directory",
    meaning="the ONS Postcode Directory or the National Statistics Postcode Lookup of any year, one postcode a row",
    is_usual=True,
    columns=(
        InputColumn(
            "record_key",
            "PCDS",
            key=True,
            required=True,
            shape=POSTCODE,
            either=("PCDS", "PCD8", "PCD2", "PCD7", "PCD"),
        ),
        InputColumn("lsoa", "LSOA11", either=dated("LSOA")),
        InputColumn("icb", "ICB", either=dated("ICB", "STP")),
        InputColumn("commissioner_area", "CCG", beside=True, either=dated("SICBL", "CCG")),
        InputColumn("region", "RGN", either=dated("RGN", "GOR")),
        InputColumn("country", "CTRY", either=dated("CTRY")),
        InputColumn("deprivation_rank", RANK, either=dated(RANK, endings=RANK_ENDINGS)),
    ),
)


def deprivation_areas(column: str) -> int | None:
    """
    How many areas of England the ranks of a column run over, by its name as `header_name` writes it; None: unknown.

    >>> deprivation_areas("IMD20IND"), deprivation_areas("IMD25"), deprivation_areas("IMD")
    (32844, 33755, None)
    """
    year = year_of(column, RANK)
    if year is None or year > LAST_KNOWN:
        return None
    return next((areas for first, areas in reversed(AREAS_FROM.items()) if year >= first), None)
