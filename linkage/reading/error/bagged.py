"""What a release holds of each cell of a question, by bags of people: all that a bootstrap by person needs."""

from collections.abc import Sequence
from dataclasses import dataclass

from linkage.engine.quote import literal
from linkage.reading.error.question import Question
from linkage.words.estimate import WITH_NUMBER, WITHOUT_NUMBER, estimate_sql, exact_sum_sql
from linkage.words.names import DECISION

BAGS = 200
"""People are put into so many bags by a digest of their key, and bags are drawn: as by person, at any size."""
USABLE = "('valid', 'test_number')"
"""States of an NHS number that takes part in linking."""

Cell = tuple[str, str, str]
"""Month, kind of event, source setting: events of a cell are missed equally often, but for their group."""


@dataclass(frozen=True)
class Bagged:
    """The links of one group, cell and bag: how many, of which right ones expected, and how many in the relation."""

    group: str
    cell: Cell
    bag: int
    right: float
    wrong: float
    related: int


@dataclass(frozen=True)
class Counted:
    """All events of a group."""

    group: str
    events: int
    linked: int
    people: int
    related: int
    wrong: float


def probability_sql() -> str:
    """How probably a link is right: what a reviewer decided is taken for right, as in the recall of statistics."""
    return f"case when reason = '{DECISION}' then 1 else match_probability end"


def cell_sql(question: Question) -> str:
    """
    One row per event: group, cell, whether it is linked, how probably to the right person, whether in a relation.

    What is asked of events may name any column of theirs, so nothing of a link has the name of one here.
    """
    months = ", ".join(map(literal, question.months))
    return f"""
        select {question.group_sql} as grouped, events.test_month as month,
            case when events.nhs_number_state in {USABLE} then '{WITH_NUMBER}' else '{WITHOUT_NUMBER}' end as kind,
            coalesce(events.source_setting, 'unknown') as setting, events.person_id,
            events.status = 'linked' as is_linked, of_link.link_probability as probability,
            events.primary_relation, coalesce(({question.counted_sql}), false) as is_related
        from events
        join (
            select event_id as link_event, test_month as link_month, {probability_sql()} as link_probability
            from links
        ) as of_link on of_link.link_event = events.event_id and of_link.link_month = events.test_month
        where events.test_month in ({months}) and ({question.where})"""


def in_bag_sql() -> str:
    """The bag of a linked person, by a digest of the key."""
    return f"cast(concat('0x', substr(md5(person_id), 1, 8)) as bigint) % {BAGS}"


def summed_sql(value: str) -> str:
    """A sum over links, to the ninth decimal: the same whatever order their rows come in, and however many they are."""
    return estimate_sql(exact_sum_sql(value))


def bagged_sql(question: Question) -> str:
    """One row per group, cell and bag of linked people."""
    return f"""
        select grouped, month, kind, setting, {in_bag_sql()} as bag, {summed_sql("probability")} as is_right,
            {summed_sql("1 - probability")} as wrong, count(*) filter (is_related) as related
        from ({cell_sql(question)}) as cell
        where is_linked
        group by all
        order by all"""


def counted_sql(question: Question) -> str:
    """One row per group: events, linked, people, in the relation, links expected to be wrong."""
    return f"""
        select grouped, count(*), count(*) filter (is_linked), count(distinct person_id),
            count(*) filter (is_related), coalesce({summed_sql("case when is_linked then 1 - probability end")}, 0)
        from ({cell_sql(question)}) as cell
        group by grouped
        order by grouped"""


def kinds_sql(question: Question) -> str:
    """The cells that hold events, each with the groups of its events, linked or not."""
    return f"select distinct grouped, month, kind, setting from ({cell_sql(question)}) as cell order by all"


def unweighed_sql(months: Sequence[str]) -> str:
    """The months of which a link has no probability, though it was found and not made by a reviewer."""
    return f"""
        select distinct test_month from links
        where status = 'linked' and {probability_sql()} is null and test_month in ({", ".join(map(literal, months))})
        order by 1"""
