"""The step: what ranks and posterior decided in, one row per event out."""

from collections.abc import Iterable

from linkage.engine.base import Engine
from linkage.engine.making import Item, Listed, Made, made, make
from linkage.engine.value import Row
from linkage.steps.resolve import identity_link, links, opt_out
from linkage.steps.resolve.decided import decided_made

NOBODY = "select cast(null as string) as person_id where false"


def decisions_made(
    *,
    has_p: bool,
    opted_out_numbers: Iterable[str],
    remembered: str = NOBODY,
    reviewed: tuple[Row, ...] = (),
    released: str | None = None,
) -> tuple[Item, ...]:
    """
    rank_decision, candidate, posterior, rank_weight, event -> identity_link, opted_out_person, opted_out_event.

    `remembered` is a query for the people whom earlier files showed to bear a listed number; `reviewed` are what
    reviewers decided, and `released` how releases name a person, as `decided_made` has them.
    """
    numbers = [(number,) for number in sorted(set(opted_out_numbers))]
    absent = (
        ()
        if has_p
        else tuple(made(name, identity_link.empty_sql, name) for name in ("posterior", "rank_weight"))
    )
    return (
        *absent,
        made("identity_link", identity_link.identity_link_sql),
        Listed("opted_out_number", {"nhs_number": "text"}, numbers, "The NHS numbers of the opt-out list."),
        Made("remembered_person", remembered, "People whom earlier files showed to bear a listed number."),
        made("opted_out_person", opt_out.opted_out_person_sql),
        *decided_made(reviewed, released),
        made("opted_out_event", opt_out.opted_out_event_sql),
    )


def links_made(*, model_id: str | None, release: str) -> tuple[Item, ...]:
    """event, identity_link, decided_event, opted_out_event -> links, for release number `release`."""
    return (made("links", links.links_sql, model_id, release),)


def resolve(
    engine: Engine, *, has_p: bool, opted_out_numbers: Iterable[str], remembered: str = NOBODY
) -> None:
    """Make decisions_made."""
    make(engine, decisions_made(has_p=has_p, opted_out_numbers=opted_out_numbers, remembered=remembered))


def make_links(engine: Engine, *, model_id: str | None, release: str) -> None:
    """Make links_made."""
    make(engine, links_made(model_id=model_id, release=release))
