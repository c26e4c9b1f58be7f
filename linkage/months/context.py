"""
The context of a month: what its links rest on besides its own rows and the people these may be of.

    context_size        N, and the share of people without a number
    context_presence    phi by stratum
    context_threshold   the lowest probability that was linked
    context_near_miss   the near-miss share
    context_month_m     m of the month, where the rules adapt it
    context_block       blocks left out, by the event identities of the pool that bear them
    context_identity    by event identity: people at its postcode, and digests of the people that were looked at

It is kept with each publication of a month in state/kept/, and holds no identifier. A month that is linked again in
its context comes out as it was but for what happened to its own rows and people; a restatement takes a fresh one.
"""

from collections.abc import Iterator
from pathlib import Path

from linkage.engine.base import Engine
from linkage.engine.empty import has_rows
from linkage.engine.making import Item, Made, Worked
from linkage.engine.quote import identifier
from linkage.engine.table import has_table
from linkage.tables import contract

TABLES = {
    "context_size": "index_size",
    "context_presence": "presence",
    "context_threshold": "threshold",
    "context_near_miss": "pool_near_miss",
    "context_month_m": "month_m",
    "context_block": "pool_block",
    "context_identity": "",
}
"""What is kept, and the table of a run that it is, if it is one."""


ADAPTED = ("month_m",)
"""Tables that are there and empty where the rules do not ask for them."""


def context_queries(engine: Engine) -> Iterator[tuple[str, str]]:
    """Each table of the context with the query that it is, once a month is linked; those of rank P only with it."""
    for name, source in TABLES.items():
        if source and has_table(engine, source) and (source not in ADAPTED or has_rows(engine, source)):
            listed = ", ".join(identifier(column) for column in contract(name).types)
            order = f" order by {', '.join(contract(name).key)}" if contract(name).key else ""
            yield name, f"select {listed} from {source}{order}"
    yield "context_identity", identity_sql(has_p=has_table(engine, "pool_neighbour"))


def identity_sql(*, has_p: bool) -> str:
    """event_identity, postcode_people and the neighbours -> context_identity."""
    pool = "pool.digest" if has_p else "cast(null as bigint)"
    join = "left join pool_neighbour as pool on pool.identity_key = event.identity_key" if has_p else ""
    return f"""
        select event.identity_key, around.people as postcode_people, around.ignored as is_ignored,
            ranked.digest as rank_digest, {pool} as pool_digest
        from event_identity as event
        left join postcode_people as around on around.postcode = event.postcode
        left join rank_neighbour as ranked on ranked.identity_key = event.identity_key
        {join}
        order by event.identity_key"""


def is_kept(folder: Path) -> bool:
    """Whether the context of a month lies in `folder`: an earlier version kept none."""
    return (folder / "context_identity.parquet").is_file()


def context_made(folder: Path) -> Item:
    """The tables of the context, from `folder`."""
    return Worked(
        lambda engine: load_context(engine, folder),
        "The context that the month was published in, as it is kept.",
        reads=(),
        writes=tuple(TABLES),
    )


def load_context(engine: Engine, folder: Path) -> None:
    """The kept files of a month -> context_*; what it had none of is empty."""
    for name in TABLES:
        source, table = folder / f"{name}.parquet", contract(name)
        listed = ", ".join(identifier(column) for column in table.types)
        if source.is_file():
            engine.create(name, f"select {listed} from {engine.parquet_sql(source)}")
        else:
            engine.load(name, table.types, ())


INDEXED = "indexed_postcode"
"""postcode_people of the index, while a month is linked with its own."""


def postcodes_made(*, in_context: bool) -> Item:
    """postcode_people as the month is to see it: of the index, or for postcodes known then as they were."""

    def make_postcodes(engine: Engine) -> None:
        is_aside = has_table(engine, INDEXED)
        if in_context and not is_aside:
            engine.create(INDEXED, "select postcode, people, ignored from postcode_people")
        if in_context:
            engine.create("postcode_people", postcodes_sql())
        elif is_aside:
            engine.create("postcode_people", f"select postcode, people, ignored from {INDEXED}")

    return Worked(
        make_postcodes,
        "How many people each postcode held when the month was published, where it is linked in its context."
        if in_context
        else "The postcodes of the index again, where a month before was linked in its context.",
        reads=("postcode_people", "event_identity", "context_identity")
        if in_context
        else ("postcode_people",),
        writes=("postcode_people",) if in_context else (),
        inside=(Made("postcode_people", postcodes_sql(), "As they were, where they were known."),)
        if in_context
        else (),
    )


def postcodes_sql() -> str:
    """indexed_postcode, event_identity, context_identity -> postcode_people."""
    return f"""
        with known as (
            select event.postcode, max(before.postcode_people) as people, bool_or(before.is_ignored) as ignored
            from context_identity as before
            join event_identity as event on event.identity_key = before.identity_key
            where event.postcode is not null
            group by event.postcode
        )
        select postcode, people, ignored from known where people is not null
        union all
        select postcode, people, ignored
        from {INDEXED}
        where postcode not in (select postcode from known)"""
