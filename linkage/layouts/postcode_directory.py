"""
Postcodes with their areas: the ONS Postcode Directory.

It spells each postcode several ways, and some columns bear the year of their areas; a mapping in the job says any
other.
"""

from linkage.layouts.layout import Column, Layout
from linkage.layouts.shape import POSTCODE

LAYOUT = Layout(
    name="postcode_directory",
    dataset="postcode_directory",
    meaning="the ONS Postcode Directory, one postcode a row",
    is_usual=True,
    columns=(
        Column(
            "record_key",
            "PCDS",
            key=True,
            required=True,
            shape=POSTCODE,
            either=("PCDS", "PCD8", "PCD2", "PCD7", "PCD"),
        ),
        Column("lsoa", "LSOA11", either=("LSOA21CD", "LSOA21", "LSOA11CD", "LSOA11")),
        Column("icb", "ICB", either=("ICB", "ICB23CD", "STP")),
        Column("region", "RGN", either=("RGN", "RGN20CD", "RGN25CD")),
        Column("country", "CTRY", either=("CTRY", "CTRY20CD", "CTRY25CD")),
        Column("deprivation_rank", "IMD", either=("IMD", "IMD19", "IMD20")),
    ),
)
