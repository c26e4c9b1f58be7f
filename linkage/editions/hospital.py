"""Hospital records as a step makes them: a new file of one data set makes no table of another anew."""

from linkage.editions.kept import Edition
from linkage.editions.record_quality import merge_quality
from linkage.editions.records import CODES, PLACES, Records
from linkage.engine.dialect import Dialect
from linkage.engine.making import Item
from linkage.session.run_inputs import Inputs
from linkage.steps.standardise.hospitals import (
    appointments_made,
    attendances_made,
    deaths_made,
    episodes_made,
    open_episodes_made,
    record_quality_made,
)
from linkage.steps.standardise.run import codes_made, organisations_made
from linkage.words.names import HOSPITAL

RECORDS = (
    Records(table="episode", key="episode_key", datasets=("apc",), items_of=episodes_made),
    Records(table="appointment", key="appointment_key", datasets=("op",), items_of=appointments_made),
    Records(table="attendance", key="attendance_key", datasets=("ae", "ecds"), items_of=attendances_made),
)


def hospital_items(inputs: Inputs, dialect: Dialect) -> tuple[Item, ...]:
    """apc_raw, op_raw, ae_raw, ecds_raw, deaths_raw -> the records of people, and how good they are."""
    return (
        *(records.item(inputs, dialect) for records in RECORDS),
        *(edition.item(inputs) for edition in (deaths(dialect), record_quality(dialect))),
        *open_episodes_made(dialect, inputs.complete_to),
    )


def deaths(dialect: Dialect) -> Edition:
    """The dates of death."""
    return Edition(
        name="deaths",
        meaning="The date of death of each person who has one.",
        tables={"death": ""},
        items=deaths_made(dialect),
        besides=codes_made(),
        datasets=("deaths",),
        reads=("deaths_raw", *CODES),
    )


def record_quality(dialect: Dialect) -> Edition:
    """How good the records are."""
    every, records = (*HOSPITAL, "deaths"), tuple(one.table for one in RECORDS)
    return Edition(
        name="record quality",
        meaning="How many hospital rows have each date, code and key in which state.",
        tables={"record_quality_count": "dataset, field, state"},
        items=record_quality_made(dialect),
        besides=(
            *codes_made(),
            *organisations_made(dialect),
            *episodes_made(dialect),
            *appointments_made(dialect),
            *attendances_made(dialect),
        ),
        datasets=(*every, "sites"),
        reads=(*(f"{dataset}_raw" for dataset in every), *CODES, *PLACES, *records),
        merged=merge_quality,
    )
