"""Hidden, fine and not compared are three answers: a shareable page says no more than its internal twin, nor else."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from linkage.commands.report.shared_rule import within
from linkage.disclosure.profile import HES_2018, NHSE_SDE, SUPPRESSED, Profile
from linkage.report.chapters.assurance import cards
from linkage.report.chapters.chapter import Drawing, Words
from linkage.report.chapters.funnel import between_providers
from linkage.report.chapters.history import charts
from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures
from linkage.report.headline import Headline, headline
from linkage.report.moves import moves
from linkage.report.rounding import settled
from linkage.report.screen.family import family
from linkage.report.screen.ratings import GREEN, NOT_SHOWN, RED
from linkage.report.screen.worse_words import worse_words
from linkage.report.worse import judged
from linkage.words.expected_wrong import OF_ALL
from linkage.words.figure import Figure
from linkage.words.publication import FIRST
from tests.report.told import FACTS
from tests.safety.random_report import NOW, P, Twins, twins

RULES = (
    HES_2018,
    within(HES_2018, is_national=False),
    NHSE_SDE,
    Profile("custom", smallest=12, base=3, national_exact=False),
)
SEEDS = 12
OPEN = ("not shown", "not settle", "hidden")
"""Words by which a sentence says that it does not know all."""


@pytest.fixture(scope="module", params=range(SEEDS))
def pair(request: pytest.FixtureRequest) -> Twins:
    """One month, exact and shared."""
    return twins(request.param, RULES[request.param % len(RULES)])


def screen(figures: Figures, pair: Twins) -> Headline:
    """The first screen."""
    facts = pair.internal if figures is pair.exact else pair.shareable
    return headline(figures, facts)


def is_open(sentence: str) -> bool:
    """Whether a sentence says that something is not known."""
    return any(word in sentence for word in OPEN)


def test_the_first_screens_do_not_contradict(pair: Twins) -> None:
    """An all-clear outside is one inside, or says what it does not know; so is a warning."""
    inside, outside = screen(pair.exact, pair), screen(pair.shared, pair)

    assert not outside.usable.startswith("These links can be used") or inside.usable.startswith("These links")
    assert not outside.usable.startswith("Use these links with care") or "with care" in inside.usable
    assert (
        not outside.worse.startswith("No group")
        or is_open(outside.worse)
        or inside.worse.startswith("No group")
    )
    for size in ("by more than a quarter of itself", "by less than a quarter of itself"):
        assert size not in outside.changed.replace("not settle whether " + size, "") or size in inside.changed
    assert "[c]" not in outside.usable + outside.worse + outside.changed
    assert outside.nothing != inside.nothing


def verdicts(figures: Figures, rule: Profile | None) -> dict[tuple[str, str], bool | None]:
    """Of every group of people, whether it is worse off than the rest."""
    return {(group.breakdown, group.category): group.is_worse for group in judged(figures, rule).groups}


def test_what_shared_numbers_say_of_a_group_is_so(pair: Twins) -> None:
    """Worse or fine where both are shown; what rounding does not settle is not said."""
    inside, outside = verdicts(pair.exact, None), verdicts(pair.shared, pair.shareable.disclosure)

    assert {place for place, verdict in outside.items() if verdict not in {None, inside[place]}} == set()


def test_what_shared_numbers_say_of_a_move_is_so(pair: Twins) -> None:
    """Likewise of every category that moved."""

    def told(figures: Figures, facts: ReportFacts) -> dict[tuple[str, str], tuple[bool | None, bool | None]]:
        found = moves(figures, facts.disclosure, family(figures, facts))
        return {(move.breakdown, move.category): (move.is_triggered, move.is_beyond_chance) for move in found}

    inside, outside = told(pair.exact, pair.internal), told(pair.shared, pair.shareable)
    for place, found in outside.items():
        assert all(verdict in {None, true} for verdict, true in zip(found, inside[place], strict=True))


def test_what_shared_numbers_say_of_a_comparison_is_so(pair: Twins) -> None:
    """What is named outside is named inside, and what is within chance outside is so inside."""
    inside = {
        (one.breakdown, one.category, one.line): one.is_named
        for one in family(pair.exact, pair.internal).compared
    }
    for one in family(pair.shared, pair.shareable).compared:
        assert one.is_named in {None, inside[one.breakdown, one.category, one.line]}


def test_what_shared_charts_say_is_so(pair: Twins) -> None:
    """The icon of a chart that hides no month is that of the exact numbers, or none."""
    inside = {
        (one.subject, one.line.name): one.icon
        for one in charts(pair.exact, pair.internal)
        if one.maturity == FIRST
    }
    for one in charts(pair.shared, pair.shareable):
        if one.is_settled and not one.hidden:
            assert one.icon == inside[one.subject, one.line.name]


def readings(figures: Figures, pair: Twins) -> Iterator[str]:
    """What the funnel says."""
    facts = pair.internal if figures is pair.exact else pair.shareable
    for block in between_providers(figures, facts):
        if isinstance(block, Drawing):
            yield block.reading
        elif isinstance(block, Words):
            yield block.text


def test_the_funnel_says_whom_it_does_not_know(pair: Twins) -> None:
    """No provider lies above: of those shown; and how many are not."""
    hidden = sum(
        rate.is_suppressed
        for rate in pair.shared.of("match_rate_by")
        if (rate.breakdown, rate.measure) == ("provider", "match_rate")
    )
    for told in readings(pair.shared, pair):
        assert not hidden or f"{hidden} provider" in told
        assert is_open(told) or next(readings(pair.exact, pair)).partition(":")[0] == told.partition(":")[0]


def test_ratings_outside_are_those_inside_or_none(pair: Twins) -> None:
    """A rating that rests on withheld numbers says so."""
    inside = {card[1]: card[2] for card in cards(pair.exact, pair.internal)}
    for _, card, rating, basis in cards(pair.shared, pair.shareable):
        assert rating in {NOT_SHOWN, inside[card]}
        assert (rating == NOT_SHOWN) == ("not part of the shareable report" in basis)


def test_a_page_is_made_of_what_is_shared(pair: Twins) -> None:
    """A hidden number is in no figure of the page, so no sentence can depend on it."""
    hidden = [row for row in pair.shared.rows if row.control == SUPPRESSED]

    assert all(
        row.numerator is row.value is row.numerator_people is row.complement_people is None for row in hidden
    )
    assert "Nothing: the month" not in screen(pair.shared, pair).nothing


def group(category: str, linked: int | None, events: int | None) -> Figure:
    """The match rate of one sex."""
    control = SUPPRESSED if linked is None else "rounded"
    return Figure("match_rate_by", "sex", category, "match_rate", linked, events, None, NOW, control=control)


WHOLE = Figure("match_rate_by", "month", NOW, "match_rate", 9_500, 10_000, 0.95, NOW, control="rounded")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        pytest.param(
            [WHOLE, group("1", 4_750, 5_000), group("2", 4_750, 5_000)],
            "No group of sex is unmatched more often than the others, beyond what chance explains.",
            id="fine",
        ),
        pytest.param(
            [WHOLE, group("1", 4_750, 5_000), group("2", None, 4_900), group("unknown", None, None)],
            "No group of sex that is shown is unmatched more often than the others, beyond what chance explains; "
            "2 groups are not shown (disclosure control) and may be worse.",
            id="hidden",
        ),
        pytest.param(
            [
                replace(WHOLE, numerator=9_000),
                group("1", 8_950, 9_900),
                group("2", 50, 100),
                group("9", None, None),
            ],
            "Unmatched most often: sex Female (50 of 100 unmatched, 50.00%; others 9.60%; z 13.4); "
            "how many of them are in HES and were missed is not known here; "
            "1 group is not shown (disclosure control) and may be worse.",
            id="worse and hidden",
        ),
        pytest.param(
            [replace(WHOLE, numerator=None), group("1", 4_750, 5_000), group("2", 4_750, 5_000)],
            "Whether a group of people is unmatched more often than the others is not shown: "
            "2 are hidden or have nothing to be held against (disclosure control).",
            id="nothing to be held against",
        ),
        pytest.param(
            [replace(WHOLE, numerator=80, denominator=100), group("1", 40, 50), group("2", 40, 50)],
            "Whether a group of people is unmatched more often than the others is not settled: "
            "rounded numbers do not settle it for 2 groups.",
            id="no verdict of any",
        ),
        pytest.param(
            [
                replace(WHOLE, numerator=80, denominator=100),
                group("1", 40, 50),
                group("2", 40, 50),
                group("9", None, None),
            ],
            "Whether a group of people is unmatched more often than the others is not shown: 1 are hidden or have "
            "nothing to be held against (disclosure control); rounded numbers do not settle it for 2 groups.",
            id="no verdict of any, and hidden",
        ),
        pytest.param(
            [WHOLE, group("1", 9_500, 10_000)],
            "No groups of people can be compared with one another.",
            id="one",
        ),
    ],
)
def test_three_answers(rows: list[Figure], told: str) -> None:
    """Fine is said of groups that were compared, and of no other."""
    assert worse_words(judged(Figures(NOW, tuple(rows)), NHSE_SDE)) == told


@pytest.mark.parametrize(
    ("given", "rating"),
    [
        ({"expected_false_link_share": 0.001, "expected_wrong_share": 0.001}, GREEN),
        ({"expected_false_link_share": 0.001}, NOT_SHOWN),
        ({"expected_false_link_share": 0.02}, RED),
        ({}, NOT_SHOWN),
        ({"expected_false_link_share": 0.0041}, NOT_SHOWN),
    ],
    ids=["shared", "withheld of all links", "above it", "withheld", "too close for a rounded number"],
)
def test_wrong_links_that_are_not_shown_are_not_fine(given: dict[str, float], rating: str) -> None:
    """Withheld is not "not estimated", and the first screen does not say that the links can be used."""
    rows = tuple(
        Figure(
            "linkage_error" if name == OF_ALL else "rank_p",
            *("month", NOW, name, None, None, value, NOW),
            control="rounded",
        )
        for name, value in {**given, "target": 0.004}.items()
    )
    supplied = Figure("match_rank", "total", "supplied", "match_rate", 95, 100, 0.95, NOW, control="rounded")
    shared = Figures(NOW, (WHOLE, supplied, *rows), is_shared=True)
    facts = replace(FACTS, month=NOW, ranks=(P,), disclosure=NHSE_SDE)
    found = {card[1]: card[2] for card in cards(shared, facts)}

    assert found["Expected wrong links"] == rating
    told = headline(shared, facts).usable
    assert ("whether more wrong links " in told) == (rating == NOT_SHOWN)
    assert "all that the hold-out finds" in told


def test_a_verdict_holds_for_every_number_or_is_none() -> None:
    """Corners are enough for what is asked here: brute force over small spans finds no other answer."""
    for linked in range(40, 60, 3):
        for events in range(60, 80, 3):
            spans = ((linked - 2, linked + 2), (events - 2, events + 2))

            def holds(part: int, whole: int) -> bool:
                return part / whole > 0.75

            every = {
                holds(a, b)
                for a in range(spans[0][0], spans[0][1] + 1)
                for b in range(spans[1][0], spans[1][1] + 1)
            }
            assert settled(holds, *spans) == (every.pop() if len(every) == 1 else None)
