"""Why one event is linked, under review or unlinked, in words; no identifier is ever shown."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from linkage.commands.explain import candidate_evidence
from linkage.commands.explain.candidate_evidence import EventEvidence
from linkage.commands.explain.event_name import event_id_of
from linkage.commands.explain.life import Life, Looking, life
from linkage.commands.explain.proposed import Held, Proposal, held_of, read_proposals
from linkage.commands.explain.reviewer_words import reviewer_sentence
from linkage.commands.run.month_fingerprint import rules_digest
from linkage.config.job import Job
from linkage.config.load import load_rules
from linkage.config.rules import Rules
from linkage.engine.base import Value
from linkage.engine.duckdb import DuckDBEngine
from linkage.errors import ConfigError, InputError, LinkageError
from linkage.release.history import current
from linkage.release.layout import Layout
from linkage.session.stores.job_layout import looked_at
from linkage.session.surroundings import Surroundings
from linkage.session.workspace import existing_key, opted_out, reading_engine
from linkage.words.link_words import PROBABILISTIC, REASONS
from linkage.words.names import IDENTIFIERS

LINK = (
    "test_month",
    "status",
    "match_rank",
    "match_weight",
    "match_probability",
    "runner_up_probability",
    "candidate_people",
    *(f"{field}_agreement" for field in IDENTIFIERS),
    "reason",
    "model_id",
    "release",
    "decision_id",
)
"""Columns of links that are shown: neither the person nor the source keys, which a job may have asked for."""
SHOWN = 5
"""Candidates shown, best first; the others are counted."""
RELATION = ("relation", "is_primary", "episode_source", "days_from_test", "same_provider")


@dataclass(frozen=True)
class Explanation:
    """What the current release says of one event."""

    event_id: str
    release: str
    """The current release; `link` has the one in which the month was last run."""
    link: Mapping[str, Value]
    """The columns of LINK."""
    rank_meaning: str | None
    """What the rank requires and excludes, by the rules of the job; None unless linked by a rank that they have."""
    rules_have_changed: bool | None
    """Whether those are other rules than the month was linked by; None when that cannot be known without the key."""
    relations: tuple[Mapping[str, Value], ...]
    """The columns of RELATION, the primary one first."""
    evidence: EventEvidence | None
    """Whom rank P compared with the event; None when nobody, or when that cannot be read."""
    evidence_note: str | None
    """Why there is no evidence to show; None when there is, or nobody was compared."""
    held: tuple[Held, ...] = ()
    """What HES holds of each candidate shown, only when asked for in the secure area."""
    proposed: tuple[Proposal, ...] = ()
    """Whom the ranks proposed and rank P did not compare: it is asked only of what they leave."""
    held_of_proposed: tuple[Held, ...] = ()
    """What HES holds of those shown, likewise."""
    is_secure: bool = False
    """Whether identifiers were asked for."""
    life: Life | None = None
    """What led to it, and what became of it from release to release, where that is asked for."""

    @property
    def reason(self) -> str:
        """The reason in a sentence."""
        pair = (str(self.link["status"]), str(self.link["reason"]))
        return REASONS.get(pair, pair[1])

    @property
    def sentence(self) -> str:
        """What a reviewer needs to know of the evidence."""
        return reviewer_sentence(str(self.link["status"]), str(self.link["reason"]), self.evidence)


def explain(
    job: Job, event: str, around: Surroundings, *, secure: bool = False, whole: bool = False
) -> Explanation:
    """
    The explanation of `event`: an event_id, or SITE/ACCESSION, which needs the job's pseudonym key.

    Reads the current release and its secure folder, changes nothing. `secure` also tells what HES holds of the first
    candidates, but of nobody on the opt-out list; `whole` tells the event's whole life too.
    InputError when there is no release or no such event in it,
    ConfigError when `secure` cannot be served.
    """
    layout = looked_at(job)
    manifest = current(layout)
    if manifest is None:
        raise InputError("nothing has been published yet; run `linkage run` first")
    layout.home.bring(layout, manifest.release, "release", "secure", "kept")
    event_id = event_id_of(job, layout, manifest, event, around)
    engine = reading_engine(job, layout, unsafe_debug=around.unsafe_debug)
    try:
        looking = Looking(job, layout, manifest, engine, load_rules(job), around, secure)
        return explained(looking, event_id, whole=whole)
    finally:
        engine.close()


def explained(looking: Looking, event_id: str, *, whole: bool) -> Explanation:
    """The same of the event of that id."""
    job, layout, manifest, engine = looking.job, looking.layout, looking.manifest, looking.engine
    links = rows_of(engine, layout.release(manifest.release) / "links", LINK, event_id)
    if not links:
        raise InputError(
            f"release {manifest.release} has no such event in {', '.join(manifest.months)}; give the event_id of "
            "its links table, or SITE/ACCESSION as submitted. An event of a month not yet run, set aside, or of "
            "somebody who has opted out, is in no release"
        )
    link = links[0]
    order = "is_primary desc, relation, episode_source, days_from_test"
    evidence, proposed, note = evidence_of(engine, layout, link, event_id)
    if looking.secure and note is not None:
        raise ConfigError(f"--secure has nothing to show: {note}")
    shown = [one.person_id for one in evidence.candidates[:SHOWN]] if evidence and looking.secure else []
    others = [one.person_id for one in proposed[:SHOWN]] if looking.secure else []
    listed = opted_out(job) if shown or others else ()
    return Explanation(
        event_id=event_id,
        release=manifest.release,
        link=link,
        rank_meaning=rank_meaning(looking.rules, link["match_rank"]),
        rules_have_changed=rules_have_changed(looking, str(link["test_month"])),
        relations=rows_of(engine, layout.release(manifest.release) / "pathways", RELATION, event_id, order),
        evidence=evidence,
        evidence_note=note,
        held=held_of(engine, layout, shown, listed),
        proposed=proposed,
        held_of_proposed=held_of(engine, layout, others, listed),
        is_secure=looking.secure,
        life=life(looking, event_id, link) if whole else None,
    )


def evidence_of(
    engine: DuckDBEngine, layout: Layout, link: Mapping[str, Value], event_id: str
) -> tuple[EventEvidence | None, tuple[Proposal, ...], str | None]:
    """Whom rank P compared with the event, whom ranks alone proposed, or why that cannot be said."""
    release, month = str(link["release"]), str(link["test_month"])
    if note := candidate_evidence.why_gone(layout, release, month):
        return None, (), note
    file = candidate_evidence.candidate_file(layout, release, month)
    evidence = candidate_evidence.read_evidence(engine, file, event_id)
    compared = {one.person_id for one in evidence.candidates} if evidence else set()
    proposed = read_proposals(engine, file, event_id)
    return evidence, tuple(one for one in proposed if one.person_id not in compared), None


def rank_meaning(rules: Rules, rank: Value) -> str | None:
    """What `rank` requires and excludes, or None when these rules have no such rank."""
    if rank == "P":
        return PROBABILISTIC.format(minimum=rules.p.minimum_probability) if rules.p else None
    return next((one.words for one in rules.rank if one.rank == rank), None)


def rules_have_changed(looking: Looking, month: str) -> bool | None:
    """Whether `month` was linked by other rules than the job's; None without the key that can tell."""
    manifest = looking.manifest
    before = manifest.fingerprints.get(month, {}).get("rules")
    with suppress(LinkageError):
        key = existing_key(looking.job, looking.layout, looking.around.environment)
        if before is not None and key.key_id == manifest.key_id:
            return before != rules_digest(looking.rules, key)
    return None


def rows_of(
    engine: DuckDBEngine, folder: Path, columns: tuple[str, ...], event_id: str, order: str = "1"
) -> tuple[dict[str, Value], ...]:
    """The rows of one event in a table of a release; none for an empty folder, null for a column it lacks."""
    files = sorted(folder.glob("*/*.parquet"))
    if not files:
        return ()
    source = engine.parquet_sql(*files)
    known = {str(row[0]) for row in engine.rows(f"describe select * from {source}")}
    listed = ", ".join(name if name in known else f"null as {name}" for name in columns)
    found = engine.rows(f"select {listed} from {source} where event_id = '{event_id}' order by {order}")
    return tuple(dict(zip(columns, row, strict=True)) for row in found)
