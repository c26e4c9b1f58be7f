"""A small postcode directory in the layout of the ONS Postcode Directory, for the postcodes of the world."""

from ..activity.providers import TRUSTS
from ..people.postcodes import AREAS, DECILES
from ..written.layout import Layout

LSOAS_IN_ENGLAND = 32_844
"""Lower layer super output areas of 2011, over which the Index of Multiple Deprivation ranks them."""

FIRST_LSOA = 900_000
"""Numbers that the Office for National Statistics has not given."""

DIRECTORY = Layout(
    columns={
        "pcd": "concat(rpad(outward, 4, ' '), inward)",
        "pcd2": "concat(rpad(outward, 5, ' '), inward)",
        "pcds": "concat(outward, ' ', inward)",
        "dointr": "'198001'",
        "doterm": "''",
        "oslaua": "concat('E0690', lpad(cast(area as varchar), 4, '0'))",
        "ctry": "'E92000001'",
        "rgn": "concat('E1200000', 1 + area % 9)",
        "icb": f"concat('E549', lpad(cast(area % {len(TRUSTS)} as varchar), 5, '0'))",
        "lsoa11": f"concat('E01', {FIRST_LSOA} + lsoa)",
        "msoa11": f"concat('E02', {FIRST_LSOA} + lsoa // 5)",
        "imd": f"(decile - 1) * {LSOAS_IN_ENGLAND} // {DECILES} + 1 + lsoa % ({LSOAS_IN_ENGLAND} // {DECILES})",
    },
    source=f"(select *, lsoa % {len(AREAS)} as area from world_postcode) as postcode",
    order="outward, inward",
)
"""Columns of the directory that the engine may look up; `imd` is a rank, 1 the most deprived area."""
