"""A prepared world with its hospital records, and a model that is trained on them too, as `linkage train` does."""

from pathlib import Path

from benchmarks.trial.events import make_events
from benchmarks.trial.index import make_index
from benchmarks.trial.prepared import TABLES, opened, prepared
from benchmarks.trial.run import learnt
from linkage.config.rules import Rules
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.standardise.run import load_codes

HOSPITAL = {
    "hospital_practice": "select * from hospital_practice order by all",
    "episode": "select * from episode order by episode_key",
    "appointment": "select * from appointment where appointment_date between date '2019-10-01' and date '2019-12-31'",
    "attendance": "select * from attendance where arrival_date between date '2019-10-01' and date '2019-12-31'",
}
"""Tables of hospital records that training and the further evidence read, and their rows."""
KEPT = TABLES | HOSPITAL


def prepared_beside(world: Path) -> Path:
    """The world's tables and its hospital records, made when not there."""
    return prepared(world, "prepared-hospital", KEPT)


def trained_beside(folder: Path, rules: Rules) -> Model:
    """A model from the whole month, the whole index and the hospital records of a prepared world."""
    engine = opened(folder, kept=KEPT)
    load_codes(engine)
    for table in HOSPITAL:
        engine.create(table, f"select * from kept_{table}")
    make_index(engine, rules)
    make_events(engine)
    model = learnt(engine, rules, hospital_records=True)
    engine.close()
    return model
