"""The month's events: one per site and accession number, with clean identifiers and what became of each."""

from linkage.engine.dialect import Dialect
from linkage.engine.quote import literal
from linkage.steps.standardise import codes, dates, identifier, nhs_number, postcode, provider
from linkage.words.key_text import present_sql
from linkage.words.names import IDENTIFIERS, TIMES
from linkage.words.value_id import value_id_sql

CLOCK = "^([01][0-9]|2[0-3]):[0-5][0-9]"
"""How a time of day is written once the values of a file are read."""


def event_row_sql(dialect: Dialect, raw: str = "did_raw") -> str:
    """
    One row per accepted DID row of `raw`, with the id and month of its event.

    `event_key_pad` holds the two padded keys of the hash, so they are never part of a statement.
    """
    hashed = dialect.keyed_hash("concat(site_code, chr(31), accession_number)", "inner_pad", "outer_pad")
    return f"""
        select file_id, row_number, test_date, substr(cast(test_date as string), 1, 7) as test_month,
            substr({hashed}, 1, 32) as event_id
        from {raw}
        cross join event_key_pad"""


def event_version_sql(*, by_month: bool = False) -> str:
    """
    One row per DID row whose key is of one person; the last of an event, by file and line, is the one that counts.

    A later row with the same site and accession number replaces the earlier one, as in the national collection. Where
    files replace whole months (`by_month`), a row in replaced_row never counts.
    """
    counts, first, replaced = "", "", ""
    if by_month:
        counts, first = "gone.file_id is null and ", "case when gone.file_id is null then 0 else 1 end, "
        replaced = """
        left join replaced_row as gone on gone.file_id = copy.file_id and gone.row_number = copy.row_number"""
    return f"""
        select copy.file_id, copy.row_number, copy.event_id, copy.test_month,
            {counts}row_number() over (
                partition by copy.event_id order by {first}copy.file_id desc, copy.row_number desc) = 1 as is_latest
        from event_row as copy
        left join key_conflict as conflict
          on conflict.file_id = copy.file_id and conflict.row_number = copy.row_number{replaced}
        where conflict.file_id is null"""


def times_sql(dialect: Dialect) -> str:
    """The times of day of a DID row as hh:mm; null for what is none."""
    return ", ".join(
        f"case when {dialect.matches(f'raw.{name}', CLOCK)} then substr(raw.{name}, 1, 5) end as {name}"
        for name in TIMES
    )


def event_value_sql(dialect: Dialect, month: str | None) -> str:
    """One row per event of `month` (YYYY-MM), or of every month: values parsed, states not yet applied."""
    wanted = f" and version.test_month = {literal(month)}" if month else ""
    own = present_sql(dialect, "raw.provider_code")
    asked, received, reported, birth_date = (
        f"raw.{name}" for name in ("request_date", "received_date", "report_date", "birth_date")
    )
    return f"""
        select version.event_id, version.test_month,
            raw.site_code, raw.accession_number, raw.test_date,
            {provider.provider_sql(dialect, "raw.site_code", own)} as provider_code,
            {dates.iso_date_sql(dialect, asked)} as request_date,
            {dates.iso_date_sql(dialect, received)} as received_date,
            {dates.iso_date_sql(dialect, reported)} as report_date,
            {times_sql(dialect)},
            {codes.source_setting_sql(dialect, "raw.source_setting")} as source_setting,
            {present_sql(dialect, "raw.referrer")} as referrer,
            {present_sql(dialect, "raw.referring_organisation")} as referring_organisation,
            upper({present_sql(dialect, "raw.imaging_code_nicip")}) as imaging_code_nicip,
            {present_sql(dialect, "raw.imaging_code_snomed")} as imaging_code_snomed,
            {present_sql(dialect, "raw.gp_practice")} as gp_practice,
            upper({present_sql(dialect, "raw.ethnic_category")}) as ethnic_category,
            {codes.nhs_number_status_sql(dialect, "raw.nhs_number_status")} as nhs_number_status,
            {nhs_number.cleaned_sql(dialect, "raw.nhs_number")} as number_cleaned,
            {birth_date} as birth_date_raw,
            {dates.iso_date_sql(dialect, birth_date)} as birth_date_parsed,
            {dates.exchanged_iso_date_sql(dialect, birth_date)} as birth_date_exchanged,
            raw.sex as sex_raw,
            {postcode.compact_sql(dialect, "raw.postcode")} as postcode_compact
        from event_version as version
        join did_raw as raw on raw.file_id = version.file_id and raw.row_number = version.row_number
            {provider.provider_joins_sql(dialect, "raw.site_code", "raw.test_date", own)}
        where version.is_latest{wanted}"""


def event_state_sql(dialect: Dialect) -> str:
    """One row per event of the month: each identifier's state, and its clean value when the state is good."""
    return f"""
        with stated as ({identifier.stated_sql(dialect, "event_value", "test_date")}
        )
        select event_id, test_month, site_code, accession_number, provider_code, test_date,
            request_date, received_date, report_date, {", ".join(TIMES)},
            source_setting, referrer, referring_organisation,
            imaging_code_nicip, imaging_code_snomed, gp_practice, ethnic_category, nhs_number_status,
            {identifier.NUMBER},
            nhs_number_state,
            case when nhs_number_state = 'check_digit' then number_cleaned end as nhs_number_broken,
            {identifier.BIRTH_DATE},
            birth_date_state,
            case when birth_date_state = 'malformed'
                then {dates.date_parts_sql(dialect, "birth_date_raw", "test_date")} end as birth_date_parts,
            {identifier.SEX},
            sex_state,
            {identifier.POSTCODE},
            postcode_state
        from stated"""


def event_identity_sql(dialect: Dialect) -> str:
    """One row per distinct combination of comparing values, with its id; reads id_pad."""
    return f"""
        select {value_id_sql(dialect, *IDENTIFIERS)} as identity_key,
            nhs_number, birth_date, sex, postcode, events
        from (
            select nhs_number, birth_date, sex, postcode, count(*) as events
            from event_state
            group by nhs_number, birth_date, sex, postcode
        ) as distinct_identity
        cross join id_pad"""


def event_sql() -> str:
    """One row per event of the month, with the number of the identity it has."""
    return f"""
        select state.event_id, identity.identity_key, state.site_code, state.accession_number,
            state.provider_code, state.test_month, state.test_date,
            state.request_date, state.received_date, state.report_date,
            {", ".join(f"state.{name}" for name in TIMES)}, state.source_setting,
            state.referrer, state.referring_organisation,
            state.imaging_code_nicip, state.imaging_code_snomed, state.gp_practice, state.ethnic_category,
            state.nhs_number_status, state.nhs_number, state.nhs_number_state, state.nhs_number_broken,
            state.birth_date, state.birth_date_state, state.birth_date_parts, state.sex, state.sex_state,
            state.postcode, state.postcode_state
        from event_state as state
        join event_identity as identity
          on state.nhs_number is not distinct from identity.nhs_number
         and state.birth_date is not distinct from identity.birth_date
         and state.sex is not distinct from identity.sex
         and state.postcode is not distinct from identity.postcode"""
