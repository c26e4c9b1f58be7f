"""The step: posteriors under drawn parameters in, the links of each draw out."""

from collections.abc import Sequence

from linkage.engine.dialect import Dialect
from linkage.engine.making import Item, Worked, made
from linkage.steps.draws import choice, decided
from linkage.steps.draws.kept import keep_draws
from linkage.steps.draws.uniform import uniform_made
from linkage.words.value_id import Pads


def link_draws_made(dialect: Dialect, pads: Pads, numbers: Sequence[int]) -> tuple[Item, ...]:
    """
    identity_link, what rank P and the ranks are drawn from, opted_out_person, event, links -> link_draws.

    `numbers` are the draws, from 1; `pads` the padded keys of draws.
    """
    return (
        made("drawn_identity", choice.drawn_identity_sql),
        *uniform_made(dialect, pads, numbers),
        made("drawn_uniform", choice.drawn_uniform_sql, dialect),
        made("rank_draw", choice.rank_draw_sql),
        made("candidate_share", choice.candidate_share_sql),
        made("pool_draw", choice.pool_draw_sql),
        made("identity_draw", choice.identity_draw_sql),
        made("settled_event", decided.settled_event_sql),
        made("ruled_out", decided.ruled_out_sql),
        made("link_draws", choice.link_draws_sql),
        Worked(
            keep_draws,
            "Refuses draws that split an identity, fall to whoever has opted out, change what a reviewer decided, or"
            " are not as frequent as their posterior.",
            reads=(
                "link_draws", "event", "links", "settled_event", "ruled_out", "opted_out_person", "opted_out_event",
                "pool_draw", "rank_draw", "rank_state", "drawn_identity", "drawn_rank",
            ),
            writes=(),
        ),
    )  # fmt: skip
