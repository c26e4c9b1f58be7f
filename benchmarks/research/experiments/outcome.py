"""What comes of one experiment, for a process of its own: it is changed for as long as it runs."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.research.experiments.tried import EXPERIMENTS
from benchmarks.trial.rules import shipped_rules
from benchmarks.trial.run import Trial, trained, tried
from linkage.steps.probabilistic.model.model_file import read_model

Found = dict[str, float]

COUNTED = """
    select all_ranks.*, without_number.*, (select count(*) from person_posterior) as pairs
    from (
        select count(case when status = 'linked' and is_right then 1 end) as right,
            count(case when status = 'linked' and not is_right then 1 end) as wrong
        from decided
    ) as all_ranks
    cross join (
        select count(case when status = 'linked' and is_right then 1 end) as p_right,
            count(case when status = 'linked' and not is_right then 1 end) as p_wrong,
            coalesce(sum(case when status = 'linked' then 1 - match_probability end), 0) as p_expected,
            count(case when is_findable then 1 end) as unique_events,
            count(case when is_findable and status = 'linked' and is_right then 1 end) as unique_found,
            count(case when true_person_id is not null and not is_findable then 1 end) as other_events,
            count(case when status = 'linked' and is_right and not is_findable then 1 end) as other_found
        from judged
    ) as without_number"""
"""Right and wrong links of all events, and of those without a number, where rank P alone links."""


def run(name: str, folder: Path, kept_model: Path, phis: Sequence[float]) -> list[Found]:
    """The experiment called `name` on a prepared world; its model is trained when it is not there."""
    experiment = next(one for one in EXPERIMENTS if one.name == name)
    told, rules = [], experiment.rules(shipped_rules())
    with experiment.change():
        if not kept_model.exists():
            trained(folder, rules).write(kept_model)
        model = read_model(kept_model)
        trial = Trial(folder, rules, switches=experiment.switches)
        for phi in phis:
            engine = tried(replace(trial, phi=phi), model)
            cursor = engine.connection.execute(COUNTED)
            columns = [column[0] for column in cursor.description or ()]
            told.append(dict(zip(columns, map(float, cursor.fetchall()[0]), strict=True)))
            engine.close()
    return told


def summed(worlds: list[list[Found]]) -> list[Found]:
    """The sums over the worlds, at each phi."""
    return [
        {name: sum(found[name] for found in of_phi) for name in of_phi[0]}
        for of_phi in zip(*worlds, strict=True)
    ]
