"""
What the records of each drawn person say of the event: the pathways of a month once more, beside the published ones.

Every drawn event and person is taken as an event of its own, linked to that person, and the items of this step are made
of these, in tables whose names begin with `drawn_`. So whatever holds of a published link holds of a drawn one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from linkage.config.rules import Rules
from linkage.engine.dialect import Dialect
from linkage.engine.making import Item, Listed, Made, made
from linkage.steps.pathways.considered import COLUMNS, CONSIDERED
from linkage.steps.pathways.episode import EPISODE
from linkage.steps.pathways.run import pathways_made
from linkage.tables import contract
from linkage.words.value_id import Pads

BESIDE = "drawn_"
"""Before the name of every table that is made of drawn events and people."""
TAKEN = ("links", "event")
"""Tables of the month in whose place the drawn events and people are."""


def drawn_pathways_made(
    dialect: Dialect,
    rules: Rules,
    pads: Pads,
    *,
    beside_ae: str,
    all_spells: bool,
    agreements: Mapping[str, str],
) -> tuple[Item, ...]:
    """
    link_draws, links, event and what the step reads -> draw_events, draw_pathways, draw_spells, draw_cips.

    `all_spells`: the release has the spells of everybody, so that none is missing. `agreements` are those of published
    links by column, of a row of person_posterior.
    """
    items = pathways_made(
        dialect, rules, pads, beside_ae=beside_ae, days=("0001-01-01", "0001-01-31"), with_records=False
    )
    wanted = [item for item in items if not {"rules", CONSIDERED} & set(item.writes)]
    return (
        made("draw_pair", draw_pair_sql),
        made(f"{BESIDE}links", drawn_links_sql, agreements),
        made(f"{BESIDE}event", drawn_event_sql),
        made(f"{BESIDE}{CONSIDERED}", drawn_episode_sql),
        *beside(wanted, (*TAKEN, CONSIDERED)),
        made("draw_events", draw_events_sql),
        made("draw_pathways", draw_pathways_sql),
        made("draw_spells", draw_spells_sql, "draw_spells", all_spells=all_spells),
        made("draw_cips", draw_spells_sql, "draw_cips", all_spells=all_spells),
    )


def beside(items: Iterable[Item], taken: Iterable[str]) -> Iterator[Item]:
    """The items with another name for what they make, read from one another and from the tables `taken`."""
    known = list(items)
    names = {
        table: f"{BESIDE}{table}" for table in (*taken, *(name for item in known for name in item.writes))
    }
    for item in known:
        if isinstance(item, Listed):
            yield replace(item, table=names[item.table])
        elif isinstance(item, Made):
            yield replace(
                item,
                table=names[item.table],
                query=renamed_sql(item.query, names),
                origin=tuple(names.get(table, table) for table in item.origin),
            )
        else:
            raise TypeError("an item of the pathways is neither a query nor a list")


def renamed_sql(query: str, names: Mapping[str, str]) -> str:
    """The query with tables under other names, each under its old one as an alias where it has none."""

    def renamed(found: re.Match[str]) -> str:
        table = found["table"]
        if table not in names:
            return found[0]
        return f"{found['word']} {names[table]}" + (found["alias"] or f" as {table}")

    return re.sub(r"\b(?P<word>from|join)\s+(?P<table>\w+)\b(?!\s*\.)(?P<alias>\s+as\s+\w+)?", renamed, query)


def draw_pair_sql() -> str:
    """One row per event and person drawn for it, whatever the draw, and the id that stands for both."""
    return """
        select distinct concat(event_id, ' ', person_id) as pair_id, event_id, person_id
        from link_draws
        where person_id is not null"""


def drawn_links_sql(agreements: Mapping[str, str]) -> str:
    """
    draw_pair, candidate, person_posterior -> links of the drawn events and people: that, and how they agree.

    Agreements are told where the ranks or rank P compared the two, as those of published links are.
    """
    known = {"event_id": "pair.pair_id", "status": "'linked'", "person_id": "pair.person_id"} | {
        name: f"coalesce(ranked.{name}, {scored})" for name, scored in agreements.items()
    }
    listed = ", ".join(
        f"{known.get(column.name, column.null_sql)} as {column.name}" for column in contract("links").columns
    )
    return f"""
        select {listed}
        from draw_pair as pair
        join event as sent on sent.event_id = pair.event_id
        left join candidate as ranked
          on ranked.identity_key = sent.identity_key and ranked.person_id = pair.person_id
        left join person_posterior as scored
          on scored.identity_key = sent.identity_key and scored.person_id = pair.person_id"""


def drawn_event_sql() -> str:
    """draw_pair, event -> the events of the drawn people, under the id of both."""
    listed = ", ".join(
        "pair.pair_id as event_id" if name == "event_id" else f"event.{name}"
        for name in contract("event").types
    )
    return f"select {listed} from draw_pair as pair join event on event.event_id = pair.event_id"


def drawn_episode_sql() -> str:
    """The episodes of drawn people."""
    return f"""
        select {", ".join(f"episode.{name}" for name in COLUMNS)}
        from {EPISODE} as episode
        join (select distinct person_id from draw_pair) as drawn on drawn.person_id = episode.person_id"""


def draw_events_sql() -> str:
    """draw_pair, drawn_events -> what is known of an event by its drawn person."""
    return of_pairs_sql("draw_events", "drawn_events")


def draw_pathways_sql() -> str:
    """draw_pair, drawn_pathways -> every way an event sits beside a record of its drawn person."""
    return of_pairs_sql("draw_pathways", "drawn_pathways")


def of_pairs_sql(table: str, source: str) -> str:
    """The columns of a contract from a table of pairs, the event under its own id again."""
    listed = ", ".join(
        f"pair.{name}" if name in ("event_id", "person_id") else f"found.{name}"
        for name in contract(table).types
    )
    return f"select {listed} from draw_pair as pair join {source} as found on found.event_id = pair.pair_id"


def draw_spells_sql(table: str, *, all_spells: bool) -> str:
    """The spells, or CIPS, of drawn people who have none among those of the month: nobody linked has them there."""
    listed = ", ".join(f"found.{name}" for name in contract(table).types)
    source = table.replace("draw_", BESIDE)
    beside = "false" if all_spells else "linked.person_id is null"
    return f"""
        select {listed}
        from {source} as found
        left join (select distinct person_id from links where status = 'linked') as linked
          on linked.person_id = found.person_id
        where {beside}"""
