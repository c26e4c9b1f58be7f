"""The step: hospital identities in, the person index out."""

from collections.abc import Iterable

from linkage.config.over_merged import OverMerged
from linkage.config.rules import Rules
from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.engine.making import Item, Listed, Made, made, make, without_rows
from linkage.steps.index import over_merged, person, postcode_people
from linkage.steps.index.compared_identity import compared_identity_sql
from linkage.steps.index.person_digest import person_digest_sql
from linkage.words.value_id import MadeWithIds, PadsOf


def index_made(
    dialect: Dialect, rules: Rules, supplied_postcodes: Iterable[str], pads_of: PadsOf
) -> tuple[Item, ...]:
    """
    hospital_identity -> identity, compared_identity, person, person_number, person_variety and postcode_people.

    All postcodes are comparing keys; `pads_of` gives the padded keys of the ids. Without rank P nobody compares parts:
    compared_identity then has no rows.
    """
    ignored = [(key,) for key in sorted(set(supplied_postcodes))]
    return (
        MadeWithIds("identity", person.identity_sql(dialect), purpose="identity", pads_of=pads_of),
        MadeWithIds(
            "numbered_person", person.numbered_person_sql(dialect), purpose="person", pads_of=pads_of
        ),
        compared_made(dialect) if rules.p is not None else without_rows("compared_identity"),
        made("person", person.person_sql),
        made("person_number", person.person_number_sql),
        made("person_variety", over_merged.person_variety_sql),
        Listed(
            "supplied_ignored_postcode", {"postcode": "text"}, ignored, "Postcodes the job says to ignore."
        ),
        made("postcode_people", postcode_people.postcode_people_sql, rules),
    )


def compared_made(dialect: Dialect) -> Made:
    """identity, numbered_person -> compared_identity."""
    return made("compared_identity", compared_identity_sql, dialect)


def over_merged_made(limits: OverMerged) -> tuple[Item, ...]:
    """person_variety -> over_merged_person, by the limits of the job."""
    return (made("over_merged_person", over_merged.over_merged_person_sql, limits),)


def person_digest_made(dialect: Dialect) -> tuple[Item, ...]:
    """person, episode, appointment, attendance, death -> person_digest."""
    return (made("person_digest", person_digest_sql, dialect),)


def build_index(engine: Engine, rules: Rules, supplied_postcodes: Iterable[str], pads_of: PadsOf) -> None:
    """Make index_made."""
    make(engine, index_made(engine.dialect, rules, supplied_postcodes, pads_of))


def find_over_merged(engine: Engine, limits: OverMerged) -> None:
    """Make over_merged_made."""
    make(engine, over_merged_made(limits))
