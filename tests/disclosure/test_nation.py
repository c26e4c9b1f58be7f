"""All national numbers of a month at once: what nobody may learn of them, from one publication or from two."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest

from linkage.disclosure.earlier import Publication
from linkage.disclosure.interval import remade
from linkage.disclosure.month import controlled_month
from linkage.disclosure.profile import HES_2018, NHSE_SDE, Profile
from linkage.words.figure import Figure
from linkage.words.interval import wilson
from tests.disclosure.national_attacker import links_of_p, under_protected
from tests.disclosure.random_nation import Nation, figures, random_nation
from tests.disclosure.share import batches

pytestmark = pytest.mark.slow
"""Run by `make test-disclosure`."""

MONTHS, PAIRS, STEP = 40, 100, 10
"""Random months, of some thirteen tables each, and pairs of publications; how many a test takes."""

NOT_NATIONAL = replace(HES_2018, national_exact=False)
CUSTOM = Profile("custom", smallest=6, base=1, national_exact=False)
CONTROLLED = {"hes_2018, not national": NOT_NATIONAL, "nhse_sde": NHSE_SDE, "custom": CUSTOM}
EVERY = {"hes_2018": HES_2018, **CONTROLLED}


def shared_of(
    profile: Profile, exact: Sequence[Figure], earlier: Sequence[Publication] = ()
) -> dict[tuple[str, str, str, str], Figure]:
    """What is shared, by what names it."""
    return {figure.key: figure for figure in controlled_month(exact, profile, earlier)}


@pytest.mark.parametrize("name", CONTROLLED)
@pytest.mark.parametrize("first", batches(MONTHS, STEP))
def test_no_small_number_of_a_month_can_be_worked_out(first: int, name: str) -> None:
    """By whoever knows how its tables hang together, and what its estimates leave possible."""
    broken = []
    for seed in range(first, first + STEP):
        exact = figures(random_nation(Random(seed)))
        broken += [
            (seed, told)
            for told in under_protected(CONTROLLED[name], exact, shared_of(CONTROLLED[name], exact))
        ]

    assert not broken


def test_two_estimates_of_rank_p_would_be_its_count() -> None:
    """The attack must be able to succeed: expected wrong links over their share, as they once were shared."""
    exact = figures(random_nation(Random(1)))
    links = next(figure for figure in exact if figure.key == ("match_rank", "rank", "P", "records"))
    shared = shared_of(NHSE_SDE, exact)
    estimates = {
        figure.key: replace(figure, numerator_people=None, complement_people=None)
        for figure in exact
        if "expected_false_link" in figure.measure
    }

    assert NHSE_SDE.is_small(links.numerator or 0)
    assert links_of_p(shared) is None
    assert links_of_p(shared | estimates) == (links.numerator, links.numerator)
    assert any(
        told.startswith("match_rank rank P") for told in under_protected(NHSE_SDE, exact, shared | estimates)
    )


@pytest.mark.parametrize(
    ("table", "breakdown"),
    [("concordance", "match_rank"), ("modality_by_setting", ""), ("data_quality", "did.")],
)
def test_tables_of_the_same_events_controlled_one_by_one_would_betray(table: str, breakdown: str) -> None:
    """The attack must be able to succeed: each of them shared as if there were no other."""
    told = 0
    for seed in range(12):
        exact = figures(random_nation(Random(seed)))
        alone = {
            figure.key: replace(figure, control="rounded")
            for figure in exact
            if figure.table == table
            and figure.breakdown.startswith(breakdown)
            and not CUSTOM.is_small(figure.numerator or 0)
        }
        told += len(under_protected(CUSTOM, exact, shared_of(CUSTOM, exact) | alone))

    assert told


@pytest.mark.parametrize(("found", "held"), [(17, 20), (85, 100), (290, 300), (412, 431), (50, 58)])
def test_an_interval_tells_no_more_than_two_rounded_numbers(found: int, held: int) -> None:
    """Every sample that rounds to the same two is told with the same interval; an exact one names its sample."""
    told = {
        remade(one / whole, *wilson(one / whole, whole), NHSE_SDE)
        for one in alike(found)
        for whole in alike(held)
        if one < whole and whole - one >= NHSE_SDE.smallest
    }
    fitting = [
        (one, whole)
        for whole in range(1, 500)
        for one in range(whole + 1)
        if [round(end, 6) for end in wilson(one / whole, whole)]
        == [round(end, 6) for end in wilson(found / held, held)]
    ]

    assert len(told - {None}) <= 1
    assert (remade(found / held, *wilson(found / held, held), NHSE_SDE) is None) == (held - found < 10)
    assert len(fitting) == 1


def alike(count: int) -> list[int]:
    """Counts that are shown as the same one."""
    return [other for other in range(500) if NHSE_SDE.rounded(other) == NHSE_SDE.rounded(count)]


def revised(chance: Random, nation: Nation) -> Nation:
    """The same month later: people struck, links found, a late row; few of them or many."""
    few = chance.choice((1, 2, 5, 30, 200))
    at = set(chance.sample(range(len(nation.events)), min(few, len(nation.events))))
    kind = chance.choice(("struck", "found", "late"))
    events = [
        replace(event, status="linked", rank="2", stay="admitted")
        if kind == "found" and place in at
        else event
        for place, event in enumerate(nation.events)
        if kind != "struck" or place not in at
    ]
    late = [replace(nation.events[place], person=-place) for place in at] if kind == "late" else []
    return replace(nation, events=(*events, *late))


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("first", batches(PAIRS, STEP))
def test_two_publications_do_not_tell_of_few_people(first: int, name: str) -> None:
    """No exact number moves by 1 to the limit, in any table; what was hidden stays hidden; a third is no easier."""
    profile = EVERY[name]
    for seed in range(first, first + STEP):
        chance = Random(seed)
        months = [nation := random_nation(chance), nation := revised(chance, nation), revised(chance, nation)]
        publications: list[Publication] = []
        for place, exact in enumerate(map(figures, months)):
            shared = controlled_month(exact, profile, publications)
            publications.append(Publication(exact, shared, f"{place:04}"))
        for place, later in enumerate(publications):
            for earlier in publications[:place]:
                assert betrayed(profile, earlier, later) == [], (seed, place)


def betrayed(profile: Profile, earlier: Publication, later: Publication) -> list[str]:
    """Numbers that two publications tell of few people by, or that one of them hid and the other shows."""
    found = []
    for key, now in later.shared_by_key.items():
        past = earlier.shared_by_key.get(key)
        was_hidden = key in earlier.exact_by_key and (past is None or past.is_suppressed)
        if was_hidden and not now.is_suppressed:
            found.append(" ".join(key))
        elif past is not None and (now.control == past.control == "shown" or profile.base == 1):
            moved = zip(counts(now), counts(past), strict=True)
            told = [abs(one - other) for one, other in moved if one is not None and other is not None]
            found += [" ".join(key)] if any(0 < few <= profile.limit for few in told) else []
    return found


def counts(figure: Figure) -> tuple[int | None, int | None, int | None]:
    """The counts of a number, as far as they are told: how many, of how many, and what is left."""
    count, whole = figure.numerator, figure.denominator
    return count, whole, None if count is None or whole is None else whole - count


def test_an_estimate_stands_with_the_counts_it_is_made_of() -> None:
    """One person of rank P is struck: expected wrong links over their share are not another count now."""
    nation = random_nation(Random(1))
    place = next(at for at, event in enumerate(nation.events) if event.rank == "P")
    struck = replace(nation, events=(*nation.events[:place], *nation.events[place + 1 :]))
    first = controlled_month(figures(nation), HES_2018)
    again = controlled_month(figures(struck), HES_2018, [Publication(figures(nation), first, "0001")])

    assert [replace(figure, from_release=None) for figure in again] == list(first)
    assert {figure.from_release for figure in again} == {"0001"}
