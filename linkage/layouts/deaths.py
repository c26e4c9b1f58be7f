"""Dates of death by person key."""

from linkage.layouts.layout import InputColumn, Layout
from linkage.layouts.spelt.shape import HOSPITAL_DATE

LAYOUT = Layout(
    name="deaths",
    dataset="deaths",
    meaning="dates of death as the Office for National Statistics supplies them through a bridge",
    is_usual=True,
    columns=(
        InputColumn("person_key", "TOKEN_PERSON_ID", key=True),
        InputColumn(
            "death_date",
            "DATE_OF_DEATH",
            required=True,
            shape=HOSPITAL_DATE,
            aliases=("DOD", "REG_DATE_OF_DEATH"),
        ),
    ),
)
