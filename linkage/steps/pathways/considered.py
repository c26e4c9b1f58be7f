"""The episodes that a month looks at: all of whoever its events are linked to, or who may have been in bed in it."""

from linkage.steps.pathways.episode import EPISODE

CONSIDERED = "considered_episode"
COLUMNS = (
    *(
        "episode_key",
        "person_id",
        "provider_code",
        "provider_spell_number",
        "admission_date",
        "episode_start",
    ),
    *("episode_end", "discharge_date", "episode_order", "episode_status", "episode_type", "patient_class"),
    *("admission_method", "admission_source", "discharge_method", "discharge_destination", "data_year"),
)
"""What spells are made of; the rest of a record is asked for where it is told."""


def considered_episode_sql(first_day: str, last_day: str) -> str:
    """
    One row per episode of a person who is linked, or of whom any episode has a day in the month or no end.

    Spells are made of the episodes of one person alone, and nobody else's are asked for: not by what stands beside an
    event, and not by who was in hospital in the month. Days as YYYY-MM-DD.
    """
    return f"""
        select {", ".join(f"episode.{name}" for name in COLUMNS)}
        from {EPISODE} as episode
        join (
            select person_id from links where person_id is not null
            union
            select person_id
            from {EPISODE}
            where person_id is not null
              and (episode_start <= date '{last_day}' or episode_end <= date '{last_day}')
              and (episode_start >= date '{first_day}' or episode_end >= date '{first_day}' or episode_end is null)
        ) as seen on seen.person_id = episode.person_id"""
