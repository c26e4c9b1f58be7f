"""The step: links and hospital records in, spells, CIPS, pathways and events out."""

from linkage.config import codes
from linkage.config.relation import RELATIONS
from linkage.config.rules import Rules
from linkage.config.windows import Windows
from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.pathways import (
    appointment,
    around_admission,
    attendance,
    cips,
    context,
    duplicate,
    episode,
    event,
    examination,
    implausible,
    in_hospital,
    relation,
    spell,
    spell_dates,
    stay,
)


def make_pathways(engine: Engine, rules: Rules, pads: tuple[bytes, bytes]) -> None:
    """
    links, event, identity, episode, appointment, attendance, death, lookups -> spells, cips, pathways, events.

    And spell_episode; `pads` are the padded keys of the spell ids.
    """
    load_codes(engine)
    of_spells = spell_queries(engine.dialect, rules)
    engine.load("spell_key_pad", {"inner_pad": "binary", "outer_pad": "binary"}, [pads])
    for table, query in of_spells.items():
        engine.create(table, query)
    engine.drop("spell_key_pad")
    passing = passing_queries(engine.dialect, rules.windows)
    for table, query in passing.items():
        engine.create(table, query)
    engine.create("pathways", relation.pathways_sql(engine.dialect, rules.precedence))
    engine.create("events", event.events_sql(engine.dialect))
    kept = ("spell_episode", "spells", "cips")
    for table in (*(name for name in of_spells if name not in kept), *passing):
        engine.drop(table)


def spell_queries(dialect: Dialect, rules: Rules) -> dict[str, str]:
    """The tables from episodes to spells and continuous inpatient spells, each reading those before it."""
    return {
        "overtaken_episode": episode.overtaken_episode_sql(),
        "duplicate_episode": episode.duplicate_episode_sql(),
        "spell_chain": spell.spell_chain_sql(rules.cips.transfer),
        "spell_episode": spell.spell_episode_sql(dialect, rules.cips.transfer),
        "unjoined_spell": spell_dates.unjoined_spell_sql(dialect),
        "spell_cips": cips.spell_cips_sql(dialect, rules.cips),
        "overlapping_spell": spell_dates.overlapping_spell_sql(),
        "spells": spell_dates.spells_sql(),
        "cips": cips.cips_sql(dialect),
    }


def passing_queries(dialect: Dialect, windows: Windows) -> dict[str, str]:
    """The tables between the hospital records and pathways, in the order in which each reads those before it."""
    relations = {
        "in_episode": in_hospital.in_episode_sql(),
        "in_spell": in_hospital.in_spell_sql(dialect),
        "in_cips": in_hospital.in_cips_sql(dialect),
        "emergency_visit": attendance.emergency_visit_sql(dialect, windows),
        "ae_same_day": attendance.ae_same_day_sql(dialect),
        "attendance_admission": attendance.attendance_admission_sql(dialect, windows),
        "ae_then_admitted": attendance.ae_then_admitted_sql(),
        "op_same_day": appointment.op_same_day_sql(),
        "op_requested": appointment.op_requested_sql(dialect, windows),
        "pre_admission": around_admission.pre_admission_sql(dialect, windows),
        "gp_da_then_admission": around_admission.gp_da_then_admission_sql(dialect, windows),
        "post_discharge": around_admission.post_discharge_sql(dialect, windows),
    }
    to_records = (name for name in relations if name.upper() in RELATIONS)
    return {
        "linked_event": relation.linked_event_sql(),
        "stay_episode": stay.stay_episode_sql(),
        "stay": stay.stay_sql(),
        "stay_gap": stay.stay_gap_sql(),
        **relations,
        "record_relation": all_of(*to_records),
        "person_only": relation.person_only_sql(),
        "relation": all_of("record_relation", "person_only"),
        "relation_context": context.relation_context_sql(),
        "duplicate_contact": duplicate.duplicate_contact_sql(dialect),
        "event_examination": examination.event_examination_sql(),
        "death_known": implausible.death_known_sql(),
        "in_two_hospitals": implausible.in_two_hospitals_sql(),
        "event_doubt": implausible.event_doubt_sql(),
        "repeat_event": event.repeat_event_sql(),
        "next_admission": event.next_admission_sql(),
    }


def all_of(*tables: str) -> str:
    """The rows of several tables of relations."""
    columns = "event_id, relation, episode_source, episode_key, spell_id, gap_days"
    return " union all ".join(f"select {columns} from {table}" for table in tables)


def load_codes(engine: Engine) -> None:
    """Tables: groups of admission methods and ethnic categories; what a NICIP code's first letter hints at."""
    methods = [(row["code"], row["group"]) for row in codes.read("admission_method")]
    engine.load("admission_method_group", {"code": "text", "method_group": "text"}, methods)
    letters = [(row["code"], row["meaning"]) for row in codes.read("modality_letter")]
    engine.load("modality_letter", {"code": "text", "modality": "text"}, letters)
    groups = [(row["code"], row["group"]) for row in codes.read("ethnic_category")]
    engine.load("ethnic_group", {"code": "text", "ethnic_group": "text"}, groups)
