"""What the user of draws has to know of the months they are of."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

from linkage.engine.base import Engine
from linkage.release.record.context import MonthContext

Value = TypeVar("Value", bound=Hashable)


def held_out(engine: Engine) -> int:
    """Event identities of the month that were linked again with their number hidden."""
    return engine.count("select count(distinct identity_key) from holdout where is_held_out")


def month_draw_warnings(engine: Engine, month: str) -> Iterator[str]:
    """Of a month whose links were just drawn: nothing shows whether its posteriors are true, links that stay."""
    if not held_out(engine):
        yield (
            f"link_draws: the hold-out of {month} covers nobody, so nothing in this month shows whether the "
            "probabilities that its links are drawn by are true; see Proof in every run in docs/probabilistic_rank.md"
        )
    undrawn = engine.count("""
        select coalesce(sum(event.events), 0)
        from rank_state as state
        join identity_link as link on link.identity_key = state.identity_key and link.match_rank <> 'P'
        join event_identity as event on event.identity_key = state.identity_key
        where not state.has_number""")
    if undrawn:
        yield (
            f"link_draws: {undrawn:,} event(s) of {month} are linked by a rank that asks for no NHS number; how "
            "probable such a link is nobody knows, so it is the same in every draw"
        )


def release_draw_warnings(
    contexts: Mapping[str, MonthContext], months: Iterable[str], draws: int
) -> Iterator[str]:
    """
    Of a whole release: months of different models, of different numbers of draws, or of none.

    `months` are all of the release, those of earlier versions too, of which no context is known; `draws` is the job's.
    """
    drawn = {month: context for month, context in sorted(contexts.items()) if context.link_draws}
    if not drawn:
        return
    models = by_value({month: context.model_id for month, context in drawn.items()})
    if len(models) > 1:
        told = "; ".join(f"{', '.join(of)} by {model}" for model, of in models.items())
        yield (
            f"link_draws: months were drawn by different models ({told}): a draw of one month has not the same "
            "parameters as that draw of another, and estimates over both are too sure; restate the months to have one"
        )
    numbers = by_value({month: context.link_draws for month, context in drawn.items()})
    if len(numbers) > 1:
        told = "; ".join(f"{', '.join(of)} {number}" for number, of in sorted(numbers.items()))
        yield (
            f"link_draws: months have different numbers of draws ({told}): an analysis of all of them has only as many "
            f"as the fewest, {min(numbers)}; restate the others to have as many"
        )
    without = sorted({*contexts, *months} - set(drawn))
    if without:
        restate = "`--restate` draws its links"
        what = f"{restate} too" if draws else f"set link_draws again, and {restate}"
        yield (
            f"link_draws: {', '.join(without)} was published without draws; {what}, and until then an analysis by "
            "draws has to leave it out"
        )


def by_value(of_months: Mapping[str, Value]) -> dict[Value, list[str]]:
    """The months of each value, in order of the months."""
    found: dict[Value, list[str]] = {}
    for month, value in of_months.items():
        found.setdefault(value, []).append(month)
    return found
