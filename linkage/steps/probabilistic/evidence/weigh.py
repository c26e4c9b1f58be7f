"""The step's part for further evidence: what is switched on, weighed for every blocked pair."""

from collections.abc import Iterator

from linkage.config.job import EvidenceTable
from linkage.engine.making import Item, Listed, Worked, made
from linkage.errors import ConfigError
from linkage.steps.probabilistic.evidence import activity, near_number, practice
from linkage.steps.probabilistic.evidence.near_share import learnt_share
from linkage.steps.probabilistic.evidence.parameters import EvidenceParameters, NearNumberParameters
from linkage.steps.probabilistic.posterior.context import near_miss_sql

OFF = EvidenceTable(nhs_number_near=False)
"""Every switch off."""

WEIGHTS = ("near_number_weight", "practice_weight", "activity_weight")
"""Columns of person_score, in bits; 0 for what is switched off or says nothing."""


def needs_pairs(switches: EvidenceTable) -> bool:
    """Whether anything is switched on that is weighed pair by pair, by the person's key."""
    return switches.gp_practice or switches.hospital_activity


def check_evidence(found: EvidenceParameters, switches: EvidenceTable) -> None:
    """
    ConfigError when something is switched on that the model has no numbers of.

    The near number is on by default: without numbers it weighs nothing, and is refused only where a job names it.
    """
    learnt = {
        "nhs_number_near": found.near_number is not None
        or "nhs_number_near" not in switches.model_fields_set,
        "gp_practice": bool(found.practice),
        "hospital_activity": bool(found.activity),
    }
    lacking = [name for name, has_numbers in learnt.items() if getattr(switches, name) and not has_numbers]
    if lacking:
        raise ConfigError(
            f"[linkage.evidence] {' and '.join(lacking)}: switched on, but the model has no numbers of it: the files "
            "it was trained on held nothing to compare; run `linkage train --force` on files that do, or switch it off"
        )


def usable(found: EvidenceParameters, switches: EvidenceTable) -> EvidenceTable:
    """The switches without near numbers where training could learn nothing of them."""
    return switches if found.near_number else switches.model_copy(update={"nhs_number_near": False})


def near_weighs(found: EvidenceParameters, switches: EvidenceTable) -> bool:
    """Whether a number that is nearly a person's speaks for them."""
    return switches.nhs_number_near and found.near_number is not None


def near_pairs_made(switches: EvidenceTable, pool_table: str = "pool_identity") -> tuple[Item, ...]:
    """`pool_table`, event, person_number -> broken_number and near_pair, where near numbers count."""
    if not switches.nhs_number_near:
        return ()
    return (
        made("broken_number", near_number.broken_number_sql, pool_table),
        made("near_variant", near_number.near_variant_sql, "broken_number"),
        made("near_pair", near_number.near_pair_sql, "broken_number"),
    )


def weights_made(
    found: EvidenceParameters,
    switches: EvidenceTable,
    pool_table: str = "pool_identity",
    *,
    in_context: bool = False,
) -> Iterator[Item]:
    """
    scored_pair and what each evidence reads -> a table named like each of WEIGHTS that is on.

    One row per identity and person with something to say: identity_key, person_id, weight. Where near numbers weigh,
    near_miss has their share.
    """
    check_evidence(found, switches)
    near = found.near_number if near_weighs(found, switches) else None
    if near is not None:
        yield made("near_miss", near_miss_sql) if in_context else near_miss_made(near, switches, pool_table)
        yield made("near_number_weight", near_number.near_number_weight_sql, near)
    if switches.gp_practice:
        yield made("borne_practice", practice.borne_practice_sql, pool_table)
        yield made("compared_practice", practice.compared_practice_sql, "scored_pair")
        yield made("practice_weight", practice.practice_weight_sql, found.practice)
    if switches.hospital_activity:
        yield made("hospital_activity", activity.hospital_activity_sql)
        yield made("event_day", activity.event_day_sql, pool_table)
        yield made("compared_activity", activity.compared_activity_sql, "scored_pair")
        yield made("activity_weight", activity.activity_weight_sql, found.activity)


def near_miss_made(near: NearNumberParameters, switches: EvidenceTable, pool_table: str) -> Item:
    """near_miss: the share of broken numbers that are one slip away, as the job says or as the pool shows."""
    columns = {"share": "double"}
    if switches.near_miss_share:
        return Listed(
            "near_miss", columns, [(switches.near_miss_share,)], "The near-miss share of the job file."
        )
    return Worked(
        lambda engine: engine.load("near_miss", columns, [(learnt_share(engine, near, pool_table),)]),
        "The likeliest near-miss share a: maximum of the sum of log(1 - a - b + b (1 - c) + a near / u + b far"
        " + (a + b) blank) over the identities with one broken number.",
        reads=("broken_number", "near_pair", "event_block", "person", "pair_pattern", "pattern_level",
               "index_size", pool_table),
        writes=("near_miss",),
    )  # fmt: skip


def weighed_sql(scores: str, switches: EvidenceTable, person: str = "person_id") -> str:
    """The rows of the query `scores` (identity_key, `person` and more) with the columns of WEIGHTS."""
    on = {
        "near_number_weight": switches.nhs_number_near,
        "practice_weight": switches.gp_practice,
        "activity_weight": switches.hospital_activity,
    }
    columns = ", ".join(
        f"coalesce({name}.weight, cast(0 as double)) as {name}"
        if on[name]
        else f"cast(0 as double) as {name}"
        for name in WEIGHTS
    )
    numbered = """(
                select weighs.identity_key, named.person_no, weighs.weight
                from {} as weighs
                join person as named on named.person_id = weighs.person_id
            ) as {}"""
    joins = "".join(
        f"""
            left join {name if person == "person_id" else numbered.format(name, name)}
              on {name}.identity_key = plain.identity_key and {name}.{person} = plain.{person}"""
        for name in WEIGHTS
        if on[name]
    )
    return f"""
            select plain.*, {columns}
            from ({scores}) as plain{joins}"""
