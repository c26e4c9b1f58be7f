"""Spells: a stay at one provider; a stay with a transfer is two spells, the second elsewhere."""

from ..codes import by_code
from ..draws import Draws
from ..settings import LAST_DAY, WorldSettings
from .keys import scrambled_sql
from .providers import another_trust_sql

TRANSFER_NIGHTS = 2
"""Only stays of at least so many nights go on at another provider. Our choice."""

CARE_HOME = 0.08
"""Emergency stays of people over 75 that end in a care home. Our choice."""

GAP = 0.2
"""Transfers whose second spell begins on the day after the first has ended, not on the same day. Our choice."""

ADMISSION_METHOD = {
    "emergency": "21", "direct": "22", "last": "22", "elective": "11", "day_case": "12", "regular": "13",
    "maternity": "31", "birth": "82", "home_birth": "2C", "mental": "2D", "rehabilitation": "2D",
}  # fmt: skip
"""ADMIMETH by kind of stay; a transfer is 2B after an emergency and 81 otherwise."""

AFTER_DELIVERY = 0.05
BORN_ELSEWHERE = 0.3
"""Mothers admitted after the birth (method 32), and babies born outside hospital, but not at home (83). Our choice."""


def spell_sql(draws: Draws, settings: WorldSettings) -> str:
    """
    One row per spell: leg 1 of every stay, and leg 2 of those with a transfer.

    `left_on` is null for a spell still open on the last day of the two years. `contact_number` is that of the
    stay; the leg makes it unique.
    """
    stay = ("contact_number",)
    moves_on = f"""(stay_end - stay_start >= {TRANSFER_NIGHTS} and kind in ('emergency', 'direct', 'elective')
                    and {draws.happens("transfer", settings.transfers, *stay)})"""
    part = f"(0.2 + 0.6 * {draws.unit('transfer day', *stay)})"
    moved_on = f"stay_start + cast(floor((stay_end - stay_start) * {part}) as integer)"
    usual = by_code("kind", {kind: f"'{code}'" for kind, code in ADMISSION_METHOD.items()})
    method = f"""case when kind = 'maternity' and {draws.happens("after delivery", AFTER_DELIVERY, *stay)} then '32'
                    when kind = 'home_birth' and {draws.happens("born elsewhere", BORN_ELSEWHERE, *stay)} then '83'
                    else {usual} end"""
    told = f"not {draws.happens('transfer untold', settings.transfer_untold, *stay)}"
    by_night = draws.happens("night attender", settings.night_attenders, "person_number")
    to_care_home = f"age >= 75 and kind = 'emergency' and {draws.happens('care home', CARE_HOME, *stay)}"
    return f"""
        with split as (
            select *, case when {moves_on} then {moved_on} end as moved_on
            from world_stay
        ),
        legs as (
            select contact_number, 1 as leg, person_number, age, kind, diagnosis, trust, site, attendance_number,
                stay_start as admission_date, coalesce(moved_on, stay_end) as left_on,
                moved_on is not null as goes_on, ends_in_death and moved_on is null as ends_in_death
            from split
            union all
            select contact_number, 2 as leg, person_number, age, kind, diagnosis,
                {another_trust_sql(draws, "transfer to", "trust", *stay)} as trust, 1 as site,
                cast(null as bigint) as attendance_number,
                moved_on + cast({draws.happens("transfer gap", GAP, *stay)} as integer) as admission_date,
                stay_end as left_on, false as goes_on, ends_in_death
            from split
            where moved_on is not null
        )
        select contact_number, leg, person_number, age, kind, diagnosis, trust, site, attendance_number,
            admission_date, goes_on,
            case when left_on <= date '{LAST_DAY}' then left_on end as left_on,
            left_on - admission_date as nights,
            substr({scrambled_sql("contact_number + leg", draws.seed)}, 1, 12) as provider_spell_number,
            case when leg = 2 then case when kind = 'emergency' then '2B' else '81' end
                else {method} end as admission_method,
            case when leg = 2 then '51' when kind in ('birth', 'home_birth') then '79' else '19' end
                as admission_source,
            case when left_on > date '{LAST_DAY}' then '98' when goes_on and {told} then '51'
                when ends_in_death then '79' when {to_care_home} then '54' else '19' end as discharge_destination,
            case when left_on > date '{LAST_DAY}' then '8' when ends_in_death then '4' else '1' end
                as discharge_method,
            case kind when 'day_case' then '2' when 'regular' then case when {by_night} then '4' else '3' end
                else '1' end as patient_class
        from legs
        where admission_date <= date '{LAST_DAY}'"""
