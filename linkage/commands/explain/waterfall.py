"""A candidate's evidence as a waterfall: from the prior, part by part, to the posterior, in 80 columns of text."""

from collections.abc import Iterator
from dataclasses import dataclass

from linkage.commands.explain.candidate_evidence import Candidate, Prior
from linkage.steps.probabilistic.levels.levels import comparisons
from linkage.steps.probabilistic.scoring.part_agreement import MEANINGS as PART_DATES

NAME, BAR = 47, 13
"""Columns of the part's name and of the drawing."""

NUMBER_LEVELS = {
    "exact": "the person's own",
    "missing": "missing on one side",
    "conflict": "not one of the person's",
}
PARTS = {
    "birth_date": "birth date",
    "postcode": "postcode",
    "sex": "sex",
    "nhs_number": "NHS number",
    "coincidence": "coincidence",
    "near_number": "NHS number, nearly",
    "practice": "GP practice",
    "activity": "hospital activity",
}
COINCIDENCE = "strangers agree on both too often"
"""Why birth date and postcode, both exact, weigh less together than apart."""


@dataclass(frozen=True)
class Fall:
    """One line: a part, what was found, its bits, and the total after it."""

    part: str
    found: str
    bits: float
    total: float


def falls(prior: Prior, candidate: Candidate) -> tuple[Fall, ...]:
    """The prior odds against nobody, then each part; the last total is the odds of this person against nobody."""
    total = prior.bits
    lines = [Fall("anybody in HES", "before looking", prior.bits, total)]
    for part, bits in candidate.weights.items():
        total += bits
        lines.append(Fall(PARTS.get(part, part.replace("_", " ")), level_words(candidate, part), bits, total))
    return tuple(lines)


def level_words(candidate: Candidate, part: str) -> str:
    """The level of a part in words."""
    if part == "coincidence":
        return COINCIDENCE
    level = candidate.levels.get(part)
    if part == "nhs_number":
        return NUMBER_LEVELS.get(str(level), str(level))
    meanings = {
        (comparison.name, one.name): one.meaning for comparison in comparisons() for one in comparison.levels
    }
    meanings |= {("birth_date", name): meaning for name, meaning in PART_DATES.items()}
    if level is None:
        return ""
    return "missing on one side" if level == "missing" else meanings.get((part, level), level)


def waterfall_lines(prior: Prior, candidate: Candidate) -> Iterator[str]:
    """The lines; a bar runs from the total before to the total after, + rightwards and - leftwards, | is even odds."""
    lines = falls(prior, candidate)
    ends = [0.0, *(line.total for line in lines)]
    low, high = min(ends), max(ends)
    scale = (BAR - 1) / (high - low or 1)

    def place(bits: float) -> int:
        return round((bits - low) * scale)

    before = 0.0
    for line in lines:
        drawn = [" "] * BAR
        start, stop = sorted((place(before), place(line.total)))
        drawn[start : stop + 1] = ("+" if line.bits > 0 else "-" if line.bits else " ") * (stop + 1 - start)
        drawn[place(0)] = "|"
        name = f"{line.part}: {line.found}" if line.found else line.part
        yield f"    {clipped(name, NAME):<{NAME}}{line.bits:>+7.1f}{line.total:>8.1f} {''.join(drawn)}".rstrip()
        before = line.total


def clipped(text: str, width: int) -> str:
    """The text, cut to leave a space before the next column."""
    return text if len(text) < width else f"{text[: width - 2]}…"
