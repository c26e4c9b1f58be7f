"""The step: hospital identities in, the person index out."""

from collections.abc import Iterable

from linkage.config.rules import Rules
from linkage.engine.base import Engine
from linkage.index import person, postcode_people


def build_index(engine: Engine, rules: Rules, supplied_postcodes: Iterable[str]) -> None:
    """hospital_identity -> identity, person, person_number, postcode_people; postcodes are comparing keys."""
    engine.create("identity", person.identity_sql())
    engine.create("person", person.person_sql())
    engine.create("person_number", person.person_number_sql())
    engine.load(
        "supplied_ignored_postcode", {"postcode": "text"}, [(key,) for key in sorted(set(supplied_postcodes))]
    )
    engine.create("postcode_people", postcode_people.postcode_people_sql(rules))
