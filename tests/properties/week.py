"""The week of generated hospitals, with the census of a data year in its middle."""

from datetime import date

from hypothesis import strategies as st

from tests.properties.generated import days

FIRST_DAY, LAST_DAY = date(2026, 3, 28), date(2026, 4, 3)
"""A data year ends in between, so that whoever is still in is in the census of a day of the week."""
DAYS = days(FIRST_DAY, LAST_DAY)
PERSONS = st.sampled_from(("H1", "H1", "H1", "H2"))
SITES = st.sampled_from(("RXA01", "A0B1C", None))
PROVIDERS = st.sampled_from(("RXA", "RXB", None))
ABSENT = (
    "provider_spell_number",
    "episode_type",
    "admission_method",
    "admission_source",
    "discharge_method",
    "attendance_key",
    "data_year",
)
"""Columns of an episode that most of those drawn for one purpose do without."""
