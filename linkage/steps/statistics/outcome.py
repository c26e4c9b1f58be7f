"""What became of each event, beside everything it is counted by."""

from linkage.engine.dialect import Dialect
from linkage.steps.statistics.care_setting import care_setting_sql, counted_relation_sql
from linkage.words.figure import UNKNOWN
from linkage.words.label import label_sql
from linkage.words.names import DECISION

AGE_BANDS = tuple((first, first + 9) for first in range(0, 90, 10))
"""Ten-year bands; everybody from 90 on is one."""


OWN_AGE = "(case when coalesce(events.age_source, '') <> 'hes' then events.age_at_test end)"
"""What the event itself says: only linked events have what HES says, and rates of linking are counted by this."""


NOBODYS = "links.status = 'unlinked' and links.decision_id is not null"
"""
Of an event, that reviewers said whose it is not, and it is nobody's: its person counts as not in HES.

That is what they said where they named nobody. Where they only ruled somebody out nothing is known of anybody else.
"""


def age_band_sql(age: str) -> str:
    """The ten-year band of a whole age, such as 30-39 or 90+; unknown without one."""
    cases = " ".join(f"when {age} <= {last} then '{first}-{last}'" for first, last in AGE_BANDS)
    return f"case when {age} is null then 'unknown' {cases} else '90+' end"


DEPRIVATION = """case when exists (select 1 from postcode_area)
                then coalesce(case when coalesce(events.area_source, '') <> 'hes'
                    then lpad(cast(events.deprivation_decile as string), 2, '0') end, 'unknown') end"""
"""Decile 01 (most deprived) to 10; null for every event without a postcode directory, so that no row speaks of it."""


def site_sql(dialect: Dialect) -> str:
    """
    The label of a site, which begins with its provider's: sites add up to their provider, and are controlled with it.

    So a code that does not show its provider stands after it: RZ1 A0B1C, or unknown A0B1C.
    """
    shows_it = "substr(event.site_code, 1, length(event.provider_code)) = event.provider_code"
    after = f"concat(coalesce(event.provider_code, '{UNKNOWN}'), ' ', event.site_code)"
    return label_sql(dialect, f"(case when {shows_it} then event.site_code else {after} end)")


def outcome_sql(dialect: Dialect) -> str:
    """
    One row per event of the links table.

    `subject` stands for the patient: the person when linked, else the identity the event bears, which is the
    nearest thing to a person that an unlinked event has. A link that a reviewer made has no rank: it is counted apart.
    """
    relation = f"({counted_relation_sql('events')})"
    return f"""
        select links.event_id, event.test_month as period, links.status,
            coalesce(links.match_rank, case when links.status = 'linked' then '{DECISION}' end) as match_rank,
            coalesce(links.person_id, concat('identity ', cast(event.identity_key as string))) as subject,
            event.test_month as month,
            coalesce({label_sql(dialect, "event.provider_code")}, '{UNKNOWN}') as provider,
            coalesce(event.source_setting, 'unknown') as source_setting,
            coalesce(event.sex, 'unknown') as sex,
            {age_band_sql(OWN_AGE)} as age_band,
            {site_sql(dialect)} as site, events.modality,
            events.ethnic_group, {DEPRIVATION} as deprivation,
            {care_setting_sql(relation)} as care_setting, {relation} as primary_relation,
            events.is_repeat,
            coalesce(event.nhs_number_status, 'unknown') as nhs_number_status, event.nhs_number_state
        from links
        join event on event.event_id = links.event_id
        join events on events.event_id = links.event_id"""
