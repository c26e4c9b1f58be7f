"""The step: links and hospital records in, spells, CIPS, pathways and events out."""

from linkage.config import codes
from linkage.config.rules import Rules
from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.engine.making import Item, Listed, made, make
from linkage.steps.pathways import (
    cips,
    context,
    duplicate,
    episode,
    event,
    examination,
    implausible,
    relation,
    spell,
    spell_chain,
    spell_dates,
    stay,
)
from linkage.steps.pathways.considered import CONSIDERED, considered_episode_sql
from linkage.steps.pathways.episode import EPISODE
from linkage.words.value_id import PAD_COLUMNS, Pads


def make_pathways(
    engine: Engine,
    rules: Rules,
    pads: Pads,
    *,
    beside_ae: str = duplicate.BESIDE_AE,
    days: tuple[str, str] | None = None,
) -> None:
    """
    links, event, identity, episode, appointment, attendance, death, lookups -> spells, cips, pathways, events.

    And spell_episode.
    """
    make(engine, pathways_made(engine.dialect, rules, pads, beside_ae=beside_ae, days=days))


def pathways_made(
    dialect: Dialect,
    rules: Rules,
    pads: Pads,
    *,
    beside_ae: str = duplicate.BESIDE_AE,
    days: tuple[str, str] | None = None,
) -> tuple[Item, ...]:
    """
    What the step makes, each item from those before it and from what earlier steps made.

    `beside_ae` is the data set, ae or ecds, of which an attendance counts that is in both. `days` are the first and the
    last of the month, where spells of others than are linked, or in hospital then, are not asked for.
    """
    source = CONSIDERED if days else EPISODE
    return (
        *listed_codes(),
        *((made(CONSIDERED, considered_episode_sql, *days),) if days else ()),
        *spell_items(dialect, rules, pads, source),
        made("linked_event", relation.linked_event_sql),
        made("stay_episode", stay.stay_episode_sql),
        made("stay", stay.stay_sql),
        *relation.relation_items(dialect, rules.windows.days),
        made("relation_context", context.relation_context_sql),
        made("duplicate_contact", duplicate.duplicate_contact_sql, dialect, beside_ae),
        made("event_examination", examination.event_examination_sql),
        made("death_known", implausible.death_known_sql),
        made("in_two_hospitals", implausible.in_two_hospitals_sql),
        made("mothers_number", implausible.mothers_number_sql),
        made("event_doubt", implausible.event_doubt_sql),
        made("repeat_event", event.repeat_event_sql),
        made("next_admission", event.next_admission_sql),
        made(
            "pathways",
            relation.pathways_sql,
            dialect,
            rules.precedence,
            beside_ae,
            after_census=rules.unfinished.after_census,
        ),
        made("events", event.events_sql, dialect),
    )


def spell_items(dialect: Dialect, rules: Rules, pads: Pads, source: str) -> tuple[Item, ...]:
    """The tables from the episodes of `source` to spells and continuous inpatient spells."""
    transfer = rules.cips.transfer
    return (
        Listed("spell_key_pad", PAD_COLUMNS, (pads,)),
        made("overtaken_episode", episode.overtaken_episode_sql, source),
        made("duplicate_episode", episode.duplicate_episode_sql, source),
        made("spell_chain", spell_chain.spell_chain_sql, transfer, source),
        made("numbered_episode", spell_chain.numbered_episode_sql, transfer, source),
        made("near_spell", spell_chain.near_spell_sql),
        made("spell_anchor", spell_chain.spell_anchor_sql, joined=rules.spells.keys_missing == "joined"),
        made("spell_episode", spell.spell_episode_sql, dialect, transfer, source),
        made("unjoined_spell", spell_dates.unjoined_spell_sql, dialect),
        made("spell_cips", cips.spell_cips_sql, dialect, rules.cips),
        made("overlapping_spell", spell_dates.overlapping_spell_sql),
        made("spells", spell_dates.spells_sql),
        made("cips", cips.cips_sql, dialect),
    )


def listed_codes() -> tuple[Listed, ...]:
    """Groups of admission methods and ethnic categories; what a NICIP code's first letter hints at."""
    return (
        listed("admission_method_group", "method_group", "admission_method", "group"),
        listed("modality_letter", "modality", "modality_letter", "meaning"),
        listed("ethnic_group", "ethnic_group", "ethnic_category", "group"),
    )


def listed(table: str, column: str, name: str, told: str) -> Listed:
    """The codes of a list that ships, each with what it is `told` of them there."""
    rows = [(row["code"], row[told]) for row in codes.read(name)]
    return Listed(table, {"code": "text", column: "text"}, rows)
