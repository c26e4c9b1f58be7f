"""
The tables of a release under its draws, as queries over the published ones.

Where link_draws has a row for an event and a draw the event falls to that person, or to nobody; in every other draw it
is as published. Months without draws are left out.
"""

from collections.abc import Mapping, Sequence

from linkage.engine.quote import identifier, literal
from linkage.tables import contract

OF_PERSON = tuple(name for name in contract("draw_events").types if name not in ("event_id", "person_id"))
"""Columns of an event that depend on whose it is."""
SOURCES = ("age_source", "sex_source", "area_source")
"""Those that say whether the columns before them are the event's own, or the person's where it says none."""
MADE = "drawn_"
"""Before the name of a table: as it is under every draw, which is its first column."""


def drawn_views(draws: Mapping[str, int]) -> dict[str, str]:
    """The views by name, each reading those before it; `draws` says how many each month has that has any."""
    return {
        f"{MADE}links": links_sql(draws),
        f"{MADE}events": events_sql(),
        f"{MADE}pathways": pathways_sql(),
        **{
            f"{MADE}{name}": records_sql(name, key)
            for name, key in (("spells", "spell_id"), ("cips", "cips_id"))
        },
    }


def links_sql(draws: Mapping[str, int]) -> str:
    """
    One row per draw and event: the person, or null for nobody, and whether that is as published.

    match_rank and match_probability are those of the published link, and null in a draw that has another.
    """
    numbers = ", ".join(f"({literal(month)}, {count})" for month, count in sorted(draws.items()))
    return f"""
        select number.draw, links.event_id,
            case when one.event_id is null then links.person_id else one.person_id end as person_id,
            case when one.event_id is null then links.status
                when one.person_id is null then 'unlinked' else 'linked' end as status,
            one.event_id is null as is_as_published,
            case when one.event_id is null then links.match_rank end as match_rank,
            case when one.event_id is null and links.person_id is not null then links.match_probability end
                as match_probability,
            links.test_month
        from links
        join (
            select month.test_month, unnest(range(1, month.draws + 1)) as draw
            from (values {numbers}) as month (test_month, draws)
        ) as number on number.test_month = links.test_month
        left join link_draws as one
          on one.event_id = links.event_id and one.test_month = links.test_month and one.draw = number.draw"""


def events_sql() -> str:
    """One row per draw and event; nobody's event has what the event itself says of the patient."""
    sources = sources_of(OF_PERSON)
    replaced = ["link.person_id as person_id", "link.status as status", "link.match_rank as match_rank"]
    replaced += [
        f"case when link.is_as_published then events.{name} when link.person_id is not null then told.{name}"
        f" else {nobody_sql(name, sources.get(name))} end as {name}"
        for name in OF_PERSON
    ]
    replaced.append("""link.person_id is not null and row_number() over (
                partition by link.draw, link.person_id, events.test_date,
                    coalesce(events.provider_code, concat('site ', events.site_code)),
                    coalesce(events.imaging_code_nicip, events.imaging_code_snomed, events.event_id)
                order by events.event_id) > 1 as is_repeat""")
    return f"""
        select link.draw, events.* replace ({", ".join(replaced)})
        from {MADE}links as link
        join events on events.event_id = link.event_id and events.test_month = link.test_month
        left join draw_events as told
          on not link.is_as_published and told.event_id = link.event_id and told.person_id = link.person_id
         and told.test_month = link.test_month"""


def sources_of(names: Sequence[str]) -> dict[str, str]:
    """The column of SOURCES that each of the `names`, in the order of the contract, has, if it has one."""
    found: dict[str, str] = {}
    first = 0
    for source in SOURCES:
        last = names.index(source) + 1
        found |= dict.fromkeys(names[first:last], source)
        first = last
    return found


def nobody_sql(name: str, source: str | None) -> str:
    """A column of an event that is nobody's: what the event says itself, no relation, and no sign that it is wrong."""
    if source:
        return f"case when events.{source} <> 'hes' then events.{name} end"
    return (
        "false"
        if contract("draw_events").types[name] == "boolean" and not name.startswith("imaging")
        else "null"
    )


def pathways_sql() -> str:
    """One row per draw, event and relation to a record of whom it falls to."""
    return f"""
        select link.draw, beside.*
        from {MADE}links as link
        join pathways as beside on beside.event_id = link.event_id and beside.test_month = link.test_month
        where link.is_as_published
        union all by name
        select one.draw, beside.*
        from link_draws as one
        join draw_pathways as beside
          on beside.event_id = one.event_id and beside.person_id = one.person_id
         and beside.test_month = one.test_month"""


def records_sql(name: str, key: str) -> str:
    """
    The spells, or CIPS, of everybody linked or drawn, the same in every draw: join them to a draw's events.

    A person's are given once, those of the latest month that has any.
    """
    return f"""
        select * from (
            select * from {identifier(f"{name}_by_month")}
            union all by name
            select * from draw_{name}
        ) as every
        qualify rank() over (partition by person_id order by test_month desc) = 1
            and row_number() over (partition by {key} order by test_month desc) = 1"""
