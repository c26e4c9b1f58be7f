"""Part of the step: rank P's candidates and the ranks' links in, what each draw of the parameters makes of them out."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from linkage.engine.base import Engine
from linkage.engine.making import Item, Worked, made
from linkage.engine.value import as_number, as_whole
from linkage.steps.probabilistic.draws import phi, posterior, tables
from linkage.steps.probabilistic.draws.chance import Chance
from linkage.steps.probabilistic.draws.parameters import DrawnModel, as_trained, drawn_model
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.probabilistic.posterior.presence import EVERYTHING, NUMBER_MISSING
from linkage.steps.probabilistic.posterior.rank_weight import rank_stated_sql
from linkage.steps.probabilistic.scoring.pair_pattern import event_kind_sql
from linkage.words.value_id import Pads


@dataclass(frozen=True, kw_only=True)
class Draws:
    """What is asked for."""

    numbers: Sequence[int]
    """From 1; 0 among them is the parameters as they are."""
    pads: Pads = field(repr=False)
    """Padded keys of draws."""


def draws_made(model: Model, draws: Draws, last_day: str) -> tuple[Item, ...]:
    """
    person_posterior, pool_sum, presence, rank_decision and what a rank's link rests on -> what is drawn from.

    Makes rank_state, drawn_posterior, drawn_rank and drawn_number. To stand among the items of rank P.
    """
    return (
        made("drawn_event_kind", event_kind_sql, "pool_identity", last_day),
        made("drawn_event", posterior.drawn_event_sql),
        made("rank_state", rank_state_sql, last_day),
        made("presence_information", phi.presence_information_sql),
        Worked(
            lambda engine: load_parameters(engine, model, draws, last_day[:7]),
            "Parameters drawn from their sampling distributions: m, u, what numbers are and who agrees by chance, by"
            " the counts they were trained on; phi by stratum, by the month's events.",
            reads=("person_posterior", "drawn_event", "rank_state", "presence_information"),
            writes=(
                "drawn_pattern", "drawn_number", "drawn_kind", "drawn_rank", "drawn_presence", "trained_number",
            ),
        ),
        made("drawn_phi", posterior.drawn_phi_sql),
        made("drawn_candidate", posterior.drawn_candidate_sql),
        made("drawn_weight", posterior.drawn_weight_sql),
        made("drawn_posterior", posterior.drawn_posterior_sql),
    )  # fmt: skip


def rank_state_sql(last_day: str) -> str:
    """One row per identity that a rank settled on one person: the class of links whose probability it has."""
    return f"""
        select stated.identity_key, stated.person_id, stated.has_number, cast(stated.pattern as bigint) as pattern,
            stated.age_band, stated.crowd, stated.bears_all, stated.is_beside
        from ({rank_stated_sql(last_day)}
        ) as stated"""


def drawn_models(model: Model, draws: Draws) -> list[DrawnModel]:
    """The models of the draws: of one model the same in every month."""
    return [
        drawn_model(model, draw, Chance(draws.pads, f"model {model.model_id} {draw}"))
        if draw
        else as_trained(model)
        for draw in draws.numbers
    ]


def load_parameters(engine: Engine, model: Model, draws: Draws, month: str) -> None:
    """The tables of the draws' parameters."""
    models, trained = drawn_models(model, draws), as_trained(model)
    tables.load_patterns(engine, models, trained)
    tables.load_numbers(engine, [trained])
    engine.create("trained_number", "select * from drawn_number")
    tables.load_numbers(engine, models)
    phi.load_drawn_presence(engine, draws.pads, month, draws.numbers)
    tables.load_ranks(engine, models, without_number(engine))


def without_number(engine: Engine) -> dict[int, float]:
    """drawn_presence -> by draw, phi of events without a number, or of the whole pool."""
    rows = engine.rows(f"""
        select draw, coalesce(max(case when stratum = '{NUMBER_MISSING}' then phi end),
            max(case when stratum = '{EVERYTHING}' then phi end))
        from drawn_presence
        group by draw""")
    return {as_whole(draw): as_number(found) for draw, found in rows}
