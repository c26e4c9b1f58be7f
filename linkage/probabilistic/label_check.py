"""
The label check: m a second time, taking every equal NHS number for right, and what explains the difference.

EM sets aside the equal numbers that belong to somebody else; labels cannot. So m by labels should be
r m + (1 - r) u, r being the share of right numbers, and what is left beside that is for somebody to look at.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from linkage.engine.base import Engine
from linkage.errors import InputError
from linkage.probabilistic.backend import EVENT, PERSON, linker
from linkage.probabilistic.default_day import NO_DAYS, DefaultDays
from linkage.probabilistic.estimate import Numbers, estimated
from linkage.probabilistic.levels import comparisons
from linkage.probabilistic.model import LevelParameters

LABELS = "proved_label"


@dataclass(frozen=True)
class LabelCheck:
    """What the proved pairs say when every one of them counts as a match."""

    pairs: Mapping[str, int]
    """Comparison -> proved pairs that hold the field on both sides."""
    m: Numbers

    def beside(self, comparison: str, level: LevelParameters) -> LevelParameters:
        """The level with its m by labels and the number of proved pairs at it."""
        share = self.m[comparison][level.level]
        pairs = round((share or 0) * self.pairs[comparison])
        by_labels = None if share is None else float(f"{share:.9g}")
        return level.model_copy(update={"pairs": pairs, "m_by_labels": by_labels})


@dataclass(frozen=True)
class LabelGap:
    """How far m by labels is from m, as differences of probabilities."""

    gap: float
    """m by labels less m."""
    explained: float
    """The part that wrong numbers account for: (1 - r) (u - m)."""
    left: float


def label_gap(level: LevelParameters, right_number_share: float) -> LabelGap | None:
    """The gap of one level; None where labels never saw it."""
    if level.m_by_labels is None:
        return None
    gap = level.m_by_labels - level.m
    explained = (1 - right_number_share) * (level.u - level.m)
    return LabelGap(gap, explained, gap - explained)


def pairs_with_field(engine: Engine) -> dict[str, int]:
    """
    Comparison -> proved pairs that hold the field on both sides.

    Reads event_record, person_record and proved_label. Raises InputError for a field that no pair holds.
    """
    counts = engine.rows(pairs_with_field_sql())[0]
    found = {
        comparison.name: int(str(pairs)) for comparison, pairs in zip(comparisons(), counts, strict=True)
    }
    empty = [name.replace("_", " ") for name, pairs in found.items() if not pairs]
    if empty:
        raise InputError(
            f"{' and '.join(empty)}: missing or unusable in DID or in HES on every pair with an equal NHS number, so "
            "there is nothing to learn from; check that both have the column ([did.columns] and [hes.*.columns] map "
            "names) and that its values can be read, or use profile dmq_2015, which needs no training"
        )
    return found


def labelled_m(engine: Engine, days: DefaultDays = NO_DAYS) -> Numbers:
    """m of every level by Splink over proved_label; None where no pair is at the level."""
    splink, _ = linker(engine, days=days)
    training: Any = splink.training
    training.estimate_m_from_pairwise_labels(LABELS)
    return estimated(splink.misc.save_model_to_json(out_path=None), "m_probability")


def proved_label_sql() -> str:
    """One row per proved pair in the form of Splink's labels; the person is the record that bears the number."""
    return f"""
        select '{EVENT}' as source_dataset_l, cast(event.identity_key as string) as unique_id_l,
            '{PERSON}' as source_dataset_r, concat(pair.person_id, '|', event.nhs_number) as unique_id_r
        from proved_event as event
        join proved_pair as pair on pair.identity_key = event.identity_key"""


def pairs_with_field_sql() -> str:
    """One row, a column per comparison: labelled pairs in which neither side is null."""
    counts = ", ".join(
        f"count(case when event.{comparison.event_column} is not null"
        f" and person.{comparison.person_column} is not null then 1 end) as {comparison.name}"
        for comparison in comparisons()
    )
    return f"""
        select {counts}
        from {LABELS} as label
        join {EVENT} as event on event.unique_id = label.unique_id_l
        join {PERSON} as person on person.unique_id = label.unique_id_r"""
