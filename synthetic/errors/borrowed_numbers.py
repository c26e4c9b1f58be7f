"""NHS numbers that are somebody else's: a stranger's, a relative's, a newborn's mother's."""

from ..draws import Draws
from ..people.households import COMMUNAL

NEWBORN_DAYS = 42
"""Age up to which a record may bear the mother's number: under six weeks."""


def recorded_person_sql() -> str:
    """One row per person with a hospital record: whose numbers a record may bear by mistake."""
    return """
        select person_number, household, kind, nhs_number
        from world_person
        where person_number in (select person_number from world_patient_with_record)"""


def relative_sql() -> str:
    """One row per person of a private household whose record bears a relative's number: the first other's."""
    return f"""
        select lent.person_number, min_by(other.nhs_number, other.person_number) as nhs_number
        from (
            select distinct person_number, household
            from world_error
            join world_event using (test_number)
            join world_person using (person_number)
            where other_number = 'relative' and kind not in ({COMMUNAL})
        ) as lent
        join world_recorded_person as other
            on other.household = lent.household and other.person_number <> lent.person_number
        group by lent.person_number"""


def borrowed_number_sql(draws: Draws) -> str:
    """
    One row per event that bears somebody else's number, with that number.

    Who has no relative in HES to take a number from gets a stranger's: somebody of a lower number, so that a
    larger world of the same seed picks the same one, or else the next of a higher number.
    """
    first = draws.stretch.first_person
    drawn = f"{first} + floor({draws.unit('stranger', 'test_number')} * (person_number - {first + 1}))"
    return f"""
        select event.test_number,
            case when event.other_number is null then mother.nhs_number
                else coalesce(relative.nhs_number, before.nhs_number, after.nhs_number) end as nhs_number
        from (
            select test_number, person_number, other_number, cast({drawn} as bigint) as drawn
            from world_error
            join world_event using (test_number)
            where mothers_number is not null or other_number is not null
        ) as event
        asof left join world_recorded_person as before on event.drawn >= before.person_number
        asof left join world_recorded_person as after on event.person_number < after.person_number
        left join world_relative as relative
            on relative.person_number = event.person_number and event.other_number = 'relative'
        left join world_birth as birth on birth.person_number = event.person_number
        left join world_person as mother on mother.person_number = birth.mother_number"""
