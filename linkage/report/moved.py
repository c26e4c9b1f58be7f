"""What changed since the publication before, in one sentence, and what of it is not shown."""

from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures
from linkage.report.moves import Move, moves, rest_words
from linkage.report.screen.family import Family
from linkage.report.table import Kind, written
from linkage.words.number_words import number_of

SIZES = {
    True: "by more than a quarter of itself",
    False: "by less than a quarter of itself",
    None: "and rounded numbers do not settle whether by more than a quarter of itself",
}


def changed_sentence(figures: Figures, facts: ReportFacts, among: Family) -> str:
    """The whole against the publication before, and how many categories moved."""
    if facts.compared is None:
        return "There is no earlier publication to compare with."
    found = moves(figures, facts.disclosure, among)
    whole = next((move for move in found if move.breakdown == "month"), None)
    if whole is None:
        hidden = " here (disclosure control)" if figures.is_controlled else ""
        return f"The unmatched rate cannot be compared with {facts.compared}{hidden}."
    others = sum(
        move.is_triggered is True and move.is_beyond_chance is True
        for move in found
        if move.breakdown != "month"
    )
    rest = rest_words(figures, found)
    of_whom = " that are shown" if rest else ""
    groups = (
        f"; {number_of(others, 'group')}{of_whom} moved further than that, beyond chance" if others else ""
    )
    more = "".join(f"; {words}" for words in rest)
    return f"Since {facts.compared} the share of events without a person {moved(whole)}{groups}{more}."


def moved(move: Move) -> str:
    """From where to where."""
    before, now = (written(cell, Kind.SHARE) for cell in (move.before, move.now))
    rounded = " in rounded numbers" if move.is_rounded else ""
    if move.before == move.now:
        return f"is {now}{rounded}, as before" + (f", {SIZES[None]}" if move.is_triggered is None else "")
    return f"went from {before} to {now}{rounded}, {SIZES[move.is_triggered]}{beyond_words(move)}"


def beyond_words(move: Move) -> str:
    """Whether chance, and how months vary, explain it."""
    if move.is_beyond_chance is None:
        return ""
    return ", beyond chance" if move.is_beyond_chance else ", within what chance and earlier months explain"
