"""
Splink on the same people: the settings of its own Febrl 4 example, and only the fields that our engine sees.

Source: Splink's documentation, example "Linking the febrl4 datasets", detailed model. Trained on the tuned half; the
probability above which a pair is linked is the one with the best F1 there.
"""

from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink import comparison_library as cl

from benchmarks.febrl4 import layouts
from benchmarks.febrl4.source import FIELDS, Half, Record

NAMES = ("a_original", "b_copy")
"""Of the two tables; Splink takes the first in the alphabet for the left side."""
LOWEST = 0.01
Pairs = list[tuple[int, int, float]]
"""Pair of the copy, pair of its best original, probability."""


@dataclass(frozen=True)
class Example:
    """One way of using Splink: what it compares, where it looks, what it learns from."""

    name: str
    comparisons: tuple[Any, ...]
    blocks: tuple[Any, ...]
    sure: tuple[Any, ...]
    """Deterministic rules behind the first guess of how many pairs match."""
    recall: float
    sessions: tuple[Any, ...]
    """Blocks of the two rounds of expectation maximisation."""


def documented() -> Example:
    """The detailed model of Splink's example: names, birth date, social-security number, street number, postcode."""
    return Example(
        "Splink, its example: names and street too",
        (
            cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
            cl.NameComparison("surname").configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison(
                "date_of_birth", input_is_string=True, datetime_format="%Y%m%d", invalid_dates_as_null=True
            ),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(term_frequency_adjustments=True),
        ),
        (
            block_on("given_name", "surname"),
            "l.given_name = r.surname and l.surname = r.given_name",
            block_on("date_of_birth"),
            block_on("soc_sec_id"),
            block_on("state", "address_1"),
            block_on("street_number", "address_1"),
            block_on("postcode"),
        ),
        (block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")),
        0.8,
        (block_on("date_of_birth"), block_on("postcode")),
    )


def same_fields() -> Example:
    """Only number, birth date, sex and postcode, the number still as Febrl wrote it."""
    return Example(
        "Splink, our four fields",
        (
            cl.DateOfBirthComparison(
                "date_of_birth", input_is_string=True, datetime_format="%Y%m%d", invalid_dates_as_null=True
            ),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(term_frequency_adjustments=True),
            cl.ExactMatch("sex"),
        ),
        (block_on("date_of_birth"), block_on("soc_sec_id"), block_on("postcode")),
        (block_on("soc_sec_id"), block_on("date_of_birth", "postcode")),
        0.8,
        (block_on("date_of_birth"), block_on("postcode")),
    )


def table(records: tuple[Record, ...]) -> pa.Table:
    """One side as Splink reads it; an empty text is null."""
    columns: dict[str, list[Any]] = {
        field: [record.values[field] or None for record in records] for field in FIELDS
    }
    columns["unique_id"] = [record.pair for record in records]
    columns["sex"] = [layouts.sex(record.pair) for record in records]
    return pa.table(columns)


def linker(half: Half, settings: SettingsCreator | dict[str, Any]) -> Linker:
    """A Linker over both sides of a half."""
    database = DuckDBAPI(connection=duckdb.connect())
    sides = (half.originals, half.copies)
    tables = [
        database.register(table(side), dataset_display_name=name)
        for side, name in zip(sides, NAMES, strict=True)
    ]
    return Linker(tables, settings, log_level=None)


def train(example: Example, half: Half) -> dict[str, Any]:
    """The trained settings."""
    made = linker(
        half,
        SettingsCreator(
            link_type="link_only",
            comparisons=list(example.comparisons),
            blocking_rules_to_generate_predictions=list(example.blocks),
        ),
    )
    made.training.estimate_probability_two_random_records_match(list(example.sure), recall=example.recall)
    made.training.estimate_u_using_random_sampling(max_pairs=1e7, seed=1)
    for block in example.sessions:
        made.training.estimate_parameters_using_expectation_maximisation(
            block, estimate_without_term_frequencies=True
        )
    return made.misc.save_model_to_json(out_path=None)


def best(trained: dict[str, Any], half: Half) -> Pairs:
    """For each copy the likeliest original; nobody when two are equal."""
    made = linker(half, trained)
    found = made.inference.predict(threshold_match_probability=LOWEST).as_record_list()
    likeliest: dict[int, list[tuple[float, int]]] = {}
    for row in found:
        likeliest.setdefault(int(row["unique_id_r"]), []).append(
            (row["match_probability"], int(row["unique_id_l"]))
        )
    pairs = []
    for pair, candidates in sorted(likeliest.items()):
        (probability, person), *others = sorted(candidates, reverse=True)
        if not others or others[0][0] < probability:
            pairs.append((pair, person, probability))
    return pairs


def threshold(pairs: Pairs, people: int) -> float:
    """The probability with the best F1, every person having one copy."""
    ranked = sorted({probability for _, _, probability in pairs}, reverse=True)

    def f1(lowest: float) -> float:
        linked = [pair == person for pair, person, probability in pairs if probability >= lowest]
        return 2 * sum(linked) / (len(linked) + people)

    return max(ranked, key=f1)
