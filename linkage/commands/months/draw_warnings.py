"""What the user of draws has to know of the months they are of."""

from collections.abc import Iterator, Mapping

from linkage.engine.base import Engine
from linkage.release.record.context import MonthContext


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


def release_draw_warnings(contexts: Mapping[str, MonthContext]) -> Iterator[str]:
    """Of a whole release: months of different models, or of different numbers of draws."""
    drawn = {month: context for month, context in sorted(contexts.items()) if context.link_draws}
    if not drawn:
        return
    models: dict[str | None, list[str]] = {}
    for month, context in drawn.items():
        models.setdefault(context.model_id, []).append(month)
    if len(models) > 1:
        told = "; ".join(f"{', '.join(months)} by {model}" for model, months in models.items())
        yield (
            f"link_draws: months were drawn by different models ({told}): a draw of one month has not the same "
            "parameters as that draw of another, and estimates over both are too sure; restate the months to have one"
        )
    without = sorted(set(contexts) - set(drawn))
    if without:
        yield (
            f"link_draws: {', '.join(without)} was published without draws; `--restate` draws its links too, and until "
            "then an analysis by draws has to leave it out"
        )
