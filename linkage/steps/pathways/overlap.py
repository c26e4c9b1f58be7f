"""Spells during which the patient lies in another provider's bed too."""

MANY = 100
"""Spells of one patient beyond which they are not held against one another, but gone through in the order of days."""


def overlapping_spell_sql(many: int = MANY) -> str:
    """
    One row per spell during which its person is in another provider's bed too, by more than a shared day.

    That is no error by itself: an inpatient of a mental-health or community hospital may lie in another for some days,
    and come back. Regular attenders, and spells without an admission date, are left out; a spell with no discharge date
    lasts to the last day that its episodes show. Whoever has more than `many` spells, such as a key that went to
    everybody without one, would be millions of pairs in one task.
    """
    return f"""
        with lasting as (
            select spell_id, person_id, provider_code, admission_date,
                coalesce(discharge_date, last_end, admission_date) as last_day
            from unjoined_spell
            where admission_date is not null and not is_regular and provider_code is not null
        ),
        moving as (
            select person_id, count(*) > {many} as has_many
            from lasting
            group by person_id
            having min(provider_code) <> max(provider_code)
        ),
        one_of_few as (
            select lasting.*
            from lasting
            join moving on moving.person_id = lasting.person_id
            where not moving.has_many
        ),
        one_of_many as (
            select lasting.*
            from lasting
            join moving on moving.person_id = lasting.person_id
            where moving.has_many
        ),{_BY_DAYS}
        select distinct spell.spell_id
        from one_of_few as spell
        join one_of_few as other
          on other.person_id = spell.person_id
         and other.provider_code <> spell.provider_code
         and other.admission_date < spell.last_day
         and spell.admission_date < other.last_day
        union all
        select asked_for as spell_id
        from beside
        where asked_for is not null
          and case when holder <> provider_code then longest else elsewhere end > admission_date"""


_BEFORE = "partition by person_id order by day, turn rows between unbounded preceding and 1 preceding"
_BY_DAYS = f"""
        turning as (
            select person_id, provider_code, admission_date as day, 1 as turn, last_day as lasts_to,
                cast(null as string) as asked_for, admission_date
            from one_of_many
            union all
            select person_id, provider_code, last_day, 0, cast(null as date), spell_id, admission_date
            from one_of_many
        ),
        held as (
            select *,
                max(lasts_to) over ({_BEFORE}) as longest,
                max_by(provider_code, lasts_to) over ({_BEFORE}) as holder
            from turning
        ),
        beside as (
            select *,
                max(case when asked_for is null and holder <> provider_code then least(lasts_to, longest) end)
                    over ({_BEFORE}) as elsewhere
            from held
        )"""
"""
one_of_many -> beside: each spell as it begins, and once more on its last day, to be asked for (`asked_for`).

It overlaps if, of those that began before that day at other providers, the one that lasts longest goes on after its
first day. `longest` is how long the longest of all lasts, and `holder` its provider. `elsewhere` is the same of any
other provider: each spell that begins beside a longest one of another provider proposes the shorter of the two, and the
latest day proposed is that, since of the two longest of two providers the later to begin finds the other there, or one
that lasts as long.
"""
