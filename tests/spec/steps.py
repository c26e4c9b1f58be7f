"""The steps of the flow as the tests call them: rows of small tables in, plain rows out."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from linkage.config.cips import Cips, Spells, Unfinished
from linkage.config.contacts import Contacts
from linkage.config.rules import Rules
from linkage.config.windows import Windows
from linkage.engine.base import Engine, Value
from linkage.engine.making import make
from linkage.steps.index.compared_identity import compared_identity_sql
from linkage.steps.index.person import numbered_person_sql, person_number_sql, person_sql
from linkage.steps.index.run import build_index
from linkage.steps.pathways.run import pathways_made
from linkage.steps.ranks.run import run_ranks
from linkage.steps.standardise.hospitals import open_episodes_made
from linkage.steps.standardise.run import (
    standardise_events,
    standardise_hospital,
    standardise_hospital_identities,
    standardise_organisations,
)
from linkage.tables import contract
from linkage.words.value_id import MadeWithIds, Pads

Row = Mapping[str, object]
"""One row of a drawn or generated table: column to value, text or already of its type."""

UNJOINED_SPELL = {
    "spell_id": "text",
    "person_id": "text",
    "provider_code": "text",
    "admission_date": "date",
    "discharge_date": "date",
    "last_end": "date",
    "is_regular": "boolean",
}
"""Columns of unjoined_spell that tell which spells overlap, as the table has them."""

PROFILES = Path(__file__).parents[2] / "configs" / "rules"
MONTH = "2026-04"
PADS = (b"\x36" * 64, b"\x5c" * 64)


def pads_of(_: str) -> Pads:
    """One key for every purpose."""
    return PADS


"""Padded keys of the hash that makes event and spell ids; any will do here."""


@cache
def profile(name: str) -> Rules:
    """A set of rules that ships with the engine."""
    return Rules.model_validate(tomllib.loads((PROFILES / f"{name}.toml").read_text("utf-8")))


def typed(value: object, kind: str) -> Value:
    """A drawn text as a value of a contract type; anything else as it is."""
    if not isinstance(value, str):
        return value
    if kind == "date":
        return date.fromisoformat(value)
    if kind == "integer":
        return int(value)
    if kind == "boolean":
        return value == "true"
    return value


def load(engine: Engine, table: str, rows: Iterable[Row], **every_row: object) -> None:
    """Make a table under its contract; columns that a row does not name are as in `every_row`, else null."""
    types = contract(table).types
    values = []
    for row in rows:
        whole = {**every_row, **row}
        values.append([typed(whole.get(column), kind) for column, kind in types.items()])
    engine.load(table, types, values)


def numbered(rows: Iterable[Row], column: str, before: str = "") -> list[Row]:
    """The rows with a column that counts them from 1, where they do not name it themselves."""
    return [
        {column: f"{before}{number}" if before else number, **row} for number, row in enumerate(rows, start=1)
    ]


def renamed(rows: Iterable[Row], **names: str) -> list[Row]:
    """The rows with columns under their full names: `renamed(rows, person="person_id")`."""
    return [{names.get(column, column): value for column, value in row.items()} for row in rows]


def shown(value: object) -> str | None:
    """A value as it would be drawn."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def seen(engine: Engine, table: str, columns: Iterable[str]) -> list[dict[str, str | None]]:
    """What a table holds in the named columns, as it would be drawn, in the order of those columns."""
    names = list(columns)
    listed = ", ".join(names)
    order = ", ".join(f"{name} nulls last" for name in names)
    found = engine.rows(f"select {listed} from {table} order by {order}")
    return [{name: shown(value) for name, value in zip(names, row, strict=True)} for row in found]


def standardise_did(
    engine: Engine,
    rows: Sequence[Row],
    month: str | None = MONTH,
    *,
    sites: Sequence[Row] = (),
    finals: Sequence[int] | None = None,
) -> None:
    """
    Standardise DID rows; unnamed, they are lines 1, 2, 3 of file 1: tests A1, A2, A3 of one day.

    `sites` are those of the lookup; where `finals` is given, files replace their providers' months.
    """
    drawn = numbered(numbered(rows, "row_number"), "accession_number", "A")
    load(engine, "did_raw", drawn, file_id=1, site_code="RXA01", test_date="2026-04-15")
    load(engine, "sites_raw", numbered(sites, "row_number"), file_id=9)
    standardise_organisations(engine)
    standardise_events(engine, month, pads_of, finals=finals)


def load_hes(
    engine: Engine,
    *,
    apc: Sequence[Row] = (),
    op: Sequence[Row] = (),
    ae: Sequence[Row] = (),
    ecds: Sequence[Row] = (),
    deaths: Sequence[Row] = (),
) -> None:
    """Load HES rows; unnamed, they are lines 1, 2, 3 of file 1 with record keys K1, K2, K3."""
    supplied = {"apc": apc, "op": op, "ae": ae, "ecds": ecds, "deaths": deaths}
    for dataset, rows in supplied.items():
        drawn = numbered(numbered(rows, "row_number"), "record_key", "K")
        load(engine, f"{dataset}_raw", drawn, file_id=1)


def standardise_hes(engine: Engine, **records: Sequence[Row]) -> None:
    """Standardise HES rows and the identities they bear; `records` are those of load_hes by data set."""
    load_hes(engine, **records)
    load(engine, "sites_raw", [])
    standardise_organisations(engine)
    standardise_hospital(engine)
    standardise_hospital_identities(engine)


