"""The step: links and hospital records in, spells, pathways and events out."""

from linkage.config import codes
from linkage.config.rules import Rules, Windows
from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.pathways import (
    appointment,
    around_admission,
    attendance,
    cips,
    context,
    event,
    in_hospital,
    relation,
    spell,
    stay,
)


def make_pathways(engine: Engine, rules: Rules, pads: tuple[bytes, bytes]) -> None:
    """links, event, episode, appointment, attendance -> spells, spell_episode, pathways, events."""
    load_codes(engine)
    engine.load("spell_key_pad", {"inner_pad": "binary", "outer_pad": "binary"}, [pads])
    engine.create("spell_episode", spell.spell_episode_sql(engine.dialect))
    engine.drop("spell_key_pad")
    engine.create("unjoined_spell", spell.unjoined_spell_sql(engine.dialect))
    engine.create("spell_cips", cips.spell_cips_sql(engine.dialect, rules.cips))
    engine.create("spells", spell.spells_sql())
    passing = passing_queries(engine.dialect, rules.windows)
    for table, query in passing.items():
        engine.create(table, query)
    engine.create("pathways", relation.pathways_sql(engine.dialect))
    engine.create("events", event.events_sql(engine.dialect))
    for table in ("unjoined_spell", "spell_cips", *passing):
        engine.drop(table)


def passing_queries(dialect: Dialect, windows: Windows) -> dict[str, str]:
    """The tables between the hospital records and pathways, in the order in which each reads those before it."""
    relations = {
        "in_episode": in_hospital.in_episode_sql(),
        "in_spell": in_hospital.in_spell_sql(dialect),
        "in_cips": in_hospital.in_cips_sql(dialect),
        "ae_same_day": attendance.ae_same_day_sql(dialect, windows),
        "attendance_admission": attendance.attendance_admission_sql(dialect, windows),
        "ae_then_admitted": attendance.ae_then_admitted_sql(),
        "op_same_day": appointment.op_same_day_sql(),
        "op_requested": appointment.op_requested_sql(dialect, windows),
        "pre_admission": around_admission.pre_admission_sql(dialect, windows),
        "gp_da_then_admission": around_admission.gp_da_then_admission_sql(dialect, windows),
        "post_discharge": around_admission.post_discharge_sql(dialect, windows),
    }
    to_records = (name for name in relations if name.upper() in relation.PRECEDENCE)
    return {
        "linked_event": relation.linked_event_sql(),
        "overtaken_episode": stay.overtaken_episode_sql(),
        "stay_episode": stay.stay_episode_sql(),
        "stay": stay.stay_sql(),
        "stay_gap": stay.stay_gap_sql(),
        **relations,
        "record_relation": all_of(*to_records),
        "person_only": relation.person_only_sql(),
        "relation": all_of("record_relation", "person_only"),
        "relation_context": context.relation_context_sql(),
    }


def all_of(*tables: str) -> str:
    """The rows of several tables of relations."""
    columns = "event_id, relation, episode_source, episode_key, spell_id, gap_days"
    return " union all ".join(f"select {columns} from {table}" for table in tables)


def load_codes(engine: Engine) -> None:
    """Groups of admission methods and the modality that a NICIP code's first letter hints at, as tables."""
    methods = [(row["code"], row["group"]) for row in codes.read("admission_method")]
    engine.load("admission_method_group", {"code": "text", "method_group": "text"}, methods)
    letters = [(row["code"], row["meaning"]) for row in codes.read("modality_letter")]
    engine.load("modality_letter", {"code": "text", "modality": "text"}, letters)
