"""Patients: how much hospital care each person needs, and who has a record of any."""

from ..draws import Draws
from ..settings import FIRST_DAY, LAST_DAY

NEED = ((0.35, 0.05), (0.40, 0.8), (0.20, 1.9), (0.05, 5.0))
"""Share of people, and how many times the mean of their age they need: a third are hardly ever seen, a few
often. Our choice, so that two people in three have some record in the two years (27 of 56 million in one)."""

YEARLY = {
    # up to this age: A&E attendances, planned and direct admissions, appointments
    4: (0.62, 0.09, 1.2),
    15: (0.38, 0.06, 1.1),
    29: (0.48, 0.11, 1.5),
    44: (0.42, 0.15, 1.9),
    64: (0.35, 0.22, 2.4),
    79: (0.42, 0.40, 3.9),
    120: (0.80, 0.45, 3.8),
}
"""Mean contacts of a person in a year by age. Together near England in 2019: 25 million attendances, 21
million episodes and 125 million appointments for 56 million people."""


def yearly_mean_sql(which: int) -> str:
    """The `which`th of the means of YEARLY for a person aged `age`."""
    cases = " ".join(f"when age <= {limit} then {means[which]}" for limit, means in YEARLY.items())
    return f"(case {cases} end)"


def patient_sql(draws: Draws) -> str:
    """
    One row per person: age on the first HES day, and the mean of each kind of contact in the two years.

    Contacts are drawn over the two years, and only those from `alive_from` to `alive_to` happen.
    """
    need = draws.number("need", NEED, "person_number")
    return f"""
        select person_number, area, sex, age, alive_from, alive_to, birth_date, death_date,
            2 * need * {yearly_mean_sql(0)} as mean_attendances,
            2 * need * {yearly_mean_sql(1)} as mean_stays,
            2 * need * {yearly_mean_sql(2)} as mean_appointments
        from (
            select person_number, area, sex, {need} as need, birth_date, death_date,
                greatest(birth_date, date '{FIRST_DAY}') as alive_from,
                coalesce(death_date, date '{LAST_DAY}') as alive_to,
                date_diff('year', birth_date, date '{FIRST_DAY}') as age
            from world_person
        ) as aged"""


def patient_with_record_sql() -> str:
    """One row per person with at least one row in the HES files."""
    return """
        select person_number from world_episode
        union
        select person_number from world_attendance
        union
        select person_number from world_appointment"""