def rank_loaded(engine: Engine, rules: Rules, supplied_postcodes: Iterable[str] = ()) -> list[Row]:
    """
    Index the hospital identities that are loaded and rank the event identities: event, rank, person.

    Events are numbered by the values they bear, in their order.
    """
    build_index(engine, rules, supplied_postcodes, pads_of)
    run_ranks(engine, rules)
    engine.create(
        "ranked_event",
        """
        select event.event, decided.match_rank as rank, decided.person_id as person
        from rank_decision as decided
        join (
            select identity_key, row_number() over (order by nhs_number nulls last, birth_date nulls last,
                sex nulls last, postcode nulls last) as event
            from event_identity
        ) as event on event.identity_key = decided.identity_key""",
    )
    return list(seen(engine, "ranked_event", ("event", "rank", "person")))


def load_compared(engine: Engine) -> None:
    """identity -> person, person_number and compared_identity, as the index has them."""
    MadeWithIds(
        "numbered_person", numbered_person_sql(engine.dialect), purpose="person", pads_of=pads_of
    ).make(engine)
    engine.create("compared_identity", compared_identity_sql(engine.dialect))
    engine.create("person", person_sql())
    engine.create("person_number", person_number_sql())


def ranked(
    engine: Engine,
    rules: Rules,
    events: Iterable[Row],
    people: Iterable[Row],
    supplied_postcodes: Iterable[str] = (),
) -> list[Row]:
    """
    The best rank of each event that any rank reaches, and its person (blank when there are several).

    `events` are clean identities numbered in the column event; `people`, clean identities with their person.
    """
    load(engine, "event_identity", renamed(events, event="identity_key"), events=1)
    load(engine, "hospital_identity", renamed(people, person="person_id"))
    build_index(engine, rules, supplied_postcodes, pads_of)
    run_ranks(engine, rules)
    found = seen(engine, "rank_decision", ("identity_key", "match_rank", "person_id"))
    return renamed(found, identity_key="event", match_rank="rank", person_id="person")


RECORD_NAMES = {
    "person": "person_id",
    "provider": "provider_code",
    "episode": "episode_key",
    "attendance": "attendance_key",
    "appointment": "appointment_key",
    "spell": "provider_spell_number",
    "admitted": "admission_date",
    "start": "episode_start",
    "end": "episode_end",
    "discharged": "discharge_date",
    "order": "episode_order",
    "status": "episode_status",
    "class": "patient_class",
    "type": "episode_type",
    "method": "admission_method",
    "source": "admission_source",
    "destination": "discharge_destination",
    "arrival": "arrival_date",
    "date": "appointment_date",
}
"""Short names for drawing hospital records, and the columns they stand for."""


def place_events(
    engine: Engine,
    *,
    events: Iterable[Row] = (),
    episodes: Iterable[Row] = (),
    attendances: Iterable[Row] = (),
    appointments: Iterable[Row] = (),
    identities: Iterable[Row] = (),
    deaths: Iterable[Row] = (),
    areas: Iterable[Row] = (),
    over_merged: Iterable[Row] = (),
    examinations: Iterable[Row] = (),
    windows: Windows | None = None,
    contacts: Contacts | None = None,
    cips: Cips | None = None,
    beside_ae: str = "ae",
    days: tuple[str, str] | None = None,
    kin: Iterable[Row] = (),
    complete_to: int | None = None,
    unfinished: Unfinished | None = None,
    spells: Spells | None = None,
    with_records: bool = False,
) -> None:
    """
    Make spells and pathways from linked events (event, person, provider, test_date) and hospital records.

    Records may be drawn under the short names of `RECORD_NAMES`; an episode is finished by default.
    `with_records`: the tables of hospital records too, which most tests can do without.
    """
    names = {"event": "event_id", "person": "person_id", "provider": "provider_code"}
    linked = renamed(events, **names)
    load(
        engine,
        "links",
        linked,
        status="linked",
        match_rank="1A",
        candidate_people=1,
        reason="rank",
        release="0001",
    )
    missing = dict.fromkeys(
        ("nhs_number_state", "birth_date_state", "sex_state", "postcode_state"), "missing"
    )
    load(
        engine,
        "event",
        linked,
        identity_key=1,
        site_code="RXA01",
        accession_number="A1",
        provider_code="RXA",
        test_month=MONTH,
        test_date="2026-04-15",
        **missing,
    )
    load(engine, "episode", renamed(episodes, **RECORD_NAMES), episode_status="3")
    make(engine, open_episodes_made(engine.dialect, complete_to))
    load(engine, "attendance", renamed(attendances, **RECORD_NAMES), attendance_source="AE")
    load(engine, "appointment", renamed(appointments, **RECORD_NAMES))
    load(engine, "opted_out_person", ())
    load(engine, "provider_kin", kin)
    load(engine, "identity", numbered(identities, "identity_id"))
    load(engine, "death", renamed(deaths, **RECORD_NAMES))
    load(engine, "over_merged_person", over_merged, nhs_numbers=4, birth_dates=1, sexes=1)
    load(engine, "postcode_area", areas)
    load(engine, "examination", examinations)
    rules = profile("hes_did")
    own = {
        "windows": windows or rules.windows,
        "contacts": contacts or rules.contacts,
        "cips": cips or rules.cips,
        "unfinished": unfinished or rules.unfinished,
        "spells": spells or rules.spells,
    }
    own_rules = rules.model_copy(update=own)
    make(
        engine,
        pathways_made(
            engine.dialect, own_rules, PADS, beside_ae=beside_ae, days=days, with_records=with_records
        ),
    )
