"""The life of an event: the row read, each rank tried, relations weighed, releases in which it changed, decisions."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from linkage.cache.uses import last_made
from linkage.commands.explain.decisions_on import DecisionTold, decisions_on
from linkage.commands.explain.event_history import ReleaseSeen, event_history
from linkage.commands.explain.rank_tried import RankTried, differs, load_index, ranks_tried
from linkage.commands.explain.read_row import ReadRow, read_row
from linkage.commands.explain.relation_weighed import COLUMNS, RelationWeighed, not_found, weighed
from linkage.config.job import Job
from linkage.config.rules import Rules
from linkage.engine.base import Value
from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.quote import literal
from linkage.engine.table import has_table
from linkage.errors import LinkageError
from linkage.release.layout import Layout
from linkage.release.record.manifest import Manifest
from linkage.session.keys import Key
from linkage.session.surroundings import Surroundings
from linkage.session.workspace import existing_key


@dataclass(frozen=True)
class Looking:
    """With what an event is looked at."""

    job: Job
    layout: Layout
    manifest: Manifest
    engine: DuckDBEngine
    rules: Rules
    around: Surroundings
    secure: bool


@dataclass(frozen=True)
class Life:
    """Everything about one event besides how its link stands."""

    row: ReadRow
    ranks: tuple[RankTried, ...]
    """None where the row or the index is not in the cache."""
    ranks_note: str | None
    """Why there are none, or that they would come out otherwise by the index of today."""
    relations: tuple[RelationWeighed, ...]
    not_found: tuple[str, ...]
    """Relations that were looked for, of a linked event, and are not there."""
    history: tuple[ReleaseSeen, ...]
    decisions: tuple[DecisionTold, ...]
    decisions_note: str | None
    """Why they are not known."""
    threshold: float | None
    """The lowest probability that rank P linked in the month; None without it."""


def life(looking: Looking, event_id: str, link: Mapping[str, Value]) -> Life:
    """The life of an event of the current release; what needs the key or the cache says so where that is not there."""
    layout, manifest, engine = looking.layout, looking.manifest, looking.engine
    month = str(link["test_month"])
    kept = layout.kept_month(manifest.release, month)
    key, key_note = key_of(looking)
    row = read_row(engine, layout, kept, event_id, month, key) if key else ReadRow(None, {}, key_note)
    ranks, ranks_note = tried(looking, link)
    person = linked_person(looking, event_id, month)
    identity = identity_of(looking, event_id, month)
    source = layout.release(manifest.release) / "pathways" / f"test_month={month}"
    relations = relation_rows(engine, sorted(source.glob("*.parquet")), event_id)
    context = manifest.contexts.get(month)
    return Life(
        row=row if looking.secure else ReadRow(row.path, row.states, row.note),
        ranks=ranks,
        ranks_note=row.note or ranks_note,
        relations=weighed(relations, looking.rules.precedence),
        not_found=not_found(relations, looking.rules.precedence) if link["status"] == "linked" else (),
        history=event_history(engine, layout, manifest.release, month, event_id),
        decisions=decisions_on(layout, key, event_id, identity, person, secure=looking.secure) if key else (),
        decisions_note=key_note,
        threshold=context.threshold if context else None,
    )


def key_of(looking: Looking) -> tuple[Key | None, str | None]:
    """The key of the release, or why it cannot be used."""
    with suppress(LinkageError):
        key = existing_key(looking.job, looking.layout, looking.around.environment)
        if key.key_id == looking.manifest.key_id:
            return key, None
    return None, "the pseudonym key of the release is not here, by which rows and decisions are known again"


def tried(looking: Looking, link: Mapping[str, Value]) -> tuple[tuple[RankTried, ...], str | None]:
    """Each rank by the index of the last run; none, and why, without the event or the index."""
    if not has_table(looking.engine, "event_identity"):
        return (), None
    index = last_made(looking.layout.cache, "index")
    if index is None:
        return (), "the person index is not in cache/; the next run that links a month puts it there"
    load_index(looking.engine, index, looking.rules)
    ranks = ranks_tried(looking.engine, looking.rules, link)
    note = (
        "by the index, the rules and the list of ignored postcodes of today the ranks come out otherwise than when the "
        "month was linked: make the month again to see what comes of it"
    )
    return ranks, note if differs(ranks, link) else None


def linked_person(looking: Looking, event_id: str, month: str) -> str | None:
    """The person of an event as the release has them; for comparison, not to be shown."""
    folder = looking.layout.release(looking.manifest.release) / "links" / f"test_month={month}"
    source = looking.engine.parquet_sql(*sorted(folder.glob("*.parquet")))
    rows = looking.engine.rows(f"select person_id from {source} where event_id = {literal(event_id)}")
    return None if not rows or rows[0][0] is None else str(rows[0][0])


def identity_of(looking: Looking, event_id: str, month: str) -> str | None:
    """The pseudonymous identity of an event, as it is kept of its month."""
    kept = looking.layout.kept_month(looking.manifest.release, month) / "event.parquet"
    if not kept.is_file():
        return None
    source = looking.engine.parquet_sql(kept)
    rows = looking.engine.rows(f"select identity_key from {source} where event_id = {literal(event_id)}")
    return str(rows[0][0]) if rows else None


def relation_rows(engine: DuckDBEngine, files: list[Path], event_id: str) -> list[dict[str, Value]]:
    """The relations of an event with COLUMNS, the primary one first; what an earlier version lacks is null."""
    if not files:
        return []
    source = engine.parquet_sql(*files)
    known = {str(row[0]) for row in engine.rows(f"describe select * from {source}")}
    listed = ", ".join(name if name in known else f"null as {name}" for name in COLUMNS)
    order = "is_primary desc, relation, episode_source, days_from_test"
    rows = engine.rows(f"select {listed} from {source} where event_id = {literal(event_id)} order by {order}")
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]
