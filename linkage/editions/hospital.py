"""The editions of hospital records: each table of its own, so that a new file of one data set makes no other anew."""

from linkage.editions.kept import Edition
from linkage.engine.dialect import Dialect
from linkage.engine.making import Worked
from linkage.session.run_inputs import Inputs
from linkage.steps.standardise.run import (
    appointments_made,
    attendances_made,
    codes_made,
    deaths_made,
    episodes_made,
    organisations_made,
    record_quality_made,
)
from linkage.words.names import HOSPITAL

CODES = tuple(item.writes[0] for item in codes_made())
PLACES = ("site_provider", "provider_successor")


def hospital_editions(dialect: Dialect) -> tuple[Edition, ...]:
    """Episodes, appointments, attendances, deaths, and how good the records are."""
    besides = (*codes_made(), *organisations_made(dialect))
    of_records = (
        ("episodes", ("apc",), "episode", episodes_made(dialect)),
        ("appointments", ("op",), "appointment", appointments_made(dialect)),
        ("attendances", ("ae", "ecds"), "attendance", attendances_made(dialect)),
        ("deaths", ("deaths",), "death", deaths_made(dialect)),
    )
    records = tuple(
        Edition(
            name=name,
            meaning=f"The {name}, as the latest row of each key has them.",
            tables={table: ""},
            items=items,
            besides=besides,
            datasets=(*datasets, "sites"),
            reads=(*(f"{dataset}_raw" for dataset in datasets), *CODES, *PLACES),
            named_only=True,
        )
        for name, datasets, table, items in of_records
    )
    every = (*HOSPITAL, "deaths")
    quality = Edition(
        name="record quality",
        meaning="How many hospital rows have each date, code and key in which state.",
        tables={"record_quality_count": "dataset, field, state"},
        items=record_quality_made(dialect),
        besides=besides,
        datasets=(*every, "sites"),
        reads=(*(f"{dataset}_raw" for dataset in every), *CODES, "episode", "appointment", "attendance"),
    )
    return (*records, quality)


def hospital_items(inputs: Inputs, dialect: Dialect) -> tuple[Worked, ...]:
    """apc_raw, op_raw, ae_raw, ecds_raw, deaths_raw -> the records of people, and how good they are."""
    return tuple(edition.item(inputs) for edition in hospital_editions(dialect))
