"""The draws of a carried month without the people and events that are struck from it."""

from linkage.tables import contract

NOBODY_STRUCK = "person_id not in (select person_id from struck_person)"


def draws_after_sql(*, all_spells: bool) -> dict[str, str]:
    """
    The tables of draws that stay, by name: struck_now, struck_person, links_after and the tables as they were.

    A draw of somebody who is struck becomes nobody, and what was theirs is nobody else's; where the event is not linked
    either, that is as links has it, and there is no row. Spells are of those who are still drawn and not linked,
    whether or not they were linked before; with `all_spells` the others have them all.
    """
    stays = "event_id not in (select event_id from struck_now)"
    return {
        "link_draws": """
        select drawn.event_id, drawn.draw, case when struck.person_id is null then drawn.person_id end as person_id
        from link_draws_before as drawn
        join links_after as links on links.event_id = drawn.event_id
        left join struck_person as struck on struck.person_id = drawn.person_id
        where (links.person_id is not null or (drawn.person_id is not null and struck.person_id is null))""",
        **{
            name: f"select * from {name}_before where {stays} and {NOBODY_STRUCK}"
            for name in ("draw_events", "draw_pathways")
        },
        **{f"draw_{name}": drawn_records_sql(name, all_spells=all_spells) for name in ("spells", "cips")},
    }


def drawn_records_sql(name: str, *, all_spells: bool) -> str:
    """The spells, or CIPS, of people who are drawn after the strike and linked to nothing."""
    drawn = "person_id in (select person_id from link_draws_after where person_id is not null)"
    query = f"select * from draw_{name}_before where {NOBODY_STRUCK} and {drawn}"
    if all_spells:
        return query
    listed = ", ".join(contract(name).types)
    return f"""
        {query}
        union all
        select {listed} from {name}_before
        where {NOBODY_STRUCK} and {drawn}
          and person_id not in (select person_id from links_after where status = 'linked')"""
