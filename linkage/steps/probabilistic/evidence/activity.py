"""
Hospital activity: was the person at the event's provider on the day of the test?

An episode that covers the day (admission to discharge), an attended appointment on it, or an arrival in A&E on it or
the day before. It is a property of the event and not of the identity: the evidence of an identity is the mean of the
log ratios over its distinct tests (provider, day and source setting). It tells twins apart, and it selects links on
the very relation that is otherwise an independent check of them.
"""

from collections.abc import Iterable
from math import log2

from linkage.relations.admission import ELSEWHERE
from linkage.relations.attended import SEEN
from linkage.steps.probabilistic.evidence.parameters import EVERY_SETTING, ActivityParameters


def hospital_activity_sql() -> str:
    """
    episode, appointment, attendance -> one row per record: person, provider, and the days it is known to cover.

    Without a discharge or an end an episode is known on its first day only.
    """
    return f"""
        select person_id, provider_code, first_day, last_day
        from (
            select person_id, provider_code, coalesce(admission_date, episode_start) as first_day,
                coalesce(discharge_date, episode_end, episode_start, admission_date) as last_day
            from episode
            where coalesce(episode_type, '') not in {ELSEWHERE}
            union all
            select person_id, provider_code, appointment_date as first_day, appointment_date as last_day
            from appointment
            where attended in {SEEN}
            union all
            select person_id, provider_code, arrival_date as first_day,
                cast(arrival_date + interval '1' day as date) as last_day
            from attendance
        ) as record
        where person_id is not null and provider_code is not null and first_day is not null
          and last_day >= (select min(test_date) from event) and first_day <= (select max(test_date) from event)"""


def event_day_sql(identities: str) -> str:
    """
    event -> one row per identity of the table `identities` and test: provider, day and source setting.

    A test at an unknown provider says nothing of where its person was.
    """
    return f"""
        select distinct event.identity_key, event.provider_code, event.test_date,
            coalesce(event.source_setting, '{EVERY_SETTING}') as setting
        from event
        join {identities} as wanted on wanted.identity_key = event.identity_key
        where event.provider_code is not null"""


def compared_activity_sql(pairs: str) -> str:
    """event_day, hospital_activity -> one row per pair of the table `pairs` and test: whether the person was there."""
    return f"""
        select pair.identity_key, pair.person_id, event_day.provider_code, event_day.test_date, event_day.setting,
            there.person_id is not null as is_active
        from {pairs} as pair
        join event_day on event_day.identity_key = pair.identity_key
        left join (
            select distinct pair.identity_key, pair.person_id, event_day.provider_code, event_day.test_date
            from {pairs} as pair
            join event_day on event_day.identity_key = pair.identity_key
            join hospital_activity as activity
              on activity.person_id = pair.person_id and activity.provider_code = event_day.provider_code
             and activity.first_day <= event_day.test_date and activity.last_day >= event_day.test_date
        ) as there
          on there.identity_key = pair.identity_key and there.person_id = pair.person_id
         and there.provider_code = event_day.provider_code and there.test_date = event_day.test_date"""


def activity_weight_sql(settings: Iterable[ActivityParameters]) -> str:
    """compared_activity -> one row per pair; bits, the mean over the identity's tests."""
    known = {one.setting: one for one in settings}
    sides = []
    for side in ("m_over_u", "rest"):
        bits = {
            name: log2(one.m / one.u) if side == "m_over_u" else log2((1 - one.m) / (1 - one.u))
            for name, one in known.items()
        }
        cases = " ".join(
            f"when '{name}' then cast({value!r} as double)"
            for name, value in bits.items()
            if name != EVERY_SETTING
        )
        otherwise = f"cast({bits[EVERY_SETTING]!r} as double)"
        sides.append(f"case setting {cases} else {otherwise} end" if cases else otherwise)
    return f"""
        select identity_key, person_id, cast(sum(cast(bits as decimal(18, 9))) as double) / count(*) as weight
        from (
            select identity_key, person_id, case when is_active then {sides[0]} else {sides[1]} end as bits
            from compared_activity
        ) as weighed
        group by identity_key, person_id"""


def activity_count_sql() -> str:
    """compared_activity -> one row per source setting: tests of pairs, and those with the person there."""
    return """
        select setting, count(*) as tests, count(case when is_active then 1 end) as active
        from compared_activity
        group by setting"""


def anywhere_count_sql() -> str:
    """
    event_day, hospital_activity, sampled_person -> one row per source setting: tests, and sampled people there.

    The person of the event may be among the sampled: one in as many as the sample has people.
    """
    return """
        select event_day.setting, count(*) as tests, coalesce(cast(sum(there.people) as bigint), 0) as active
        from event_day
        left join (
            select day.provider_code, day.test_date, count(distinct activity.person_id) as people
            from (select distinct provider_code, test_date from event_day) as day
            join (
                select record.person_id, record.provider_code, record.first_day, record.last_day
                from hospital_activity as record
                join sampled_person as sampled on sampled.person_id = record.person_id
            ) as activity
              on activity.provider_code = day.provider_code
             and activity.first_day <= day.test_date and activity.last_day >= day.test_date
            group by day.provider_code, day.test_date
        ) as there on there.provider_code = event_day.provider_code and there.test_date = event_day.test_date
        group by event_day.setting"""
