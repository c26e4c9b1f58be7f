"""One report for each rule, word for word: a change of any number or sentence is seen in the diff of golden/."""

import re
from functools import cache

import pytest

from tests.report.golden_pages import FOLDER, RULES, golden

pages = cache(golden)


@pytest.mark.parametrize("name", RULES)
def test_the_report_is_as_it_was_read(name: str) -> None:
    """If this is what was meant: python -m tests.report.golden_pages."""
    assert pages()[name] == (FOLDER / f"{name}.txt").read_text("utf-8")


def test_each_rule_makes_its_own_report() -> None:
    """From other numbers."""
    assert len(set(pages().values())) == len(RULES)
    assert "[c]" not in pages()["internal"]
    assert all("[c]" in text for name, text in pages().items() if name != "internal")


@pytest.mark.parametrize(("name", "base"), [("hes_2018", 5), ("nhse_sde", 5), ("custom", 3)])
def test_providers_are_told_in_rounded_numbers(name: str, base: int) -> None:
    """Every count of a provider in the table of match rates is hidden or a multiple of the base."""
    section = pages()[name].split("Match rate by imaging provider\n")[1].split("\n\n")[0]
    rows = [line.split(" | ") for line in section.splitlines() if re.match(r"R\d{3}", line)]
    counts = [cell.replace(",", "") for row in rows[:14] for cell in row[1:3]]

    assert len(rows) >= 14
    assert all(cell == "[c]" or int(cell) % base == 0 for cell in counts)
    assert "[c]" in counts
