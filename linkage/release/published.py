"""What a release holds of each published table: its columns, in order, and the query for a month's rows."""

from dataclasses import dataclass, replace

import pyarrow as pa

from linkage.engine.arrow import ARROW_TYPES
from linkage.engine.base import Engine
from linkage.engine.quote import identifier
from linkage.tables import Column, Table, contract

PARTITIONED = ("links", "pathways", "events", "spells", "cips")
"""One folder for each month: each stands alone, and other months need not be written again."""
OF_PEOPLE = {"spells": "spell_id", "cips": "cips_id"}
"""Tables of hospital records, not of events, with the key under which several months may hold the same record."""
WHOLE = ("statistics",)
"""One file for all months."""
SOURCE_KEYS = ("site_code", "accession_number")
PSEUDONYM_DIGITS = 32
"""Hexadecimal digits of a pseudonym (128 bits), as of an event id."""


@dataclass(frozen=True)
class Options:
    """What the job asks of the published tables."""

    include_source_keys: bool = False
    """Add the site code and accession number to links."""
    person_pads: tuple[bytes, bytes] | None = None
    """Padded keys with which person_id is replaced by a pseudonym; None leaves it as it is."""
    all_spells: bool = False
    """Spells and CIPS of everybody in HES, not of people with a linked event alone."""


def columns(table: Table, options: Options) -> tuple[Column, ...]:
    """The columns of a published table: its contract's, then the source keys when links should have them."""
    found = list(table.columns)
    if options.person_pads:
        meaning = "Pseudonym of the person: keyed hash of the HES person key."
        found = [
            replace(column, meaning=meaning) if column.name == "person_id" else column for column in found
        ]
    if table.name == "links" and options.include_source_keys:
        event = {column.name: column for column in contract("event").columns}
        found += [event[name] for name in SOURCE_KEYS]
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
        if column.name == "person_id" and options.person_pads:
            listed.append("pseudonym.pseudonym as person_id")
            joins.append(
                "left join person_pseudonym as pseudonym on pseudonym.person_id = published.person_id"
            )
        else:
            listed.append(f"published.{identifier(column.name)}")
    if table.name == "links" and options.include_source_keys:
        listed += [f"event.{name}" for name in SOURCE_KEYS]
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


def make_person_pseudonyms(engine: Engine, pads: tuple[bytes, bytes]) -> None:
    """links, pathways, events, spells, cips -> person_pseudonym(person_id, pseudonym), for everybody in them."""
    people = " union ".join(
        f"select person_id from {name} where person_id is not null"
        for name in (*PARTITIONED, *WHOLE)
        if "person_id" in contract(name).types
    )
    hashed = engine.dialect.keyed_hash("person_id", "inner_pad", "outer_pad")
    engine.load("person_key_pad", {"inner_pad": "binary", "outer_pad": "binary"}, [pads])
    engine.create(
        "person_pseudonym",
        f"""
        select person_id, substr({hashed}, 1, {PSEUDONYM_DIGITS}) as pseudonym
        from ({people}) as people
        cross join person_key_pad""",
    )
    engine.drop("person_key_pad")
