"""What a release holds of each published table: its columns, in order, and the query for a month's rows."""

from dataclasses import dataclass, replace

import pyarrow as pa

from linkage.engine.arrow import ARROW_TYPES
from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.engine.quote import identifier
from linkage.tables import Column, Table, contract
from linkage.words.value_id import PAD_COLUMNS, Pads

OF_EVENTS = ("links", "pathways", "events")
"""Tables of events: each of their rows is of one, and what the others hold of a month follows from these."""
OF_PEOPLE = {
    "spells": ("spell_id",),
    "cips": ("cips_id",),
    "episodes": ("episode_key",),
    "attendances": ("attendance_source", "attendance_key"),
    "appointments": ("appointment_key",),
}
"""Tables of hospital records, not of events, with the key under which several months may hold the same record."""
DRAWN = ("link_draws", "draw_events", "draw_pathways", "draw_spells", "draw_cips")
"""Tables of draws, of months whose job asked for them: not what is found, but what may be."""
RECORDS = ("episodes", "attendances", "appointments")
"""Those that the job may leave out."""
LATE = ("cips", *RECORDS)
"""Those that may be names for their queries, worked out where they are written: nothing else reads them."""
PARTITIONED = (*OF_EVENTS, *OF_PEOPLE, "rules", *DRAWN)
"""One folder for each month: each stands alone, and other months need not be written again."""
WHOLE = ("statistics",)
"""One file for all months."""
LISTED = ("codes",)
"""One file, which says the same of every month: what the program knows by itself."""
TABLES = (*PARTITIONED, *WHOLE, *LISTED)
"""Every published table."""
SOURCE_KEYS = ("site_code", "accession_number")
PSEUDONYM_DIGITS = 32
"""Hexadecimal digits of a pseudonym (128 bits), as of an event id."""


@dataclass(frozen=True)
class Options:
    """What the job asks of the published tables."""

    include_source_keys: bool = False
    """Add the site code and accession number to links."""
    person_pads: Pads | None = None
    """Padded keys with which every person key is replaced by a pseudonym; None leaves it as it is."""
    record_pads: Pads | None = None
    """The same for the keys of hospital records, which whoever holds HES could join by."""
    all_spells: bool = False
    """Hospital records of everybody in HES, not of people with a linked event alone."""
    gp_practice: bool = False
    """Add the general practice to events."""
    hospital_records: bool = True
    """Have the tables of RECORDS."""
    link_draws: int = 0
    """How many draws; without any there are no tables of DRAWN."""
    windows: str = ""
    """The windows of the rules, as the dictionary tells them beside the relations; months carried may have others."""

    @property
    def pads(self) -> dict[str, Pads]:
        """Padded keys by what the key is of; a column whose kind is not among them is published as it is."""
        given = {"person": self.person_pads, "record": self.record_pads}
        return {kind: pads for kind, pads in given.items() if pads is not None}


def of_month(options: Options) -> tuple[str, ...]:
    """The tables that a month is published in."""
    left_out = {*(() if options.hospital_records else RECORDS), *(() if options.link_draws else DRAWN)}
    return tuple(name for name in PARTITIONED if name not in left_out)


def of_event(table: Table, options: Options) -> tuple[str, ...]:
    """The columns of an event that the job asks for besides those of the contract, the last of the table."""
    if table.name == "links" and options.include_source_keys:
        return SOURCE_KEYS
    return ("gp_practice",) if table.name == "events" and options.gp_practice else ()


def columns(table: Table, options: Options) -> tuple[Column, ...]:
    """The columns of a published table: its contract's, then the source keys when links should have them."""
    found = [
        replace(
            column, meaning=f"Pseudonym of the {column.key_of}, a keyed hash of its key. {column.meaning}"
        )
        if column.key_of in options.pads
        else column
        for column in table.columns
    ]
    event = {column.name: column for column in contract("event").columns}
    found += [event[name] for name in of_event(table, options)]
    if table.name == "pathways" and options.windows:
        told = f"Windows of the latest run: {options.windows}. Those of each month are in rules."
        found = [
            replace(column, meaning=f"{column.meaning} {told}") if column.name == "relation" else column
            for column in found
        ]
    return tuple(found)


def schema(described: tuple[Column, ...]) -> pa.Schema:
    """The physical types a reader must find: string, int64, double, bool, date32."""
    return pa.schema([(column.name, ARROW_TYPES[column.type]) for column in described])


def order_sql(table: Table) -> str:
    """The order of rows in a file: by the table's key, so that the same rows always give the same bytes."""
    return ", ".join(f"{identifier(name)} nulls last" for name in table.key)


def month_sql(table: Table, options: Options) -> str:
    """
    The rows of `table` in this run, person and source keys as `options` has them, unsorted.

    Spells and CIPS are of people with a linked event, or of everybody who has not opted out.
    """
    listed, joins = [], []
    for column in table.columns:
        if column.key_of in options.pads:
            name, alias = identifier(column.name), identifier(f"{column.name}_pseudonym")
            listed.append(f"{alias}.pseudonym as {name}")
            joins.append(
                f"left join {column.key_of}_pseudonym as {alias} on {alias}.key_as_supplied = published.{name}"
            )
        else:
            listed.append(f"published.{identifier(column.name)}")
    if added := of_event(table, options):
        listed += [f"event.{name}" for name in added]
        joins.append("join event on event.event_id = published.event_id")
    return f"""
        select {", ".join(listed)}
        from {table.name} as published
        {" ".join(joins)}{people_sql(table, options)}"""


def people_sql(table: Table, options: Options) -> str:
    """Whose rows of a table are published, as the end of its query: every row of a table of events."""
    if table.name not in OF_PEOPLE:
        return ""
    if options.all_spells:
        return " where published.person_id not in (select person_id from opted_out_person)"
    return " where published.person_id in (select person_id from links where status = 'linked')"


def make_pseudonyms(engine: Engine, options: Options) -> None:
    """
    links, pathways, events, spells, cips -> person_pseudonym, record_pseudonym, as the options ask.

    Each has one row per key in these tables: key_as_supplied, pseudonym. Equal keys have equal pseudonyms in every
    table and month, so that joins inside a release and across releases hold.
    """
    for kind, pads in options.pads.items():
        keys = " union ".join(
            f"select {identifier(column.name)} as key_as_supplied from {name}"
            f" where {identifier(column.name)} is not null"
            for name in (*of_month(options), *WHOLE)
            for column in contract(name).columns
            if column.key_of == kind
        )
        make_pseudonym_table(engine, f"{kind}_pseudonym", keys, pads)


def make_pseudonym_table(engine: Engine, name: str, keys: str, pads: Pads) -> None:
    """`keys`, a query for key_as_supplied -> the table `name`: each of these beside its pseudonym."""
    engine.load("key_pad", PAD_COLUMNS, [pads])
    engine.create(
        name,
        f"""
        select key_as_supplied, {pseudonym_sql(engine.dialect, "key_as_supplied", "key_pad")} as pseudonym
        from ({keys}) as supplied
        cross join key_pad""",
    )
    engine.drop("key_pad")


def pseudonym_sql(dialect: Dialect, key: str, pad: str) -> str:
    """The pseudonym of a key; `pad` is a row with the padded keys, inner_pad and outer_pad."""
    return f"substr({dialect.keyed_hash(key, f'{pad}.inner_pad', f'{pad}.outer_pad')}, 1, {PSEUDONYM_DIGITS})"
