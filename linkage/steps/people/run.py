"""The step: what hospital records tell of their patients in, people out."""

from linkage.config.people.person_rules import PersonRules
from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.engine.making import Item, Listed, Made, made, make
from linkage.steps.people import identity, issued, joining, passes
from linkage.steps.people.counted import person_count_sql
from linkage.words.value_id import MadeWithIds, PadsOf

PURPOSE = "made person"


def people_made(dialect: Dialect, rules: PersonRules, pads_of: PadsOf) -> tuple[Item, ...]:
    """
    hospital_state, borne_place -> made_person, person_count.

    `person_id` of hospital_state is the bearer; `pads_of` gives the padded keys of the people's own.
    """
    none = [(code.upper(),) for code in sorted(set(rules.no_local_patient_id))]
    items: list[Item] = [
        Listed(
            "no_local_patient", {"code": "text"}, none, "What stands for no local identifier of a patient."
        ),
        made("bearer", identity.bearer_sql, dialect),
        made("told_identity", identity.told_identity_sql),
    ]
    before = "told_identity"
    for nth, one in enumerate(rules.passes, 1):
        borne, shared, link, rooted, contradicted, after = (
            f"pass_{nth}_{name}" for name in ("borne", "shared", "link", "rooted", "contradicted", "identity")
        )
        items += [
            made(borne, passes.borne_key_sql, one, before, rules.max_birth_dates),
            made(shared, passes.shared_key_sql, one, before, borne),
            made(link, passes.link_sql, borne, shared),
            made(rooted, joining.rooted_sql, link),
            joining.rounds(link, rooted),
            made(contradicted, joining.contradicted_sql, one, before, rooted),
            Made(
                after,
                joining.grouped_sql(before, rooted, contradicted, identity.VALUES),
                f"Pass {one.name}: {one.meaning}.",
            ),
        ]
        before = after
    return (
        *items,
        MadeWithIds(
            "issued_person",
            issued.issued_sql(dialect, rules.passes, before),
            purpose=PURPOSE,
            pads_of=pads_of,
        ),
        made("made_person", issued.made_person_sql, before),
        made("person_count", person_count_sql, rules.passes, before, rules.max_birth_dates),
    )


def make_people(engine: Engine, rules: PersonRules, pads_of: PadsOf) -> None:
    """Make people_made."""
    make(engine, people_made(engine.dialect, rules, pads_of))
