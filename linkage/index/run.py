"""The step: hospital identities in, the person index out."""

from collections.abc import Iterable

from linkage.config.over_merged import OverMerged
from linkage.config.rules import Rules
from linkage.engine.base import Engine
from linkage.index import over_merged, person, postcode_people
from linkage.index.compared_identity import compared_identity_sql
from linkage.words.value_id import PadsOf, make_with_ids


def build_index(engine: Engine, rules: Rules, supplied_postcodes: Iterable[str], pads_of: PadsOf) -> None:
    """
    hospital_identity -> identity, compared_identity, person, person_number, person_variety and postcode_people.

    All postcodes are comparing keys; `pads_of` gives the padded keys of the ids.
    """
    make_with_ids(engine, "identity", pads_of, "identity", person.identity_sql(engine.dialect))
    make_with_ids(engine, "person", pads_of, "numbered_person", person.numbered_person_sql(engine.dialect))
    engine.create("compared_identity", compared_identity_sql(engine.dialect))
    engine.drop("numbered_person")
    engine.create("person", person.person_sql())
    engine.create("person_number", person.person_number_sql())
    engine.create("person_variety", over_merged.person_variety_sql())
    engine.load(
        "supplied_ignored_postcode", {"postcode": "text"}, [(key,) for key in sorted(set(supplied_postcodes))]
    )
    engine.create("postcode_people", postcode_people.postcode_people_sql(rules))


def find_over_merged(engine: Engine, limits: OverMerged) -> None:
    """person_variety -> over_merged_person, by the limits of the job."""
    engine.create("over_merged_person", over_merged.over_merged_person_sql(limits))
