"""The step: links and hospital records in, spells, pathways and events out."""

from linkage.config import codes
from linkage.config.rules import Windows
from linkage.engine.base import Engine
from linkage.pathways import event, relation, spell


def make_pathways(engine: Engine, windows: Windows, pads: tuple[bytes, bytes]) -> None:
    """links, event, episode, appointment, attendance -> spells, spell_episode, pathways, events."""
    load_codes(engine)
    engine.load("spell_key_pad", {"inner_pad": "binary", "outer_pad": "binary"}, [pads])
    engine.create("spell_episode", spell.spell_episode_sql(engine.dialect))
    engine.drop("spell_key_pad")
    engine.create("spells", spell.spells_sql(engine.dialect))
    engine.create("overtaken_episode", relation.overtaken_episode_sql())
    engine.create("linked_event", relation.linked_event_sql())
    parts = (
        relation.in_episode_sql(engine.dialect),
        relation.ae_same_day_sql(engine.dialect, windows),
        relation.op_same_day_sql(),
    )
    engine.create("episode_relation", "\n        union all".join(parts))
    engine.create(
        "relation", f"select * from episode_relation\n        union all{relation.person_only_sql()}"
    )
    engine.create("pathways", relation.pathways_sql(engine.dialect))
    engine.create("events", event.events_sql(engine.dialect))
    for table in ("linked_event", "episode_relation", "relation"):
        engine.drop(table)


def load_codes(engine: Engine) -> None:
    """Groups of admission methods and the modality that a NICIP code's first letter hints at, as tables."""
    methods = [(row["code"], row["group"]) for row in codes.read("admission_method")]
    engine.load("admission_method_group", {"code": "text", "method_group": "text"}, methods)
    letters = [(row["code"], row["meaning"]) for row in codes.read("modality_letter")]
    engine.load("modality_letter", {"code": "text", "modality": "text"}, letters)
