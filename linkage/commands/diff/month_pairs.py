"""One month of two releases side by side: each event's link before and after, and those whose records changed."""

from dataclasses import dataclass, replace

from linkage.engine.base import Engine
from linkage.engine.quote import identifier, literal
from linkage.engine.value import as_whole
from linkage.release.slices import part_of, slices
from linkage.words.names import DOUBTS, IDENTIFIERS

AGREEMENTS = tuple(f"{field}_agreement" for field in IDENTIFIERS)
LINK = ("status", "person_id", "match_rank", "match_probability", "reason", *AGREEMENTS, "release")
"""What is compared of a link, or shown of it."""
OF_LINK = {"match_rank", "match_probability", *AGREEMENTS}
"""Columns of a pathway that the link gives: they say nothing of the records."""
OUTLOOK = (
    *("primary_relation", "days_to_next_admission", "next_spell_id", "next_admission_method_group"),
    *("days_to_death", *DOUBTS, "over_merged_person"),
)
"""Columns of an event that its person's hospital records give."""
SIDES = ("before", "after")


@dataclass(frozen=True)
class Side:
    """The tables of a month in one release, as table expressions, and the columns that each has."""

    links: str
    pathways: str
    events: str
    pathway_columns: tuple[str, ...]
    event_columns: tuple[str, ...]

    def part(self, condition: str) -> "Side":
        """The same of the events that meet a condition on their id."""
        return replace(
            self,
            links=part_of(self.links, condition),
            pathways=part_of(self.pathways, condition),
            events=part_of(self.events, condition),
        )


@dataclass(frozen=True)
class PairCounts:
    """Of one month, in both releases."""

    events_before: int
    events_after: int
    links_before: int
    links_after: int
    same_person: int
    """Events linked to the same person in both, by whatever rank."""
    same_link: int
    """Of these, by the same rank."""


def compare_month(
    engine: Engine, table: str, month: str, before: Side | None, after: Side | None
) -> PairCounts:
    """
    The events of a month that are not as they were -> `table`; gives the counts of all. None: no such month.

    Looked at part by part: what is in memory at once is a part, and what changed.
    """
    most = max(engine.count(f"select count(*) from {one.links}") for one in (before, after) if one)
    counted: list[list[int]] = []
    made = []
    for place, condition in enumerate(slices(most)):
        sides = [one and one.part(condition) for one in (before, after)]
        pair = pair_sql(*(one.links if one else None for one in sides))
        counted.append(list(map(as_whole, engine.rows(counted_sql(pair))[0])))
        engine.create("followed_event", followed_sql(*sides))
        made.append(f"{table}_part_{place}")
        engine.create(made[-1], changed_pair_sql(pair, month))
    engine.create(table, " union all ".join(f"select * from {name}" for name in made))
    for name in (*made, "followed_event"):
        engine.drop(name)
    return PairCounts(*(sum(part) for part in zip(*counted, strict=True)))


def pair_sql(before: str | None, after: str | None) -> str:
    """One row per event of the month in either release, with its link in both."""
    shown = ", ".join(f"{side}_link.{name} as {name}_{side}" for side in SIDES for name in LINK)
    return f"""
        select coalesce(before_link.event_id, after_link.event_id) as event_id,
            before_link.event_id is not null as was_there, after_link.event_id is not null as is_there,
            {shown}
        from ({link_rows_sql(before)}) as before_link
        full outer join ({link_rows_sql(after)}) as after_link
          on after_link.event_id = before_link.event_id"""


def link_rows_sql(source: str | None) -> str:
    """The links of a month in one release; no row where it has no such month."""
    if source is not None:
        return f"select event_id, {', '.join(LINK)} from {source}"
    none = ", ".join(
        f"cast(null as {'double' if name == 'match_probability' else 'string'}) as {name}" for name in LINK
    )
    return f"select cast(null as string) as event_id, {none} where 1 = 0"


def followed_sql(before: Side | None, after: Side | None) -> str:
    """One row per event of both whose pathways, or outlook, have other rows; of columns that both releases know."""
    if before is None or after is None:
        return "select cast(null as string) as event_id where 1 = 0"
    pathway = [
        name for name in before.pathway_columns if name in after.pathway_columns and name not in OF_LINK
    ]
    outlook = ["event_id", *(n for n in OUTLOOK if n in before.event_columns and n in after.event_columns)]
    pieces = []
    for columns, one, other in (
        (pathway, before.pathways, after.pathways),
        (outlook, before.events, after.events),
    ):
        listed = ", ".join(map(identifier, columns))
        for first, second in ((one, other), (other, one)):
            one_sided = f"select {listed} from {first} except all select {listed} from {second}"
            pieces.append(f"select event_id from ({one_sided}) as one_sided")
    return f"select distinct event_id from ({' union all '.join(pieces)}) as differing"


def changed_pair_sql(pair: str, month: str) -> str:
    """The events of pair_sql that are not as they were, and how the link changed; null for those of one release."""
    return f"""
        select {literal(month)} as test_month, changed.*
        from (
            select pair.*,
                case when pair.was_there and pair.is_there then {link_change_sql("pair")} end as link,
                coalesce(
                    followed.event_id is not null and pair.person_id_before = pair.person_id_after, false
                ) as is_followed
            from ({pair}) as pair
            left join followed_event as followed on followed.event_id = pair.event_id
        ) as changed
        where changed.link is null or changed.link <> 'same' or changed.is_followed"""


def link_change_sql(pair: str) -> str:
    """How a link changed between two sides."""
    return f"""case
                    when {pair}.status_before = 'linked' and {pair}.status_after = 'linked' then
                        case when {pair}.person_id_before <> {pair}.person_id_after then 'other_person'
                            when {pair}.match_rank_before is distinct from {pair}.match_rank_after then 'other_rank'
                            else 'same' end
                    when {pair}.status_after = 'linked' then 'gained'
                    when {pair}.status_before = 'linked' then 'lost'
                    when {pair}.status_before <> {pair}.status_after then 'other_status'
                    else 'same' end"""


def counted_sql(pair: str) -> str:
    """The counts of pair_sql, in the order of PairCounts."""
    both = "status_before = 'linked' and status_after = 'linked' and person_id_before = person_id_after"
    return f"""
        select count(case when was_there then 1 end), count(case when is_there then 1 end),
            count(case when status_before = 'linked' then 1 end), count(case when status_after = 'linked' then 1 end),
            count(case when {both} then 1 end),
            count(case when {both} and match_rank_before is not distinct from match_rank_after then 1 end)
        from ({pair}) as pair"""
