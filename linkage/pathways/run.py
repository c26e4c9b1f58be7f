"""The step: links and hospital records in, spells, pathways and events out."""

from linkage.config import codes
from linkage.config.rules import Cips, Windows
from linkage.engine.base import Engine
from linkage.pathways import (
    appointment,
    around_stay,
    attendance,
    cips,
    event,
    hospital_stay,
    pathway,
    relation,
    spell,
)


def make_pathways(engine: Engine, windows: Windows, transfers: Cips, pads: tuple[bytes, bytes]) -> None:
    """links, event, episode, appointment, attendance -> spells, spell_episode, pathways, events."""
    load_codes(engine)
    make_spells(engine, transfers, pads)
    engine.create("linked_event", relation.linked_event_sql())
    make_relations(engine, windows)
    engine.create("pathways", pathway.pathways_sql(engine.dialect))
    engine.create("events", event.events_sql(engine.dialect))
    for table in ("linked_event", "record_relation", "relation"):
        engine.drop(table)


def make_spells(engine: Engine, transfers: Cips, pads: tuple[bytes, bytes]) -> None:
    """episode -> overtaken_episode, spell_episode, spells."""
    engine.create("overtaken_episode", hospital_stay.overtaken_episode_sql())
    engine.load("spell_key_pad", {"inner_pad": "binary", "outer_pad": "binary"}, [pads])
    engine.create("spell_episode", spell.spell_episode_sql(engine.dialect))
    engine.drop("spell_key_pad")
    engine.create("provider_spell", spell.spells_sql(engine.dialect))
    engine.create("spells", cips.cips_sql(engine.dialect, transfers))
    engine.drop("provider_spell")


def make_relations(engine: Engine, windows: Windows) -> None:
    """linked_event, spells and the hospital records -> relation: every relation of every linked event."""
    dialect = engine.dialect
    made = {
        "in_episode": hospital_stay.in_episode_sql(),
        "uncovered_event": hospital_stay.uncovered_event_sql(),
        "in_spell": hospital_stay.in_spell_sql(dialect),
        "in_cips": hospital_stay.in_cips_sql(dialect),
        "ae_same_day": attendance.ae_same_day_sql(dialect, windows),
        "attendance_admission": attendance.attendance_admission_sql(dialect, windows),
        "ae_then_admitted": attendance.ae_then_admitted_sql(),
        "op_same_day": appointment.op_same_day_sql(),
        "op_requested": appointment.op_requested_sql(dialect, windows),
        "pre_admission": around_stay.pre_admission_sql(dialect, windows),
        "gp_da_then_admission": around_stay.gp_da_then_admission_sql(dialect, windows),
        "post_discharge": around_stay.post_discharge_sql(dialect, windows),
    }
    for table, query in made.items():
        engine.create(table, query)
    relations = [table for table in made if table not in ("uncovered_event", "attendance_admission")]
    engine.create("record_relation", " union all ".join(f"select * from {table}" for table in relations))
    engine.create("relation", f"select * from record_relation union all {relation.person_only_sql()}")
    for table in made:
        engine.drop(table)


def load_codes(engine: Engine) -> None:
    """Groups of admission methods and the modality that a NICIP code's first letter hints at, as tables."""
    methods = [(row["code"], row["group"]) for row in codes.read("admission_method")]
    engine.load("admission_method_group", {"code": "text", "method_group": "text"}, methods)
    letters = [(row["code"], row["meaning"]) for row in codes.read("modality_letter")]
    engine.load("modality_letter", {"code": "text", "modality": "text"}, letters)
