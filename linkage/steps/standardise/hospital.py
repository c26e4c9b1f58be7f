"""Hospital records: episodes, appointments and attendances, and every identity they bear."""

from linkage.engine.dialect import Dialect
from linkage.steps.standardise import codes, dates, identifier, nhs_number, of_record, postcode
from linkage.steps.standardise.raw_rows import RAW_TABLES, RawTables, latest_sql
from linkage.words.key_text import present_sql
from linkage.words.names import IDENTIFIERS

NOTHING_LINKED = ("0", "-1")
EPISODE_ORDER = "^0*([1-9]|[1-7][0-9]|8[0-7])$"
"""EPIORDER 1 to 87; other codes mean "not known". Matched before it is read: DuckDB would read '1.5' as 2."""

STATE_COLUMNS = (
    "dataset",
    "person_id",
    "records",
    *(f"{name}{kind}" for name in IDENTIFIERS for kind in ("", "_state")),
    "birth_date_parts",
)
"""What hospital_state_sql gives of a row."""


def episode_sql(dialect: Dialect, raw: RawTables = RAW_TABLES) -> str:
    """One row per admitted patient care episode."""
    return f"""
        select record_key as episode_key, person_key as person_id,
            known_provider as provider_code, upper(present_site) as site_code,
            {present_sql(dialect, "provider_spell_number")} as provider_spell_number,
            {dates.known_date_sql(dialect, "admission_date")} as admission_date,
            {dates.known_date_sql(dialect, "start_date")} as episode_start,
            {dates.known_date_sql(dialect, "end_date")} as episode_end,
            {dates.known_date_sql(dialect, "discharge_date")} as discharge_date,
            case when {dialect.matches("episode_order", EPISODE_ORDER)}
                then cast(episode_order as bigint) end as episode_order,
            episode_status, episode_type, patient_class,
            upper(admission_method) as admission_method, admission_source,
            discharge_method, discharge_destination, main_specialty, treatment_specialty,
            {codes.something_sql("primary_diagnosis", "R69X", "&")} as primary_diagnosis,
            {codes.something_sql("main_procedure", "-", "&")} as main_procedure,
            {codes.something_sql(present_sql(dialect, "attendance_key"), *NOTHING_LINKED)} as attendance_key,
            {dates.begun_year_sql(dialect, "data_year")} as data_year, {of_record.told_sql(dialect)}
        from {latest_sql(dialect, "apc", raw)}"""


def appointment_sql(dialect: Dialect, raw: RawTables = RAW_TABLES) -> str:
    """One row per outpatient appointment."""
    return f"""
        select record_key as appointment_key, person_key as person_id,
            known_provider as provider_code, upper(present_site) as site_code,
            {dates.known_date_sql(dialect, "start_date")} as appointment_date,
            attended, first_attendance, attendance_type,
            {codes.two_digits_sql(dialect, "administrative_category")} as administrative_category,
            outcome, priority, referral_source,
            main_specialty, treatment_specialty,
            {codes.something_sql("primary_diagnosis", "R69X", "&")} as primary_diagnosis,
            {codes.something_sql("main_procedure", "-", "&")} as main_procedure
        from {latest_sql(dialect, "op", raw)}"""


def hospital_state_sql(dialect: Dialect, raw: RawTables = RAW_TABLES) -> str:
    """
    One row per data set, person key, raw identifiers and data year, with the rows that bear them.

    Each identifier's state, and its clean value when the state is good. Values are cleaned once per distinct
    combination: a year of HES has far fewer of these than rows.
    """
    parts = dates.hospital_date_parts_sql(dialect, "birth_date_raw", "data_year_end")
    return f"""
        with {_valued_sql(dialect, raw)},
        stated as ({identifier.stated_sql(dialect, "valued", "data_year_end")}
        )
        select dataset, person_key as person_id, records,
            {identifier.NUMBER},
            nhs_number_state,
            {identifier.BIRTH_DATE},
            case when birth_date_state = 'after_test' then 'after_data_year' else birth_date_state end
                as birth_date_state,
            case when birth_date_state = 'malformed'
                then {parts} end as birth_date_parts,
            {identifier.SEX},
            sex_state,
            {identifier.POSTCODE},
            postcode_state
        from stated"""


def _valued_sql(dialect: Dialect, raw: RawTables) -> str:
    """What each distinct combination says, read but not judged: valued, and what it is made of."""
    combined = "\n                union all\n                ".join(
        f"select '{dataset}' as dataset, person_key, nhs_number, birth_date, sex, postcode, start_date from {table}"
        for dataset, table in raw.items()
    )
    return f"""dated as (
            select dataset, person_key, nhs_number, birth_date, sex, postcode,
                {dates.known_date_sql(dialect, "start_date")} as start_day
            from (
                {combined}
            ) as combined
        ),
        placed as (
            select dataset, person_key, nhs_number, birth_date, sex, postcode,
                {dates.data_year_end_sql("start_day")} as data_year_end
            from dated
        ),
        valued as (
            select dataset, person_key,
                {nhs_number.cleaned_sql(dialect, "nhs_number")} as number_cleaned,
                birth_date as birth_date_raw,
                {dates.hospital_date_sql(dialect, "birth_date")} as birth_date_parsed,
                {dates.exchanged_hospital_date_sql(dialect, "birth_date")} as birth_date_exchanged,
                sex as sex_raw,
                {postcode.compact_sql(dialect, "postcode")} as postcode_compact,
                coalesce(data_year_end, date '2999-03-31') as data_year_end,
                count(*) as records
            from placed
            group by dataset, person_key, nhs_number, birth_date, sex, postcode, data_year_end
        )"""


def hospital_identity_sql() -> str:
    """
    One row per person and combination of comparing values anywhere in HES; rows without a person key are out.

    Of an impossible birth date what can be read of it is one of the values.
    """
    return """
        select distinct person_id, nhs_number, birth_date, sex, postcode, birth_date_parts
        from hospital_state
        where person_id is not null"""


def birth_day_count_sql() -> str:
    """One row per data set and day of the year, with the people whose birth date it is, whatever the year."""
    return """
        select dataset, birth_day, count(*) as people
        from (
            select distinct dataset, person_id,
                extract(month from birth_date) * 100 + extract(day from birth_date) as birth_day
            from hospital_state
            where person_id is not null and birth_date is not null
        ) as born
        group by dataset, birth_day"""


def hospital_practice_sql(dialect: Dialect, raw: RawTables = RAW_TABLES) -> str:
    """One row per person and practice they have ever been registered with; see `codes.practice_sql`."""
    combined = "\n            union all\n            ".join(
        f"select person_key, gp_practice from {table}" for table in raw.values()
    )
    return f"""
        select distinct person_id, gp_practice
        from (
            select person_key as person_id, {codes.practice_sql(dialect, "gp_practice")} as gp_practice
            from (
                select distinct person_key, gp_practice
                from (
            {combined}
                ) as combined
            ) as spelt
        ) as registered
        where person_id is not null and gp_practice is not null"""
