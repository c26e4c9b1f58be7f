"""m by Splink's expectation maximisation, in as many rounds as its numbers can bear."""

from splink.blocking_rule_library import block_on

from linkage.engine.base import Engine
from linkage.steps.probabilistic.levels.default_day import NO_DAYS, DefaultDays
from linkage.steps.probabilistic.training.backend import ROUNDS, Parameters, linker
from linkage.steps.probabilistic.training.estimate import Numbers, estimated


def trained_m(engine: Engine, fixed: Parameters, days: DefaultDays = NO_DAYS) -> tuple[Numbers, float]:
    """
    m of every level, and the share of right pairs, over event_record and person_record with the u of `fixed`.

    Few pairs can drive the m of a level, squared from round to round, below what a float holds; Splink ends there
    with a ValueError. The rest has settled by then: the last round before it counts.
    """
    if found := _after(engine, fixed, days, ROUNDS):
        return found
    held, lost = 1, ROUNDS
    best = _after(engine, fixed, days, held)
    while lost - held > 1:
        middle = (held + lost) // 2
        if found := _after(engine, fixed, days, middle):
            held, best = middle, found
        else:
            lost = middle
    if best is None:
        raise ValueError("the first round of training left a level without any probability")
    return best


def _after(engine: Engine, fixed: Parameters, days: DefaultDays, rounds: int) -> tuple[Numbers, float] | None:
    """The estimates after so many rounds, or fewer when they settle; None where one is too small for a float."""
    splink, _ = linker(engine, fixed, only_u=True, rounds=rounds, days=days)
    try:
        session = splink.training.estimate_parameters_using_expectation_maximisation(
            block_on("nhs_number"), fix_u_probabilities=True
        )
    except ValueError as error:
        if "m_probability" in str(error):
            return None
        raise
    trained = estimated(splink.misc.save_model_to_json(out_path=None), "m_probability")
    return trained, float(session.core_model_settings.probability_two_random_records_match)
