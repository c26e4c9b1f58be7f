"""What records tell of their patients, cleaned: bearers, and the distinct combinations of valid values they come to."""

from linkage.engine.dialect import Dialect
from linkage.words.key_text import is_shortened_sql
from linkage.words.names import IDENTIFIERS
from linkage.words.value_id import joined_sql

VALUES = (*IDENTIFIERS, "provider_code", "local_patient_id")
"""What makes an identity here; the last two are both there or both null."""

FIELDS = {name: (name,) for name in IDENTIFIERS} | {"local_patient": ("provider_code", "local_patient_id")}
"""What a pass may require, and the columns that it stands for."""


def bearer_sql(dialect: Dialect) -> str:
    """
    hospital_state, borne_place, no_local_patient -> one row per bearer, with its clean values and its identity.

    A birth date counts where it is valid on one of the bearer's records: after the data year of another it is not yet.
    A row of zeros is no local identifier, nor is a number that a spreadsheet has shortened: many patients share it.
    """
    zeros = dialect.matches("local_patient_id", "^0+$")
    shortened = is_shortened_sql(dialect, "local_patient_id")
    is_none = f"{zeros} or {shortened} or local_patient_id in (select code from no_local_patient)"
    values = ", ".join(f"max({name}) as {name}" for name in VALUES)
    return f"""
        with told as (
            select person_id as bearer, {", ".join(IDENTIFIERS)}, cast(null as string) as provider_code,
                cast(null as string) as local_patient_id, records
            from hospital_state
            union all
            select bearer, null, null, null, null, provider_code, local_patient_id, 0
            from borne_place
            where not ({is_none})
        ),
        cleaned as (
            select bearer, {values}, cast(sum(records) as bigint) as records
            from told
            group by bearer
        )
        select bearer, md5(concat({joined_sql(*VALUES)})) as identity_key, {", ".join(VALUES)}, records
        from cleaned"""


def told_identity_sql() -> str:
    """One row per identity that records tell, with how many do; each is a group of its own until a pass joins it."""
    values = ", ".join(f"min({name}) as {name}" for name in VALUES)
    return f"""
        select identity_key, identity_key as group_key, {values}, cast(sum(records) as bigint) as records
        from bearer
        group by identity_key"""
