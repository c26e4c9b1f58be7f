"""Imaging without a hospital contact: people sent by a GP, by another provider or otherwise."""

from ..codes import by_code, listed
from ..draws import Draws
from .keys import COMMUNITY, contact_number_sql
from .modalities import tests_drawn_sql
from .providers import site_drawn_sql, trust_drawn_sql
from .workdays import nearest_workday_sql

COMMUNITY_RATES = {
    # setting: mean tests in a month of people with records, under 16, 45, 65 and above; of people without
    "04": (0.006, 0.013, 0.024, 0.034, 0.0030),
    "06": (0.0008, 0.0008, 0.0008, 0.0008, 0.0001),
    "07": (0.0012, 0.0012, 0.0012, 0.0012, 0.0002),
}
"""The means of this file are our choice. With them 1.4 to 2.0% of events are of people without hospital record,
more often of people with poor records (errors/record_quality.py); 2.4% of records were unmatched for any reason in the
HES-DID matching report of April 2015."""


def community_test_sql(draws: Draws, scale: float) -> str:
    """One row per test without a hospital contact: sent by a GP (04), another provider (06) or other (07)."""
    who = ("person_number", "month", "setting")
    rates = {
        setting: f"case when not has_record then {unseen} * latent when age < 16 then {child}"
        f" when age < 45 then {young} when age < 65 then {middle} else {old} end"
        for setting, (child, young, middle, old, unseen) in COMMUNITY_RATES.items()
    }
    tests = tests_drawn_sql(draws, "community", f"({by_code('setting', rates)}) * {scale!r}", *who)
    number = f"({contact_number_sql(COMMUNITY, 'month')} + cast(setting as bigint)) * 10"
    within = f"(last_day - first_day + 1) * {draws.unit('community day', 'test_number')}"
    day = f"first_day + cast(floor({within}) as integer)"
    return f"""
        select test_number, person_number, setting, trust,
            {site_drawn_sql(draws, "community site", "trust", "test_number")} as site,
            {nearest_workday_sql("drawn_date", "first_day")} as test_date, cast(null as date) as requested_on,
            cast(null as varchar) as modality, cast(null as bigint) as origin, 1 as leg,
            cast(null as varchar) as relation, cast(null as integer) as minute
        from (
            select test_number, person_number, setting, first_day, {day} as drawn_date,
                {trust_drawn_sql(draws, "community trust", "area", "test_number")} as trust
            from (
                select {number} + unnest(range(1, {tests} + 1)) as test_number,
                    person_number, area, setting, first_day, last_day
                from (
                    select person_number, area, age, latent, month, first_day, last_day,
                        unnest([{listed(COMMUNITY_RATES)}]) as setting,
                        person_number in (select person_number from world_patient_with_record) as has_record
                    from world_patient
                    join world_record_quality using (person_number)
                    cross join world_month
                ) as exposed
            ) as tests
        ) as placed"""
