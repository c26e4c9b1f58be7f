"""Records and birth dates copied from somebody else of the household."""

from ..draws import Draws
from ..people.households import COMMUNAL

COPIED = "record_copied", "birth_date_copied"
"""The record bears birth date, sex and postcode of somebody else of the household, or the birth date alone: the
clerk had the wrong line of a family before him. The number is the person's own. Settings of the world,
`copied_records`, 0.3%, and `copied_dates`, 0.05%, of the records of people who live with somebody whom a hospital
knows, about two thirds of all: uncertain. Of records where clerks copy, 0.2% to 0.5% is thought likely; no
published rate was found."""


def copied_sql(draws: Draws, copied_records: float, copied_dates: float) -> str:
    """
    One row per event whose record, or birth date alone, is copied: which of them, and from whom.

    From anybody of the private household whom a hospital knows and who was born by the day of the test; not from
    a twin, of whom nothing would be told apart. Who has nobody to be taken for is spared. The two shares are of
    records with more than a number.
    """
    shares = {"record": copied_records, "date": copied_dates}
    return f"""
        select event.test_number, event.copied,
            min_by(other.person_number, {draws.unit("copied from", "test_number", "other.person_number")})
                as copied_from
        from (
            select test_number, test_date, person_number, household, birth_date, sex,
                {draws.outcome("copied", shares, "test_number")} as copied
            from world_event
            join world_number_error using (test_number)
            join world_person using (person_number)
            where number_only is null and kind not in ({COMMUNAL})
        ) as event
        join world_person as other
            on other.household = event.household and other.person_number <> event.person_number
        join world_recorded_person as known on known.person_number = other.person_number
        where event.copied is not null and other.birth_date <= event.test_date
            and (other.birth_date <> event.birth_date or (event.copied = 'record' and other.sex <> event.sex))
        group by event.test_number, event.copied"""
