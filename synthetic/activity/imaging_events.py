"""The rest of an imaging event: its kind and code, when it was asked for and reported, who asked for it."""

from ..draws import Draws
from .keys import KEY_SPACE, TEST_SPACE, scrambled_sql
from .modalities import modality_drawn_sql, of_modality_sql
from .providers import another_trust_sql, site_code_sql, trust_code_sql

CODES_GIVEN = {"nicip": 0.60, "snomed": 0.12, "both": 0.28}
"""Which imaging codes a row has; at least one is mandatory. Our choice."""

URGENT_WAIT_DAYS = 0.35
LONGEST_WAIT_DAYS = 300
"""Mean days from request to test of patients in a bed or in A&E, and anybody's longest wait. Our choice."""

RECEIVED_BY = 0.4
"""Requests are received within the first part of the wait, at most this share of it. Our choice."""

MISSING_DATES = {"request": 0.02, "received": 0.05, "report": 0.02}
NO_REFERRER = 0.02
UNKNOWN_REFERRER = 0.06
"""Fields left blank, and referrers not known (X9999998). Our choice."""


def wait_days_sql(draws: Draws) -> str:
    """Whole days from request to test; for those who wait at home, the published median of the modality."""
    medians = of_modality_sql("modality", lambda kind: kind.wait_days + 0.5)
    urgent = draws.days("urgent wait", URGENT_WAIT_DAYS, "test_number")
    routine = draws.days("wait", f"({medians}) / ln(2)", "test_number")
    return f"""case when requested_on is not null then test_date - requested_on
                when setting in ('01', '02', '05') then least({urgent}, 7)
                else least({routine}, {LONGEST_WAIT_DAYS}) end"""


def referrer_sql(draws: Draws) -> str:
    """Code of who asked: a consultant, or for setting 04 a GP."""
    number = draws.whole("referrer", 1_000_000, 9_999_999, "person_number", "setting")
    return f"""case when {draws.happens("no referrer", NO_REFERRER, "test_number")} then null
                when {draws.happens("unknown referrer", UNKNOWN_REFERRER, "test_number")} then 'X9999998'
                else concat(case when setting = '04' then 'G' else 'C' end, {number}) end"""


def accession_number_sql(draws: Draws) -> str:
    """Accession number, at most 20 characters, never used twice; three styles, by trust, one all digits."""
    space = TEST_SPACE if draws.stretch.of_country else KEY_SPACE
    key, digits = scrambled_sql("test_number", draws.seed, space), len(str(space)) - 1
    return f"""case trust % 3 when 0 then lpad({key}, {digits}, '0')
                when 1 then concat({trust_code_sql("trust")}, '-', lpad({key}, {digits}, '0'))
                else concat('X', {key}) end"""


def event_sql(draws: Draws) -> str:
    """One row per imaging event, the person's identifiers apart."""
    test = ("test_number",)
    nicip = of_modality_sql(
        "modality", lambda kind: draws.chosen("imaging code", dict.fromkeys(kind.nicip, 1.0), *test)
    )
    snomed = of_modality_sql("modality", lambda kind: f"'{kind.snomed}'")
    reported = of_modality_sql("modality", lambda kind: kind.report_days)
    until_report = draws.days("report", f"({reported})", *test)
    sent_from = trust_code_sql(another_trust_sql(draws, "sent from", "trust", *test))
    received = f"cast(floor({draws.unit('received', *test)} * wait_days * {RECEIVED_BY}) as integer)"
    missing = {name: draws.happens(f"no {name} date", rate, *test) for name, rate in MISSING_DATES.items()}
    return f"""
        with imaged as (
            select * replace (coalesce(modality, {modality_drawn_sql(draws, "setting", "test_number")}) as modality)
            from world_imaging_test
        ),
        waited as (
            select *, cast({wait_days_sql(draws)} as integer) as wait_days,
                {draws.chosen("codes given", CODES_GIVEN, *test)} as codes_given
            from imaged
        )
        select test_number, person_number, setting, modality, trust, test_date, origin, leg, relation,
            minute as test_minute,
            {site_code_sql("trust", "site")} as site_code,
            {accession_number_sql(draws)} as accession_number,
            case when not {missing["request"]} then test_date - wait_days end as request_date,
            case when not {missing["received"]} then test_date - wait_days + {received} end as received_date,
            case when not {missing["report"]} then test_date + {until_report} end as report_date,
            case when codes_given <> 'snomed' then {nicip} end as imaging_code_nicip,
            case when codes_given <> 'nicip' then {snomed} end as imaging_code_snomed,
            {referrer_sql(draws)} as referrer,
            case setting when '04' then gp_practice when '06' then coalesce({trust_code_sql("sent_by")}, {sent_from})
                else {trust_code_sql("trust")} end as referring_organisation
        from waited
        join (select person_number, gp_practice from world_person) as person using (person_number)
        left join (select contact_number as origin, leg, trust as sent_by from world_spell) as spell
            using (origin, leg)"""
