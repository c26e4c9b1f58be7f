"""Pathways against known truth: is the primary relation the true one, and is the true one there at all?"""

from dataclasses import dataclass

from linkage.engine.base import Engine
from linkage.engine.value import as_whole
from linkage.words.share import Share

IS_RECORD = """(pathways.episode_key is not distinct from truth.episode_key
                or coalesce(pathways.episode_key = truth.other_episode_key, false))"""
"""The row of a pathway is on the true record, or on a second record of the same contact."""

HELD = f"""
        select truth.event_id, truth.relation as true_relation, pathways.is_primary, pathways.relation,
            pathways.relation = truth.relation and {IS_RECORD} as is_true
        from judged
        join truth on truth.event_id = judged.event_id
        join released_pathways as pathways on pathways.event_id = judged.event_id
        where judged.is_right and truth.relation is not null"""
"""One row per pathway of an event linked to the right person, held against the truth."""


@dataclass(frozen=True)
class RelationAgreement:
    """One relation, among events linked to the right person."""

    relation: str
    true: int
    """Events of which it is the true one."""
    found: int
    """Events whose primary relation it is."""
    agree: int
    """Events of which it is both, on the true record."""
    listed: int
    """Of the true ones, those with a pathway in this relation on the true record, primary or not."""

    @property
    def share(self) -> Share:
        """Of the events of which it is the true one, those whose primary relation and record are the true ones."""
        return Share(self.relation, self.agree, self.true)

    def as_dict(self) -> dict[str, object]:
        """For --json: the share, with what was found and listed."""
        return {**self.share.as_dict(), "found": self.found, "listed": self.listed}


@dataclass(frozen=True)
class Confusion:
    """Events whose primary relation or record is not the true one."""

    true: str
    found: str
    """The same as `true` where the record alone differs."""
    events: int


def relation_agreement(engine: Engine) -> tuple[RelationAgreement, ...]:
    """judged, truth, released_pathways -> every relation that is true or primary of an event, by name."""
    found = engine.rows(f"""
        with held as ({HELD}),
        event as (
            select event_id, true_relation, max(case when is_primary then relation end) as primary_relation,
                max(case when is_primary and is_true then 1 else 0 end) as agrees,
                max(case when is_true then 1 else 0 end) as is_listed
            from held
            group by event_id, true_relation
        ),
        counted as (
            select true_relation as relation, 1 as true_one, 0 as found_one, agrees, is_listed from event
            union all
            select primary_relation, 0, 1, 0, 0 from event
        )
        select relation, sum(true_one), sum(found_one), sum(agrees), sum(is_listed)
        from counted
        group by relation
        order by relation""")
    return tuple(RelationAgreement(str(name), *(as_whole(n) for n in counts)) for name, *counts in found)


def confusions(engine: Engine) -> tuple[Confusion, ...]:
    """judged, truth, released_pathways -> what was found in place of what is true, the most frequent first."""
    found = engine.rows(f"""
        select true_relation, relation, count(*)
        from ({HELD}) as held
        where is_primary and not is_true
        group by true_relation, relation
        order by count(*) desc, true_relation, relation""")
    return tuple(Confusion(str(true), str(relation), as_whole(events)) for true, relation, events in found)
