"""The editions of people: the person index, and one digest of each person's identities and records."""

from linkage.editions.kept import Edition
from linkage.engine.dialect import Dialect
from linkage.engine.making import Item, Worked
from linkage.session.run_inputs import Inputs
from linkage.steps.index.person import IDENTITY_ORDER
from linkage.steps.index.person_digest import RECORDS
from linkage.steps.index.run import index_made, person_digest_made
from linkage.steps.standardise.run import (
    appointments_made,
    attendances_made,
    codes_made,
    deaths_made,
    episodes_made,
    hospital_identities_made,
    organisations_made,
)
from linkage.words.names import HOSPITAL

TABLES = {
    "identity": IDENTITY_ORDER,
    "compared_identity": "person_no, nth",
    "person": "person_id",
    "person_number": "person_id, nhs_number",
    "person_variety": "person_id",
    "postcode_people": "postcode",
    "birth_day_count": "dataset, birth_day",
    "hospital_quality_count": "dataset, field, state",
    "hospital_practice": "person_id, gp_practice",
}
"""What is kept of the index, and the order of its rows."""


def index_edition(inputs: Inputs, dialect: Dialect) -> Edition:
    """The person index of these files, lists, rules and key."""
    return Edition(
        name="index",
        meaning="Every identity each person ever had.",
        tables=TABLES,
        items=(
            *codes_made(),
            *hospital_identities_made(dialect),
            *index_made(dialect, inputs.rules, inputs.lists.ignored_postcodes, inputs.key.pads),
        ),
        datasets=HOSPITAL,
        reads=tuple(f"{dataset}_raw" for dataset in HOSPITAL),
    )


def people_edition(inputs: Inputs, dialect: Dialect) -> Edition:
    """What tells whether anything about a person is not as it was."""
    records = (
        *organisations_made(dialect),
        *episodes_made(dialect),
        *appointments_made(dialect),
        *attendances_made(dialect),
        *deaths_made(dialect),
    )
    return Edition(
        name="people",
        meaning="One digest of each person's identities, and one of their records.",
        tables={"person_digest": "person_id"},
        items=person_digest_made(dialect),
        besides=(*index_edition(inputs, dialect).items, *records),
        datasets=(*HOSPITAL, "deaths", "sites"),
        reads=("person", "identity", *RECORDS),
        named_only=True,
    )


def index_items(inputs: Inputs, dialect: Dialect) -> tuple[Item, ...]:
    """apc_raw, op_raw, ae_raw, ecds_raw -> the person index."""
    return (index_edition(inputs, dialect).item(inputs),)


def people_items(inputs: Inputs, dialect: Dialect) -> tuple[Worked, ...]:
    """The person index, episode, appointment, attendance and death -> person_digest."""
    return (people_edition(inputs, dialect).item(inputs),)
