"""Do the draws of a month hold together with its links and spells?"""

from collections.abc import Iterator, Mapping

from linkage.release.content.published import DRAWN


def draw_checks(sources: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Table, query for a count of rows that do not fit, and in words what is wrong with them; nothing without draws."""
    if not all(name in sources for name in DRAWN):
        return
    drawn, events, pathways, spells, cips = (sources[name] for name in DRAWN)
    pair = "other.event_id = one.event_id and other.person_id = one.person_id"
    yield (
        "link_draws",
        absent_sql(drawn, sources["links"], "other.event_id = one.event_id"),
        "row of an event not in links",
    )
    yield (
        "link_draws",
        f"""
        select count(*) from {drawn} as one
        join {sources["links"]} as other on other.event_id = one.event_id
        where other.person_id is not distinct from one.person_id""",
        "row of a draw in which the event is as in links",
    )
    yield (
        "link_draws",
        absent_sql(drawn, events, pair, "one.person_id is not null"),
        "row without one in draw_events",
    )
    yield "draw_events", absent_sql(events, drawn, pair), "row of a person not drawn for the event"
    yield "draw_events", absent_sql(events, pathways, pair), "row without a relation in draw_pathways"
    yield "draw_pathways", absent_sql(pathways, events, pair), "row of a person not drawn for the event"
    for key, own, others in (("spell_id", spells, "spells"), ("cips_id", cips, "cips")):
        every = " union all ".join(
            f"select {key}, person_id from {rows} as own" for rows in (own, sources[others])
        )
        same = f"other.{key} = one.{key} and other.person_id = one.person_id"
        words = f"row whose {key} is not its person's in draw_{others} or {others}"
        yield "draw_pathways", absent_sql(pathways, f"({every})", same, f"one.{key} is not null"), words
    same = "other.cips_id = one.cips_id and other.person_id = one.person_id"
    yield "draw_spells", absent_sql(spells, cips, same), "row whose cips_id is not its person's in draw_cips"
    for name, own in (("draw_spells", spells), ("draw_cips", cips)):
        whose = "other.person_id = one.person_id"
        yield name, absent_sql(own, drawn, whose), "row of a person who is not drawn"


def absent_sql(one: str, other: str, same: str, condition: str = "true") -> str:
    """How many rows of `one`, of those of a condition, no row of `other` is the same as."""
    return f"""
        select count(*) from {one} as one
        where {condition} and not exists (select 1 from {other} as other where {same})"""
