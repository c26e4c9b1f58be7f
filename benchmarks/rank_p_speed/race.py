"""The events without NHS number of one world against its index, and the race that rank P and plain Splink run there."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from benchmarks.process import apart
from benchmarks.rank_p_speed import plain, rank_p
from benchmarks.rank_p_speed.tables import write_input
from benchmarks.trial.prepared import prepared
from benchmarks.trial.rules import shipped_rules
from benchmarks.trial.run import trained
from benchmarks.world import POOL, RANK_P_SEEDS, world

SEED = RANK_P_SEEDS[0]

Told = Mapping[str, Any]


@dataclass(frozen=True)
class Race:
    """One pool and one index, and the folder of its files."""

    name: str
    folder: Path
    events: int

    def ours(self) -> Told:
        """Rank P, once."""
        return self._told("ours", rank_p.run)

    def plain(self, threshold: float | None) -> Told:
        """Plain Splink, once; None: without threshold."""
        return self._told("plain", plain.run, threshold)

    def _told(self, side: str, run: Callable[..., Told], *more: float | None) -> Told:
        """One side on a copy of the tables, which it may add to."""
        with TemporaryDirectory(dir=self.folder) as running:
            # The folder goes with all that was written beside the database: no side reads what another left.
            database = Path(running) / "running.duckdb"
            shutil.copy(self.folder / "input.duckdb", database)
            links = self.folder / f"{side}.parquet"
            return apart(run, database, self.folder / "model.json", links, *more).answer

    def nearest_threshold(self) -> float:
        """The match weight down to which plain Splink's best people agree best with the links of rank P."""
        self.ours()
        self.plain(None)
        return float(
            self._asked("""
            select match_weight from (
                select match_weight, sum(sum(event.events * coalesce((ours.person_id = plain.person_id)::int, 0) * 2))
                        over (order by match_weight desc)
                    - sum(sum(event.events)) over (order by match_weight desc) as gain
                from plain join event_identity as event using (identity_key)
                left join ours using (identity_key)
                group by match_weight
            ) order by gain desc, match_weight desc limit 1""")[0]
        )

    def links(self) -> tuple[int, ...]:
        """Events linked by rank P, by plain Splink, by both to one person, and how many of each side's are right."""
        right = (
            "exists (from truth where truth.event_id = event.event_id and truth.person_id = {0}.person_id)"
        )
        return self._asked(f"""
            select count(ours.person_id), count(plain.person_id), count(*) filter (ours.person_id = plain.person_id),
                count(*) filter ({right.format("ours")}), count(*) filter ({right.format("plain")})
            from event left join ours using (identity_key) left join plain using (identity_key)""")

    def _asked(self, query: str) -> tuple[Any, ...]:
        with duckdb.connect(str(self.folder / "input.duckdb"), read_only=True) as connection:
            for side in ("ours", "plain"):
                connection.execute(
                    f"create temp view {side} as from read_parquet('{self.folder / side}.parquet')"
                )
            return tuple(connection.execute(query).fetchall()[0])


def made(work: Path, people: int, events: int | None = None) -> Race:
    """The world, made when it is not there, a model and the tables; with `events` only so many of its events."""
    source = prepared(world(work, people, SEED, **POOL))
    folder = source.parent / (f"rank-p-{events}" if events else "rank-p")
    folder.mkdir(exist_ok=True)
    trained(source, shipped_rules()).write(folder / "model.json")
    counted = write_input(source, folder / "input.duckdb", events=events)
    return Race(f"{people:,} people, {counted:,} events", folder, counted)
