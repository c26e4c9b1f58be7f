"""The person index of a prepared world, or of a share of its people."""

from benchmarks.trial.draw import BELOW, drawn_sql
from benchmarks.world import KEY
from linkage.config.rules import Rules
from linkage.engine.base import Engine
from linkage.steps.index.run import build_index


def make_index(engine: Engine, rules: Rules, where: str = "true") -> None:
    """The index of some of the people."""
    engine.create(
        "hospital_identity",
        f"select person_id, nhs_number, birth_date, sex, postcode, birth_date_parts from kept_identity where {where}",
    )
    build_index(engine, rules, (), KEY.pads)


def shorten_index(engine: Engine, rules: Rules, phi: float | None) -> None:
    """
    The index without as many people as it takes for it to hold those of a share `phi` of the events without number.

    They are taken out by a hash of their key, whatever their events look like; None takes nobody out.
    """
    present = engine.scalar(
        "select avg(case when true_person_id is null then 0.0 else 1.0 end) from kept_event where nhs_number is null"
    )
    kept = min((phi or 1.0) / float(str(present)), 1.0)
    make_index(engine, rules, f"{drawn_sql('out', 'person_id')} < {int(kept * BELOW)}")
