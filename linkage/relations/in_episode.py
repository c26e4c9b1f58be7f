"""IN_EPISODE: the test falls within an episode."""

from linkage.engine.dialect import Dialect
from linkage.relations.relation import Days, Relation


def in_episode_sql(_dialect: Dialect, _days: Days) -> str:
    """One row per event and episode that covers the test day; an open one covers every later day."""
    return """
        select event.event_id, 'IN_EPISODE' as relation, 'APC' as episode_source, episode.episode_key,
            episode.spell_id, 0 as gap_days
        from linked_event as event
        join stay_episode as episode
          on episode.person_id = event.person_id
         and episode.episode_start <= event.test_date
         and (episode.episode_end >= event.test_date or episode.episode_end is null)"""


RELATION = Relation(
    name="IN_EPISODE",
    place=100,
    meaning="the test falls within the episode",
    on="the episode",
    care_setting="admitted",
    sql=in_episode_sql,
    expected_from=("01", "02"),
    has_day_of_stay=True,
)
