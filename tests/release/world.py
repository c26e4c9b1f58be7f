"""Hand-made tables of one month, as the earlier steps would leave them, and the run that publishes them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from linkage import tables
from linkage.engine.base import Engine
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.release import history
from linkage.release.content.draft import start_draft
from linkage.release.content.published import Options
from linkage.release.layout import Layout
from linkage.release.lock import hold
from linkage.release.publish import publish
from linkage.release.record.manifest import Manifest
from linkage.release.record.tallies import Counts, Input
from linkage.release.recover import clear_work

FILLERS: dict[str, object] = {
    "text": "x",
    "integer": 1,
    "double": 0.5,
    "boolean": True,
    "date": date(2026, 4, 9),
}
STATUSES = ("linked", "linked", "review", "unlinked")
NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


def load(engine: Engine, name: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Make table `name` of `rows`; columns not given are null, or something that its contract allows."""
    columns = tables.contract(name).columns
    filled = [
        [
            row.get(
                column.name,
                None if column.nullable else (column.values[0] if column.values else FILLERS[column.type]),
            )
            for column in columns
        ]
        for row in rows
    ]
    engine.load(name, {column.name: column.type for column in columns}, filled)


def month_engine(
    folder: Path, month: str, *, events: int = 8, linked_as: str = "H", scored: bool = True
) -> DuckDBEngine:
    """An engine that may write below `folder` and holds a month of `events`, two in four of them linked."""
    engine = DuckDBEngine(Session(folders=(folder,), threads=2))
    numbers = range(events)
    ids = [f"{month}-{number:06}" for number in numbers]
    status = [STATUSES[number % len(STATUSES)] for number in numbers]
    person = [f"{linked_as}{number:05}" if status[number] == "linked" else None for number in numbers]
    who = [
        {"event_id": event, "status": state, "person_id": human}
        for event, state, human in zip(ids, status, person, strict=True)
    ]
    linked = [row for row in who if row["status"] == "linked"]
    reasons = {"linked": "rank", "review": "ambiguous", "unlinked": "no_candidate"}
    load(
        engine,
        "links",
        [{**row, "reason": reasons[str(row["status"])], "match_weight": 1 / 3} for row in who[::-1]],
    )
    load(engine, "events", [{**row, "age_at_test": 40, "provider_code": "=RA1"} for row in who])
    load(
        engine,
        "pathways",
        [
            {**row, "relation": relation, "is_primary": relation == "IN_EPISODE", "episode_key": f"E{n}"}
            for n, row in enumerate(linked)
            for relation in ("OP_SAME_DAY", "IN_EPISODE")
        ],
    )
    for table, key in (("spells", "spell_id"), ("cips", "cips_id")):
        load(engine, table, [{key: f"S{n}", **row, "is_open": n == 0} for n, row in enumerate(linked)])
    load(
        engine,
        "episodes",
        [{"episode_key": f"E{n}", "spell_id": f"S{n}", **row} for n, row in enumerate(linked)],
    )
    load(engine, "attendances", [{"attendance_key": f"A{n}", **row} for n, row in enumerate(linked)])
    load(engine, "appointments", [{"appointment_key": f"O{n}", **row} for n, row in enumerate(linked)])
    load(engine, "rules", [{"about": "PRE_ADMISSION", "setting": "pre_admission_days", "value": "28"}])
    load(
        engine,
        "statistics",
        [
            {
                "period": month,
                "table": "match_rate_by",
                "breakdown": "provider",
                "category": category,
                "measure": "records",
                "numerator": events,
                "value": -1.5,
            }
            for category in ("=cmd()", "-RA1", "RB2, or 'C3'")
        ],
    )
    load(
        engine,
        "event",
        [
            {"event_id": event, "identity_key": n, "site_code": "RA101", "accession_number": f"A{n}"}
            for n, event in enumerate(ids)
        ],
    )
    load(engine, "candidate", [{"identity_key": n, "person_id": f"C{n}"} for n in numbers])
    if scored:
        score = {"birth_date_level": "exact", "match_weight": 12.0}
        load(
            engine,
            "person_posterior",
            [{"identity_key": n, "person_id": f"{who}{n}", **score} for n in (2, 3) for who in "CD"],
        )
        load(engine, "posterior", [{"identity_key": n, "effective_candidates": 1.5} for n in (2, 3)])
        load(
            engine,
            "pool_phi",
            [{"identity_key": n, "coverage": 0.9, "mean_factor": 2.0, "phi": 0.8} for n in (2, 3)],
        )
    load(engine, "opted_out_person", [{"person_id": "D2"}])
    load(engine, "input_file", [{"file_id": 1, "path": "did/april.csv"}])
    load(engine, "quarantine", [{"file_id": 1, "row_number": n, "line": "raw, as it came"} for n in (7, 3)])
    return engine


def manifest_for(
    release: str, month: str, events: int, *, inputs: str = "a", key_id: str = "k" * 16
) -> Manifest:
    """What the job would say of a run on `month_engine`; `inputs` stands for the digest of its files."""
    shares = [STATUSES[number % len(STATUSES)] for number in range(events)]
    return Manifest(
        release=release,
        run_id=f"{release}-run",
        job_name="test",
        started=NOON,
        finished=NOON,
        month=month,
        inputs=(
            Input(path="did/april.csv", sha256="0" * 64, rows_read=9, rows_accepted=7, rows_quarantined=2),
        ),
        counts=Counts(
            events=events,
            linked=shares.count("linked"),
            review=shares.count("review"),
            unlinked=shares.count("unlinked"),
            other_month=0,
            superseded=0,
            opted_out=0,
        ),
        key_id=key_id,
        model_id="m1",
        fingerprints={month: {"inputs": inputs, "version": "1"}},
        versions={"linkage": "1"},
    )


def run(
    layout: Layout,
    engine: Engine,
    month: str,
    *,
    inputs: str = "a",
    key_id: str = "k" * 16,
    options: Options | None = None,
) -> Manifest:
    """One monthly run, as the job does it, from the lock to the switch."""
    with hold(layout):
        clear_work(layout)
        draft = start_draft(layout, layout.next_number())
        draft.write_tables(engine, month, history.current(layout), options or Options())
        (draft.folder / "report").mkdir()
        (draft.folder / "report" / "index.html").write_text("<!doctype html><title>April</title>", "utf-8")
        events = int(str(engine.scalar("select count(*) from links")))
        return publish(layout, draft, manifest_for(draft.number, month, events, inputs=inputs, key_id=key_id))
