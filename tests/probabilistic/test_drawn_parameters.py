"""Parameters drawn from their sampling distributions, and the posteriors that follow from them."""

from statistics import fmean, stdev
from unittest.mock import patch

import pytest

from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.value import as_number
from linkage.steps.probabilistic.draws import run
from linkage.steps.probabilistic.draws.chance import Chance
from linkage.steps.probabilistic.draws.parameters import DrawnModel, drawn_model, drawn_number
from linkage.steps.probabilistic.draws.run import Draws
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.probabilistic.posterior.copied import copied_shares
from linkage.steps.probabilistic.run import run_rank_p
from linkage.steps.probabilistic.scoring.part_agreement import AGREEMENTS
from linkage.steps.probabilistic.scoring.pattern import pattern_weights
from linkage.steps.probabilistic.training.number_mixture import ClassShares, number_mixture
from tests.probabilistic.fixed_model import fixed_model
from tests.probabilistic.score_twin import LAST_DAY, PROFILE, Settled
from tests.spec.steps import PADS

OTHER = (b"\x37" * 64, b"\x5d" * 64)


def numbers(engine: DuckDBEngine, query: str) -> list[list[float]]:
    """The rows of a query, all numbers."""
    return [list(map(as_number, row)) for row in engine.rows(query)]


def test_a_gamma_has_its_mean_and_variance() -> None:
    """Of shapes below and above one; 10,000 draws, within five standard errors of the mean."""
    chance = Chance(PADS, "test")
    for shape in (0.3, 1.0, 4.5, 300.0):
        found = [chance.gamma(shape) for _ in range(10_000)]
        assert abs(fmean(found) - shape) < 5 * (shape / 10_000) ** 0.5
        assert 0.9 < stdev(found) / shape**0.5 < 1.1


def test_draws_are_of_key_and_name_alone() -> None:
    """The same again for one name; others under another key, or by another name."""
    first, again, keyed, named = (
        Chance(pads, name).shares([3, 2, 1])
        for pads, name in ((PADS, "a"), (PADS, "a"), (OTHER, "a"), (PADS, "b"))
    )

    assert first == again
    assert first not in (keyed, named)


def test_a_share_that_rests_on_more_moves_less() -> None:
    """r moves by its binomial error; what many strangers were met at stays nearer than what few were."""
    assert PROFILE.p is not None
    model = fixed_model(PROFILE.p)
    drawn = [drawn_model(model, draw, Chance(PADS, str(draw))) for draw in range(1, 31)]

    right = [one.model.number.right for one in drawn]
    assert len(set(right)) == len(right)
    assert 0.7 < stdev(right) / (0.97 * 0.03 / model.training.pairs) ** 0.5 < 2
    exact = [one.model.comparisons["birth_date"][0].m for one in drawn]
    assert abs(fmean(exact) - 0.941) < 0.002
    for levels in drawn[0].model.comparisons.values():
        assert abs(sum(one.m for one in levels) - 1) < 0.05


class Certain(Chance):
    """No chance: whatever is drawn is its mean."""

    def gamma(self, shape: float) -> float:
        """The mean."""
        return shape


@pytest.mark.parametrize("relatives", [0.0, 0.2, 1.0])
def test_a_draw_at_its_mean_is_the_mixture_that_was_trained(relatives: float) -> None:
    """What was found at the address of people whom HES has elsewhere is shared out again as training did."""
    assert PROFILE.p is not None
    fixed = fixed_model(PROFILE.p)
    there = next(one.m for one in fixed.comparisons["postcode"] if one.level == "exact")
    mixture = number_mixture(ClassShares(0.97, 0.02, 0.01), fixed.training.pairs, relatives, there)
    copies = fixed.copies.model_copy(update={"relatives": relatives})
    found, drawn = drawn_number(
        fixed.model_copy(update={"number": mixture, "copies": copies}), Certain(PADS, "mean")
    )

    assert drawn == relatives
    assert found.model_dump() == pytest.approx(mixture.model_dump(), abs=1e-8)


def test_draw_0_is_the_month_as_it_was_decided(settled: Settled) -> None:
    """Without a parameter drawn, every candidate has rank P's posterior and every rank's link its own probability."""
    engine = settled.engine
    found = numbers(
        engine,
        """
        select max(abs(drawn.probability - was.probability)), count(*),
            (select count(*) from person_posterior)
        from drawn_posterior as drawn
        join person_posterior as was
          on was.identity_key = drawn.identity_key and was.person_id = drawn.person_id
        where drawn.draw = 0""",
    )[0]
    ranks = numbers(
        engine,
        """
        select max(abs(likely.probability - was.match_probability)), count(*),
            (select count(*) from rank_weight where match_probability is not null)
        from rank_state as state
        join rank_weight as was on was.identity_key = state.identity_key
        join drawn_rank as likely
          on likely.pattern = state.pattern and likely.age_band = state.age_band and likely.crowd = state.crowd
         and likely.bears_all = state.bears_all and likely.is_beside = state.is_beside
        where likely.draw = 0""",
    )[0]

    for difference, rows, expected in (found, ranks):
        assert difference < 1e-12
        assert rows == expected > 0


