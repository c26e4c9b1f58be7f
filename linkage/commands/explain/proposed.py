"""The people whom ranks proposed for an event, and what HES holds of people: from the secure folder and the index."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from linkage.commands.explain.candidate_evidence import held_identities
from linkage.engine.base import Value
from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.quote import literal
from linkage.release.layout import Layout
from linkage.words.names import IDENTIFIERS

AGREEMENTS = tuple(f"{field}_agreement" for field in IDENTIFIERS)
Held = tuple[dict[str, Value], ...]
NOTHING_HELD = "nothing to show: the person is on the opt-out list, or in the index of the last run no more"


@dataclass(frozen=True)
class Proposal:
    """One person, by the strongest rank that they meet."""

    person_id: str
    match_rank: str
    agreements: Mapping[str, str]
    """By identifier: how it compares."""


def read_proposals(engine: DuckDBEngine, file: Path, event_id: str) -> tuple[Proposal, ...]:
    """Whom the ranks proposed for an event, whatever came of it, in the order of their ranks."""
    rows = engine.rows(
        f"select person_id, match_rank, {', '.join(AGREEMENTS)} from {engine.parquet_sql(file)}"
        f" where event_id = {literal(event_id)} and match_rank is not null order by match_rank, person_id"
    )
    return tuple(
        Proposal(str(person), str(rank), dict(zip(IDENTIFIERS, map(str, agreements), strict=True)))
        for person, rank, *agreements in rows
    )


def held_of(
    engine: DuckDBEngine, layout: Layout, people: Sequence[str], listed: Collection[str]
) -> tuple[Held, ...]:
    """What HES holds of each person, but nothing of anybody who bears a number of the list of opt-outs."""
    found = (held_identities(engine, layout, person) for person in people)
    return tuple(() if any(row["nhs_number"] in listed for row in rows) else tuple(rows) for rows in found)
