"""What a relation tells of the record it is to: columns of its data set, null where that has no such thing."""

from collections.abc import Mapping

from linkage.relations.relation import LINKED_APPOINTMENT, LINKED_ATTENDANCE

KINDS = {
    "start_date": "date",
    "provider_code": "string",
    "site_code": "string",
    "patient_class": "string",
    "treatment_specialty": "string",
    "primary_diagnosis": "string",
    "main_procedure": "string",
    "episode_order": "bigint",
    "appointment_type": "string",
    "appointment_priority": "string",
    "attendance_disposal": "string",
    "date_rule": "string",
    "last_census": "date",
}
"""Every such column with its type."""

EPISODE = {
    "start_date": "episode_start",
    "provider_code": "provider_code",
    "site_code": "site_code",
    "patient_class": "patient_class",
    "treatment_specialty": "treatment_specialty",
    "primary_diagnosis": "primary_diagnosis",
    "main_procedure": "main_procedure",
    "episode_order": "episode_order",
    "date_rule": "date_rule",
    "last_census": "last_census",
}
ATTENDANCE = {
    "start_date": "arrival_date",
    "provider_code": "provider_code",
    "site_code": "site_code",
    "primary_diagnosis": "primary_diagnosis",
    "attendance_disposal": "disposal",
}
APPOINTMENT = {
    "start_date": "appointment_date",
    "provider_code": "provider_code",
    "site_code": "site_code",
    "treatment_specialty": "treatment_specialty",
    "primary_diagnosis": "primary_diagnosis",
    "main_procedure": "main_procedure",
    "appointment_type": "first_attendance",
    "appointment_priority": "priority",
}


def relation_context_sql() -> str:
    """One row per relation, with what its record says."""
    parts = (
        of_record_sql("APC", "stay_episode", "episode_key", EPISODE),
        of_record_sql("AE", LINKED_ATTENDANCE, "attendance_key", ATTENDANCE, "attendance_source = 'AE'"),
        of_record_sql("ECDS", LINKED_ATTENDANCE, "attendance_key", ATTENDANCE, "attendance_source = 'ECDS'"),
        of_record_sql("OP", LINKED_APPOINTMENT, "appointment_key", APPOINTMENT),
        f"""
        select {told_sql({})}
        from relation
        where relation.episode_source is null""",
    )
    return "\n        union all".join(parts)


def of_record_sql(source: str, table: str, key: str, held: Mapping[str, str], which: str = "true") -> str:
    """One row per relation to a record of one data set; `held` names the record's columns by ours."""
    return f"""
        select {told_sql(held)}
        from relation
        join (select * from {table} where {which}) as record on record.{key} = relation.episode_key
        where relation.episode_source = '{source}'"""


def told_sql(held: Mapping[str, str]) -> str:
    """The columns of a relation, then every column of `KINDS`: of the record, or null."""
    context = ", ".join(
        f"record.{held[column]} as {column}" if column in held else f"cast(null as {kind}) as {column}"
        for column, kind in KINDS.items()
    )
    return f"""relation.event_id, relation.relation, relation.episode_source, relation.episode_key,
            relation.spell_id, relation.gap_days, {context}"""
