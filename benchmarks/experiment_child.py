"""One experiment in a process of its own: prints as JSON what came of it at each phi."""

import json
import sys
from dataclasses import replace
from pathlib import Path

from benchmarks.experiments_tried import EXPERIMENTS
from benchmarks.rank_p_input import shipped_rules
from benchmarks.trial import Trial, trained, tried
from linkage.probabilistic.model_file import read_model

COUNTED = """
    select count(*) filter (status = 'linked') as links,
        count(*) filter (status = 'linked' and not is_right) as wrong,
        coalesce(sum(1 - match_probability) filter (status = 'linked'), 0) as expected_wrong,
        count(*) filter (is_findable) as unique_events,
        count(*) filter (is_findable and status = 'linked' and is_right) as unique_found,
        count(*) filter (true_person_id is not null and not is_findable) as other_events,
        count(*) filter (status = 'linked' and is_right and not is_findable) as other_found,
        (select count(*) from person_posterior) as pairs
    from judged"""


def run(name: str, folder: Path, kept_model: Path, phis: list[float]) -> list[dict[str, float]]:
    """The experiment called `name` on a prepared world; its model is trained when it is not there."""
    experiment = next(one for one in EXPERIMENTS if one.name == name)
    told, rules = [], experiment.rules(shipped_rules())
    with experiment.change():
        if not kept_model.exists():
            trained(folder, rules).write(kept_model)
        model, trial = read_model(kept_model), Trial(folder, rules)
        for phi in phis:
            engine = tried(replace(trial, phi=phi), model)
            cursor = engine.connection.execute(COUNTED)
            columns = [column[0] for column in cursor.description or ()]
            told.append(dict(zip(columns, map(float, cursor.fetchall()[0]), strict=True)))
            engine.close()
    return told


if __name__ == "__main__":
    which, world, model_file, *shares = sys.argv[1:]
    sys.stdout.write(
        "\n" + json.dumps(run(which, Path(world), Path(model_file), [float(x) for x in shares])) + "\n"
    )
