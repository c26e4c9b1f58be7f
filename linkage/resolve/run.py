"""The step: what ranks and posterior decided in, one row per event out."""

from collections.abc import Iterable

from linkage.engine.base import Engine
from linkage.resolve import identity_link, links, opt_out

NOBODY = "select cast(null as string) as person_id where false"


def resolve(
    engine: Engine, *, has_p: bool, opted_out_numbers: Iterable[str], remembered: str = NOBODY
) -> None:
    """
    rank_decision, candidate, posterior, rank_weight, event -> identity_link, opted_out_person, opted_out_event.

    `remembered` is a query for the people whom earlier files showed to bear a listed number.
    """
    if not has_p:
        for table in ("posterior", "rank_weight"):
            engine.create(table, identity_link.empty_sql(table))
    engine.create("identity_link", identity_link.identity_link_sql())
    numbers = [(number,) for number in sorted(set(opted_out_numbers))]
    engine.load("opted_out_number", {"nhs_number": "text"}, numbers)
    engine.create("remembered_person", remembered)
    engine.create("opted_out_person", opt_out.opted_out_person_sql())
    engine.create("opted_out_event", opt_out.opted_out_event_sql())


def make_links(engine: Engine, *, model_id: str | None, release: str) -> None:
    """event, identity_link, opted_out_event -> links, for release number `release`."""
    engine.create("links", links.links_sql(model_id, release))
