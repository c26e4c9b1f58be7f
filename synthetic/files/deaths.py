"""The list of deaths: people in HES who died within the two years, by the key of the own trust."""

from ..written.layout import Layout

DEATHS = Layout(
    columns={"TOKEN_PERSON_ID": "person_id", "DATE_OF_DEATH": "death_date"},
    source="""(
        select person_id, death_date from world_person
        join world_patient_with_record using (person_number)
        where death_date is not null
    ) as person""",
    order="person_id",
)
"""One row per person."""
