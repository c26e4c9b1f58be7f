"""The episodes that count: one record per episode, of people who have not opted out, with their dates put right."""

from linkage.config.cips import Transfer
from linkage.engine.quote import one_of

UNFINISHED = "coalesce(episode_status, '') <> '3'"
"""EPISTAT other than 3: an episode still open at the end of the data year, or derived so."""


def overtaken_episode_sql() -> str:
    """
    One row per unfinished episode that came again, finished, under another key, with the key to use in its place.

    The same episode: same person, provider, start and EPIORDER. Without a finished twin an unfinished one is kept;
    of several finished twins the first by key stands for it. Source: HES data dictionary, EPISTAT.
    """
    return """
        select unfinished.episode_key, min(finished.episode_key) as finished_key
        from episode as unfinished
        join episode as finished
          on finished.person_id = unfinished.person_id
         and finished.episode_start = unfinished.episode_start
         and finished.provider_code is not distinct from unfinished.provider_code
         and finished.episode_order is not distinct from unfinished.episode_order
        where unfinished.episode_status <> '3' and finished.episode_status = '3'
        group by unfinished.episode_key"""


def own_episode_sql(transfer: Transfer) -> str:
    """
    One row per episode of a person who has not opted out and that is not overtaken.

    An episode that ends before it starts has its two dates turned round. A missing admission date is the start of
    the episode when that is the first of its spell and no transfer. The same episode under several keys (same
    person, provider, start, end and EPIORDER) is kept each time; all but the first by key are duplicates. Sources:
    UKHSA epidm, proxy_episode_dates; Health Foundation HES pipeline, imputing_admission_date; Dr Foster's rule for
    duplicates (BMJ 2004), with the person in place of birth date, sex and address.
    """
    turned = "episode_end < episode_start"
    arrives = (
        f"({one_of('admission_source', transfer.admission_sources)}"
        f" or {one_of('admission_method', transfer.admission_methods)})"
    )
    return f"""
        with turned as (
            select episode_key, person_id, provider_code, provider_spell_number, admission_date,
                case when {turned} then episode_end else episode_start end as episode_start,
                case when {turned} then episode_start else episode_end end as episode_end,
                coalesce({turned}, false) as is_turned,
                discharge_date, episode_order, {UNFINISHED} as is_unfinished, episode_type, patient_class,
                admission_method, admission_source, discharge_method, discharge_destination,
                treatment_specialty, primary_diagnosis, main_procedure, attendance_key
            from episode
            where person_id is not null
              and person_id not in (select person_id from opted_out_person)
              and episode_key not in (select episode_key from overtaken_episode)
        ),
        admitted as (
            select *,
                case
                    when admission_date is not null then 'as_sent'
                    when episode_order = 1 and episode_start is not null and not {arrives} then 'episode_start'
                    else 'missing'
                end as admission_date_rule,
                row_number() over (
                    partition by person_id, provider_code, episode_start, episode_end, episode_order
                    order by episode_key) as nth_alike
            from turned
        )
        select episode_key, person_id, provider_code, provider_spell_number,
            case admission_date_rule when 'episode_start' then episode_start else admission_date end
                as admission_date,
            admission_date_rule, episode_start, episode_end, is_turned, discharge_date, episode_order,
            is_unfinished, episode_type, patient_class, admission_method, admission_source, discharge_method,
            discharge_destination, treatment_specialty, primary_diagnosis, main_procedure, attendance_key,
            nth_alike > 1 and episode_start is not null as is_duplicate
        from admitted"""
