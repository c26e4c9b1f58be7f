"""The page of a training: the model file for people to read, written beside it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel

from linkage.files.plain_file import put_text
from linkage.report.training_facts import (
    Cell,
    ComparisonTable,
    CopiedLine,
    DefaultDayLine,
    DependenceLine,
    EvidenceLine,
    LevelLine,
    PatternLine,
    TrainingFacts,
)
from linkage.report.training_page import render_training_page
from linkage.steps.probabilistic.evidence.parameters import EVERY_SETTING, EvidenceParameters
from linkage.steps.probabilistic.levels.levels import comparisons
from linkage.steps.probabilistic.model.model import LevelParameters, Model
from linkage.steps.probabilistic.posterior.copied import copied_interval, copied_shares
from linkage.steps.probabilistic.posterior.wrong_number import twin_share
from linkage.steps.probabilistic.training.label_check import label_gap
from linkage.steps.probabilistic.training.pattern_summary import pattern_summary


def write_training_page(model: Model, target: Path) -> None:
    """Write the page of `model`, whole or not at all."""
    put_text(target, render_training_page(training_facts(model)))


def training_facts(model: Model) -> TrainingFacts:
    """What the page shows of a model."""
    training = model.training
    columns, rows = flat_table(model.coincidence.kinds)
    return TrainingFacts(
        model_id=model.model_id,
        format=model.format,
        months=training.months,
        events=training.events,
        people=training.people,
        pairs=training.pairs,
        stranger_pairs=training.stranger_pairs,
        inputs_sha256=training.inputs_sha256,
        levels_sha256=model.levels_sha256,
        versions=training.versions,
        right_number_share=model.right_number_share,
        unheld_number_share=model.unheld_share,
        twin_share=twin_share(model),
        block_coverage=tuple((" or ".join(one.blocks), one.share, one.pairs) for one in model.block_coverage),
        comparisons=tuple(comparison_tables(model)),
        coincidence_columns=columns,
        coincidence=rows,
        patterns=tuple(
            PatternLine(one.birth_date, one.postcode, one.strangers, one.others, one.by_chance)
            for one in pattern_summary(model)
        ),
        default_days=tuple(
            DefaultDayLine(one.dataset, one.day, one.month_is_known, one.found, one.expected)
            for one in model.default_days
        ),
        dependence=tuple(
            DependenceLine(
                *one.fields, one.both_wrong, one.by_independence, one.bits, one.least_bits, one.most_bits
            )
            for one in model.dependence
        ),
        numbers=(
            ("the person's own", model.number.right),
            ("the person's own, on a record that bears somebody else's data", model.number.copied),
            ("a stranger's", model.number.stranger),
            ("somebody's at the same address", model.number.relative),
        ),
        copied=tuple(copied_lines(model)),
        copied_interval=copied_interval(model),
        relatives=(model.copies.relatives, model.copies.relatives_low, model.copies.relatives_high),
        told_by=model.copies.told_by,
        evidence=tuple(evidence_lines(model.evidence)),
    )


def comparison_tables(model: Model) -> Iterator[ComparisonTable]:
    """A table for each comparison, a line for each of its levels."""
    for comparison in comparisons():
        levels = zip(model.comparisons[comparison.name], comparison.levels, strict=True)
        lines = tuple(level_line(model, level, defined.meaning) for level, defined in levels)
        yield ComparisonTable(comparison.name, lines)


def copied_lines(model: Model) -> Iterator[CopiedLine]:
    """A line for each kind of event that was counted."""
    shares = copied_shares(model).in_full
    for kind in model.copies.kinds:
        share = shares[kind.age_band, kind.crowd]
        yield CopiedLine(kind.age_band, kind.crowd, kind.own, kind.another, kind.apart, share)


def evidence_lines(found: EvidenceParameters) -> Iterator[EvidenceLine]:
    """A line for each number of the further evidence."""
    near = found.near_number
    if near:
        yield EvidenceLine("nhs_number_near", "one slip away", None, near.u, near.events, None, near.smoothed)
    for level in found.practice:
        given = f"postcode {level.postcode}"
        yield EvidenceLine(
            "gp_practice", given, level.m, level.u, level.pairs, level.strangers, level.smoothed
        )
    for one in found.activity:
        given = "every setting" if one.setting == EVERY_SETTING else f"setting {one.setting}"
        yield EvidenceLine("hospital_activity", given, one.m, one.u, one.pairs, one.strangers, one.smoothed)


def level_line(model: Model, level: LevelParameters, meaning: str) -> LevelLine:
    """One level with its label check."""
    found = label_gap(level, model.right_number_share)
    return LevelLine(
        level=level.level,
        meaning=meaning,
        pairs=level.pairs,
        strangers=level.strangers,
        m=level.m,
        u=level.u,
        weight=level.weight,
        m_by_labels=level.m_by_labels,
        gap=found.gap if found else None,
        explained=found.explained if found else None,
        smoothed=level.smoothed,
    )


def flat_table(parts: Sequence[BaseModel]) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    """Columns and rows of a list of parts of the model file, whatever fields they have."""
    columns = tuple(dict.fromkeys(name for part in parts for name in type(part).model_fields))
    return columns, tuple(tuple(part.model_dump().get(name) for name in columns) for part in parts)