def test_a_number_alone_is_as_sure_as_numbers_are_right_in_the_draw(settled: Settled) -> None:
    """
    Its number is the holder's own, or wrong: by the shares of the draw. Phi has no part in it.

    Of events whose one candidate holds the number, without a sex, whose weight is drawn as well.
    """
    furthest, events, draws = numbers(
        settled.engine,
        """
        select max(abs(probability - factor / (wrong_share + factor))), count(distinct identity_key),
            count(distinct wrong_share)
        from (
            select score.identity_key, score.probability, number.wrong_share,
                power(2, was.match_weight) / size.people * number.right_share / trained.right_share as factor
            from drawn_posterior as score
            join person_posterior as was
              on was.identity_key = score.identity_key and was.person_id = score.person_id
            join pool_identity as event on event.identity_key = score.identity_key
            join drawn_number as number on number.draw = score.draw
            join drawn_number as trained on trained.draw = 0
            cross join index_size as size
            where event.number_state = 'number_alone' and was.nhs_number_level = 'exact' and event.sex is null
              and event.identity_key in (
                select identity_key from person_posterior group by identity_key having count(*) = 1)) as alone""",
    )[0]

    assert furthest < 1e-9
    assert events > 0
    assert draws > 2


def test_no_draw_gives_more_than_one_to_an_event(settled: Settled) -> None:
    """Whatever was drawn, what the candidates of an event have adds up to one at most; each draw has its own."""
    most, draws = numbers(
        settled.engine,
        """
        select max(whole), count(distinct whole) from (
            select draw, sum(probability) as whole from drawn_posterior group by identity_key, draw) as summed""",
    )[0]

    assert most <= 1 + 1e-9
    assert draws > 1_000


@pytest.mark.slow
def test_a_posterior_is_what_rank_p_would_give_with_the_drawn_parameters(settled: Settled) -> None:
    """
    Of every event and two of its candidates, how much likelier the one is: by the draw, and by a run with that model.

    Numbers are drawn for events with one, m and u for those without: a copy's weight, which stays, depends on both.
    """
    assert PROFILE.p is not None
    model = fixed_model(PROFILE.p)
    drawn = drawn_model(model, 1, Chance(PADS, "oracle")).model
    of_number = model.model_copy(
        update={"number": drawn.number.model_copy(update={"copied": model.number.copied})}
    )
    of_fields = model.model_copy(update={"comparisons": drawn.comparisons})
    for other, states in (
        (of_number, ("number_in_index", "number_alone", "number_missing")),
        (of_fields, ("number_missing",)),
    ):
        listed = ", ".join(f"'{state}'" for state in states)
        assert compared(of_draw(settled, other), of_run(settled, other), listed) > 300


def of_draw(settled: Settled, other: Model) -> DuckDBEngine:
    """Rank P by the fixed model, and one draw, whose parameters are those of another model."""
    parameters = DrawnModel(1, other, tuple(pattern_weights(other)), copied_shares(other))
    with patch.object(run, "drawn_models", lambda *_: [parameters]):
        return ranked(settled, fixed_model(settled.twin.p), Draws(numbers=[1], pads=PADS))


def of_run(settled: Settled, other: Model) -> DuckDBEngine:
    """Rank P by that other model."""
    return ranked(settled, other, None)


def ranked(settled: Settled, model: Model, draws: Draws | None) -> DuckDBEngine:
    """Rank P on the world, with every pair kept."""
    engine, module = DuckDBEngine(), "linkage.steps.probabilistic.posterior.kept_pair"
    settled.twin.world.load(engine, PROFILE)
    with patch(f"{module}.NEGLIGIBLE", 1e6), patch(f"{module}.LISTED", 0.0):
        run_rank_p(
            engine,
            settled.twin.p,
            model,
            target_false_match_rate=0.02,
            last_day=LAST_DAY.isoformat(),
            draws=draws,
        )
    return engine


def compared(drawn: DuckDBEngine, run_again: DuckDBEngine, states: str) -> int:
    """
    Events whose first and last candidates were compared; the ratios are the same to a millionth.

    Not those with a date that is known in part alone, by which some candidate was compared: what it weighs stays.
    """
    in_parts = ", ".join(f"'{level}'" for level in AGREEMENTS)
    ratio = "log2(max_by({0}, person_id) / min_by({0}, person_id))"
    query = f"""
        select score.identity_key, {ratio.format("score.probability")}
        from {{0}} as score
        join pool_identity as event on event.identity_key = score.identity_key
        where event.number_state in ({states}) and score.probability > 1e-200
          and score.identity_key not in (
            select identity_key from person_posterior where birth_date_level in ({in_parts}))
        group by score.identity_key
        having count(*) > 1
        order by 1"""
    one, two = (
        {row[0]: row[1] for row in numbers(engine, query.format(table))}
        for engine, table in ((drawn, "drawn_posterior"), (run_again, "person_posterior"))
    )
    both = [(one[key], two[key]) for key in one.keys() & two.keys()]
    assert max(abs(first - second) for first, second in both) < 1e-6
    return len(both)
