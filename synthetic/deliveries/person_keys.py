"""Person keys that HES issues anew with the final file: another key, two people who are one, one who is two."""

from ..draws import Draws
from .base import HOSPITAL
from .settings import YearSettings


def person_key_sql(draws: Draws, settings: YearSettings) -> str:
    """
    One row per person key that changes: before, after, at which trust alone (null: at all), and how.

    Re-issued: the key is a new one. Merged: the second key of a split person goes. Split: the records of one of
    the person's trusts have a new key.
    """
    records = " union all ".join(
        f"select TOKEN_PERSON_ID, PROCODET from base_{dataset}" for dataset in HOSPITAL
    )
    new = f"upper(md5(concat('{draws.seed}|issued|', person)))"
    is_reissued = draws.happens("key reissued", settings.keys_reissued, "person")
    is_merged = draws.happens("key merged", settings.keys_merged, "other_person_id")
    is_split = draws.happens("key split", settings.keys_split, "person")
    return f"""
        with person as (
            select TOKEN_PERSON_ID as person, max(PROCODET) as trust, count(distinct PROCODET) as trusts
            from ({records}) as record group by all
        ),
        merged as (
            select other_person_id as before, person_id as after from world_person
            where other_person_id in (select person from person) and person_id in (select person from person)
                and {is_merged}
        )
        select before, after, cast(null as varchar) as trust, 'merged' as how from merged
        union all
        select person as before, {new} as after, case when not {is_reissued} then trust end as trust,
            case when {is_reissued} then 're-issued' else 'split' end as how
        from person
        where ({is_reissued} or (trusts > 1 and {is_split}))
            and person not in (select before from merged) and person not in (select after from merged)"""
