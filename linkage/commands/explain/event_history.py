"""The releases that hold an event, and what became of its link from one to the next."""

from collections.abc import Mapping
from dataclasses import dataclass

from linkage.commands.diff.month_context import made_from_changed
from linkage.engine.base import Value
from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.quote import literal
from linkage.errors import IntegrityError
from linkage.release.layout import Layout
from linkage.release.record.manifest import NAME, Manifest, read_manifest
from linkage.words.link_words import REASONS

COLUMNS = ("status", "person_id", "match_rank", "reason", "decision_id", "release")
WORDS = {
    "inputs_changed": "files",
    "rules_changed": "rules",
    "model_changed": "model",
    "method_changed": "method of the program",
    "lists_changed": "ignored postcodes",
    "job_changed": "settings",
}


@dataclass(frozen=True)
class ReleaseSeen:
    """A release in which the event came to be as it is not in the one before."""

    release: str
    day: str
    """When it was published, as YYYY-MM-DD."""
    told: str
    """How the event is linked in it."""
    change: str
    """Against the release before that has the month."""
    because: str
    """What the month was made from that it had not been, or blank."""


def event_history(
    engine: DuckDBEngine, layout: Layout, upto: str, month: str, event_id: str
) -> tuple[ReleaseSeen, ...]:
    """
    Every release up to `upto` in which the link of the event changed, oldest first, the first that has it included.

    Releases that are not here, as `gc` removed them or a store has them alone, are passed over.
    """
    found: list[ReleaseSeen] = []
    before: tuple[Manifest, Mapping[str, Value] | None] | None = None
    for number in layout.published():
        if int(number) > int(upto):
            break
        files = sorted((layout.release(number) / "links" / f"test_month={month}").glob("*.parquet"))
        try:
            manifest = read_manifest(layout.release(number) / NAME)
        except IntegrityError:
            continue
        if not files:
            continue
        source = engine.parquet_sql(*files)
        known = {str(row[0]) for row in engine.rows(f"describe select * from {source}")}
        listed = ", ".join(name if name in known else f"null as {name}" for name in COLUMNS)
        rows = engine.rows(f"select {listed} from {source} where event_id = {literal(event_id)}")
        link = dict(zip(COLUMNS, rows[0], strict=True)) if rows else None
        change = changed(before[1] if before else None, link, is_first=before is None)
        if change:
            because = why(before[0], manifest, month) if before else ""
            found.append(ReleaseSeen(number, f"{manifest.finished:%Y-%m-%d}", told(link), change, because))
        if before is not None or link is not None:
            before = (manifest, link)
    return tuple(found)


def changed(
    before: Mapping[str, Value] | None, link: Mapping[str, Value] | None, *, is_first: bool
) -> str | None:
    """What became of the link; None where it is as it was."""
    if link is None:
        return None if before is None else "no longer there: struck, moved or withdrawn"
    if before is None:
        return "published for the first time" if is_first else "there again"
    told_by = (
        (before["person_id"] is None and link["person_id"] is not None, "linked"),
        (before["person_id"] is not None and link["person_id"] is None, "no longer linked"),
        (before["person_id"] != link["person_id"], "linked to another person"),
        (before["match_rank"] != link["match_rank"], "the same person, by another rank"),
        (
            (before["status"], before["reason"]) != (link["status"], link["reason"]),
            "without a link, and for another reason",
        ),
        (before["decision_id"] != link["decision_id"], "the same, and a reviewer's decision came or went"),
    )
    return next((words for differs, words in told_by if differs), None)


def told(link: Mapping[str, Value] | None) -> str:
    """How an event is linked, in words."""
    if link is None:
        return "in no table"
    rank = f", rank {link['match_rank']}" if link["match_rank"] is not None else ""
    said = REASONS.get((str(link["status"]), str(link["reason"])), str(link["reason"]))
    return f"{link['status']}{rank}: {said}"


def why(before: Manifest, now: Manifest, month: str) -> str:
    """What the month was made from that differs."""
    changes = made_from_changed(before, now, month)
    named = [words for name, words in WORDS.items() if changes.get(name)]
    decided = [
        manifest.contexts[month].decisions if month in manifest.contexts else {} for manifest in (before, now)
    ]
    if decided[0] != decided[1]:
        named.append("reviewers' decisions")
    return f"other {', '.join(named)}" if named else ""
