"""What each way comes to: links, how many of them are expected to be wrong, and the headline rates."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from linkage.commands.sensitivity.way import Way
from linkage.engine.base import Engine
from linkage.engine.value import as_number, as_whole
from linkage.relations.every import BY_CARE_SETTING


@dataclass(frozen=True)
class WayCounts:
    """One way: events, links, and shares of the links by the care that their primary relation speaks of."""

    name: str
    meaning: str
    events: int
    linked: int
    linked_otherwise: int
    """Linked to somebody else than in the job's own way."""
    expected_wrong: float | None
    """Links, by the model of the job, those of reviewers taken for right; None where it says nothing of any."""
    not_weighed: int
    """Links of which no model says how probable they are."""
    rates: Mapping[str, float]
    """Share of the links by care setting, from 0 to 1."""

    @property
    def match_rate(self) -> float:
        """Linked events as a share of all; 0 without events."""
        return self.linked / self.events if self.events else 0.0


@dataclass(frozen=True)
class Sensitivity:
    """Every way of a month, the job's own first."""

    month: str
    job_name: str
    ways: tuple[WayCounts, ...]

    def as_dict(self) -> dict[str, object]:
        """For --json."""
        ways = [{**asdict(way), "match_rate": way.match_rate} for way in self.ways]
        return {"month": self.month, "job_name": self.job_name, "internal": True, "ways": ways}


def counted(engine: Engine, ways: Sequence[Way]) -> tuple[WayCounts, ...]:
    """way_*, left_*, pair_probability, pair_relation, event -> the counts of each way."""
    return tuple(counts_of(engine, way, ways[0]) for way in ways)


def counts_of(engine: Engine, way: Way, own: Way) -> WayCounts:
    """Those of one way, beside the job's own."""
    settings = ", ".join(
        f"count(case when relation in ({', '.join(map(repr, names))}) then 1 end)"
        for names in BY_CARE_SETTING.values()
    )
    row = engine.rows(f"""
        select count(*), count(case when other.person_id <> link.person_id then 1 end),
            round(sum(case when link.is_decided then 0 else 1 - probability end), 9),
            count(case when probability is null and not link.is_decided then 1 end), {settings}
        from way_{way.name} as link
        join way_pair as pair on pair.event_id = link.event_id and pair.person_id = link.person_id
        join pair_probability as weighed on weighed.pair_id = pair.pair_id
        join pair_relation as beside on beside.pair_id = pair.pair_id
        left join way_{own.name} as other on other.event_id = link.event_id""")[0]
    linked, otherwise, wrong, unweighed, *cared = row
    events = engine.count("select count(*) from event") - engine.count(f"select events from left_{way.name}")
    whole = as_whole(linked)
    return WayCounts(
        name=way.name,
        meaning=way.meaning,
        events=events,
        linked=whole,
        linked_otherwise=as_whole(otherwise),
        expected_wrong=None if wrong is None else as_number(wrong),
        not_weighed=as_whole(unweighed),
        rates={
            setting: as_whole(count) / whole if whole else 0.0
            for setting, count in zip(BY_CARE_SETTING, cared, strict=True)
        },
    )
