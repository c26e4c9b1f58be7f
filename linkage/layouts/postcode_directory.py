"""
Postcodes with their areas: the ONS Postcode Directory.

It spells each postcode several ways, and some columns bear the year of their areas; a mapping in the job says any
other.
"""

from linkage.layouts.layout import InputColumn, Layout
from linkage.layouts.shape import POSTCODE

LAYOUT = Layout(
    name="postcode_directory",
    dataset="postcode_directory",
    meaning="the ONS Postcode Directory, one postcode a row",
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
        InputColumn("lsoa", "LSOA11", either=("LSOA21CD", "LSOA21", "LSOA11CD", "LSOA11")),
        InputColumn("icb", "ICB", either=("ICB", "ICB23CD", "STP")),
        InputColumn("region", "RGN", either=("RGN", "RGN20CD", "RGN25CD")),
        InputColumn("country", "CTRY", either=("CTRY", "CTRY20CD", "CTRY25CD")),
        InputColumn("deprivation_rank", "IMD", either=("IMD", "IMD19", "IMD20")),
    ),
)
