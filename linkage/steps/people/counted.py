"""What making people came to, in numbers: for the manifest and whoever has to judge it."""

from collections.abc import Sequence

from linkage.config.people.person_rules import Pass
from linkage.steps.people.passes import is_valid_sql


def person_count_sql(passes: Sequence[Pass], grouped: str, max_birth_dates: int) -> str:
    """One row per count and, of those of a pass, pass."""
    whole = {
        "people": "select count(*) from issued_person",
        "identities": f"select count(*) from {grouped}",
        "largest": f"select coalesce(max(n), 0) from (select count(*) as n from {grouped} group by group_key) as sized",
        "unplaced_records": f"""select coalesce(sum(records), 0) from {grouped}
            where group_key not in (select group_key from issued_person)""",
    }
    rows = {("", what): query for what, query in whole.items()}
    for nth, one in enumerate(passes, 1):
        rooted, contradicted = f"pass_{nth}_rooted", f"pass_{nth}_contradicted"
        rows[one.name, "joined"] = f"""select count(*) from {rooted}
            where group_key <> root and root not in (select root from {contradicted})"""
        if one.is_guarded:
            rows[one.name, "contested"] = f"select count(*) from pass_{nth}_shared where is_contested"
            rows[one.name, "contradicted"] = f"select count(*) from {contradicted}"
        if one.is_partial:
            rows[one.name, "number_of_many"] = f"""select count(*) from (
                select nhs_number from {grouped} where {is_valid_sql(one)} group by nhs_number, sex
                having count(distinct birth_date) > {max_birth_dates}) as many"""
    return " union all ".join(
        f"select '{name}' as pass, '{what}' as what, cast(({query}) as bigint) as records"
        for (name, what), query in rows.items()
    )
