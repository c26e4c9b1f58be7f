"""The hospital records of the people an event is linked to, read once for all that is found beside its events."""

from linkage.relations.relation import LINKED_APPOINTMENT, LINKED_ATTENDANCE, LINKED_EPISODE
from linkage.steps.pathways.episode import EPISODE

OF_LINKED = "person_id in (select person_id from links where person_id is not null)"
"""A condition on whose a record is: of somebody with a linked event of the month."""
COLUMNS = {
    LINKED_EPISODE: (
        *(
            "episode_key",
            "person_id",
            "site_code",
            "main_specialty",
            "treatment_specialty",
            "primary_diagnosis",
        ),
        *("main_procedure", "attendance_key", "birth_date", "sex", "postcode"),
    ),
    LINKED_ATTENDANCE: (
        *("attendance_source", "attendance_key", "person_id", "provider_code", "site_code", "arrival_date"),
        *("arrival_minute", "departure_date", "episode_key", "disposal", "primary_diagnosis"),
    ),
    LINKED_APPOINTMENT: (
        *("appointment_key", "person_id", "provider_code", "site_code", "appointment_date", "attended"),
        *("first_attendance", "priority", "treatment_specialty", "primary_diagnosis", "main_procedure"),
    ),
}
"""What relations ask of each, and spells of an episode; a release has the rest from everybody's records."""
SOURCES = {LINKED_EPISODE: EPISODE, LINKED_ATTENDANCE: "attendance", LINKED_APPOINTMENT: "appointment"}
"""Each table with that of everybody's records."""


def linked_record_sql(table: str) -> str:
    """One row per record of the people who have a linked event."""
    return f"select {', '.join(COLUMNS[table])} from {SOURCES[table]} where {OF_LINKED}"


def records_sql(table: str, *, of_linked: bool) -> str:
    """The records that are told of, as a table to select from: of people with a linked event, or of everybody."""
    source = SOURCES[table]
    return table if of_linked else f"(select * from {source} where {whose_sql(source, of_linked=False)})"


def whose_sql(of: str, *, of_linked: bool) -> str:
    """Whose records a release has: of people with a linked event of the month, or of everybody."""
    if of_linked:
        return f"{of}.{OF_LINKED}"
    return f"{of}.person_id is not null and {of}.person_id not in (select person_id from opted_out_person)"
