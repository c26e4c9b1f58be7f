"""The step: links and hospital records in, spells, CIPS, pathways and events out."""

from linkage.config import codes
from linkage.config.rules import Rules
from linkage.engine.dialect import Dialect
from linkage.engine.late import named_late
from linkage.engine.making import Item, Listed, briefly, made
from linkage.relations import admission
from linkage.steps.pathways import (
    cips,
    context,
    duplicate,
    episode,
    event,
    examination,
    implausible,
    overlap,
    patient_told,
    records,
    relation,
    rule_rows,
    spell,
    spell_chain,
    spell_dates,
    stay,
    stay_detail,
)
from linkage.steps.pathways.considered import CONSIDERED, considered_episode_sql
from linkage.steps.pathways.episode import EPISODE
from linkage.steps.pathways.linked_records import COLUMNS, OF_LINKED, linked_record_sql
from linkage.steps.pathways.spell_dates import EVERYBODY
from linkage.words.value_id import PAD_COLUMNS, Pads


def pathways_made(
    dialect: Dialect,
    rules: Rules,
    pads: Pads,
    *,
    beside_ae: str = duplicate.BESIDE_AE,
    days: tuple[str, str] | None = None,
    with_records: bool = True,
    complete_to: int | None = None,
) -> tuple[Item, ...]:
    """
    What the step makes, each item from those before it and from what earlier steps made.

    `beside_ae` is the data set, ae or ecds, of which an attendance counts that is in both. `days` are the first and the
    last of the month, where spells of others than are linked, or in hospital then, are not asked for.
    `with_records`: the hospital records of those whose spells are published, in full. `complete_to` is the year in
    which the last complete data year begins, if said; it is told, no more.
    """
    source = CONSIDERED if days else EPISODE
    stays = made("cips", cips.cips_sql, dialect)
    items = (
        *listed_codes(),
        Listed("disposal_not_admitted", {"code": "text"}, [(code,) for code in rules.contacts.not_admitted]),
        rule_rows.rules_listed(rules, all_spells=days is None, beside_ae=beside_ae, complete_to=complete_to),
        *((made(CONSIDERED, considered_episode_sql, *days),) if days else ()),
        *(made(table, linked_record_sql, table) for table in COLUMNS),
        *spell_items(dialect, rules, pads, source, of_linked=days is not None),
        named_late(stays) if with_records else stays,
        made("linked_event", relation.linked_event_sql),
        made("stay_episode", stay.stay_episode_sql),
        made("stay", stay.stay_sql),
        *relation.relation_items(dialect, rules.windows.days),
        made("relation_context", context.relation_context_sql),
        made(
            "duplicate_contact",
            duplicate.duplicate_contact_sql,
            dialect,
            beside_ae,
            of_linked=days is not None,
        ),
        made("event_examination", examination.event_examination_sql),
        *doubt_items(),
        made("repeat_event", event.repeat_event_sql),
        made("hospital_patient", patient_told.hospital_patient_sql),
        made("next_admission", admission.next_admission_sql),
        made(
            "pathways",
            relation.pathways_sql,
            dialect,
            rules.precedence,
            beside_ae,
            rules.contacts.imaging_appointments,
            after_census=rules.unfinished.after_census,
        ),
        made("events", event.events_sql, dialect, rules.precedence),
        *(record_items(dialect, of_linked=days is not None) if with_records else ()),
    )
    return briefly(items)


def doubt_items() -> tuple[Item, ...]:
    """The signs of a wrong link, each event's."""
    return (
        made("death_known", implausible.death_known_sql),
        made("in_two_hospitals", implausible.in_two_hospitals_sql),
        made("mothers_number", implausible.mothers_number_sql),
        made("event_doubt", implausible.event_doubt_sql),
    )


def record_items(dialect: Dialect, *, of_linked: bool) -> tuple[Item, ...]:
    """The hospital records of a release."""
    return (
        made("attendance_spell", records.attendance_spell_sql, of_linked=of_linked),
        named_late(made("episodes", records.episodes_sql, dialect, of_linked=of_linked)),
        named_late(made("attendances", records.attendances_sql, of_linked=of_linked)),
        named_late(made("appointments", records.appointments_sql, of_linked=of_linked)),
    )


def spell_items(
    dialect: Dialect, rules: Rules, pads: Pads, source: str, *, of_linked: bool = False
) -> tuple[Item, ...]:
    """
    The tables from the episodes of `source` to spells, and what continuous inpatient spells ask for besides.

    `of_linked`: spells are those of linked people alone, and of others no more than whether they had left.
    """
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
        made(
            "unjoined_spell", spell_dates.unjoined_spell_sql, dialect, OF_LINKED if of_linked else EVERYBODY
        ),
        made("unfinished_stay", spell_dates.unfinished_stay_sql, dialect),
        made("spell_cips", cips.spell_cips_sql, dialect, rules.cips),
        made("admission", admission.admission_sql, dialect, *rules.contacts.of_admissions),
        made("overlapping_spell", overlap.overlapping_spell_sql),
        made("spell_detail", stay_detail.spell_detail_sql, of_linked=of_linked),
        made("spells", spell_dates.spells_sql),
        made("stay_admission", admission.stay_admission_sql),
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
