"""The people rank P compared with one event, and what spoke for and against each: from the secure folder."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from math import log2
from pathlib import Path

from linkage.cache.uses import last_made
from linkage.engine.base import Value
from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.value import as_number
from linkage.errors import ConfigError
from linkage.release import journal
from linkage.release.layout import Layout
from linkage.steps.index.person import IDENTITY_ORDER
from linkage.words.names import IDENTIFIERS

FIELDS = ("birth_date", "postcode", "sex", "nhs_number", "coincidence")
"""Parts of the match weight in the order in which they are shown; any other follows."""
CANDIDATES = "candidates.parquet"
NO_PART = ("match_weight", "weight_without_evidence")


@dataclass(frozen=True)
class Prior:
    """What is thought of any person of the index before the event is compared with them."""

    presence: float
    """phi: chance that the event's person is in the index."""
    coverage: float
    """c: chance that they were compared, if so."""
    people: float
    """N."""

    @property
    def bits(self) -> float:
        """log2 of the odds of one person of the index against nobody: not in HES, or never compared."""
        return log2(self.presence / self.people) - log2(1 - self.presence * self.coverage)


@dataclass(frozen=True)
class Candidate:
    """One person, best first, without a name."""

    person_id: str
    levels: Mapping[str, str]
    """Level by field."""
    weights: Mapping[str, float]
    """Bits by part; they add up to the match weight."""
    match_weight: float
    own_data: float
    """What is left of the probability where the record may be a copy; 1 for whoever has the event's number."""
    probability: float


@dataclass(frozen=True)
class EventEvidence:
    """Everybody who was compared with the event."""

    prior: Prior
    candidates: tuple[Candidate, ...]
    """Best first."""

    @property
    def nobody(self) -> float:
        """Chance that it is none of them: never compared, not in HES, or somebody whose record is a copy."""
        return max(0.0, 1 - sum(candidate.probability for candidate in self.candidates))

    @property
    def effective_candidates(self) -> float:
        """1 over the sum of squared shares of the candidates' probability."""
        total = sum(candidate.probability for candidate in self.candidates)
        return total**2 / sum(candidate.probability**2 for candidate in self.candidates)


def why_gone(layout: Layout, release: str, month: str) -> str | None:
    """Why the candidates of the month that `release` linked cannot be looked at; None when they can."""
    if removal := journal.removals(layout.journal).get(release):
        return (
            f"the candidates went with release {release}, which `linkage gc` removed on {removal['at'][:10]}; the "
            "month run again with --restate has them again"
        )
    if os.access(candidate_file(layout, release, month), os.R_OK):
        return None
    return (
        f"the candidates of release {release} are in its secure folder, which is not here or not open to you; run the "
        "command where the month was run, or ask for access"
    )


def candidate_file(layout: Layout, release: str, month: str) -> Path:
    """
    Where a month's candidates lie, if this user may see them.

    In a folder of its own, where the release was of another month and this one was made again beside it.
    """
    secure = layout.secure_release(release)
    beside = secure / f"test_month={month}" / CANDIDATES
    return beside if beside.is_file() else secure / CANDIDATES


def read_evidence(engine: DuckDBEngine, file: Path, event_id: str) -> EventEvidence | None:
    """Who was compared with the event; None when rank P compared nobody with it."""
    source = engine.parquet_sql(file)
    columns = [
        str(row[0]) for row in engine.rows(f"select column_name from (describe select * from {source})")
    ]
    listed = ", ".join(f'"{column}"' for column in columns)
    rows = engine.rows(
        f"select {listed} from {source} where event_id = '{event_id}' and match_weight is not null"
        " order by match_weight desc, person_id"
    )
    if not rows:
        return None
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    return EventEvidence(prior_of(found[0]), tuple(candidate_of(row) for row in found))


def prior_of(row: Mapping[str, Value]) -> Prior:
    """The prior behind a candidate's row: N follows from the posterior."""
    phi, coverage, factor, weight, probability = (
        as_number(row[name]) for name in ("phi", "coverage", "mean_factor", "match_weight", "probability")
    )
    people = own_data_of(row) * phi * 2**weight / (probability * ((1 - phi * coverage) + phi * factor))
    return Prior(phi, coverage, people)


def own_data_of(row: Mapping[str, Value]) -> float:
    """What copied records leave of a candidate's probability; a release of an earlier version took nothing."""
    return as_number(row.get("own_data") or 1)


def candidate_of(row: Mapping[str, Value]) -> Candidate:
    """One row as a candidate; parts that weigh nothing are left out unless their field was compared."""
    parts = [name.removesuffix("_weight") for name in row if name.endswith("_weight") and name not in NO_PART]
    order = {name: place for place, name in enumerate(FIELDS)}
    weights = {
        name: as_number(row[f"{name}_weight"] or 0)
        for name in sorted(parts, key=lambda part: (order.get(part, len(order)), part))
    }
    return Candidate(
        person_id=str(row["person_id"]),
        levels={name: str(row[f"{name}_level"]) for name in parts if row.get(f"{name}_level") is not None},
        weights={name: bits for name, bits in weights.items() if bits or f"{name}_level" in row},
        match_weight=as_number(row["match_weight"]),
        own_data=own_data_of(row),
        probability=as_number(row["probability"]),
    )


def held_identities(engine: DuckDBEngine, layout: Layout, person_id: str) -> list[dict[str, Value]]:
    """
    What HES holds of a person: raw identifiers, for the secure area only.

    ConfigError when the person index is not there to be read.
    """
    index = last_made(layout.cache, "index")
    if index is None:
        raise ConfigError(
            "the person index is not in cache/, so what HES holds cannot be told; the next run that links a month puts "
            "it there: run one, or `linkage run JOB --month M --restate`"
        )
    engine.load("asked_person", {"person_id": "text"}, [(person_id,)])
    rows = engine.rows(
        f"select {', '.join(IDENTIFIERS)} from {engine.parquet_sql(index / 'identity.parquet')}"
        " where person_id in (select person_id from asked_person)"
        f" order by {IDENTITY_ORDER}"
    )
    return [dict(zip(IDENTIFIERS, row, strict=True)) for row in rows]
