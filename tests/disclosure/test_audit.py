"""The feasibility interval of a hidden small number holds 1 to the limit, to an attacker who knows all published."""

from random import Random

import pytest

from linkage.disclosure.feasibility import PublishedRow
from linkage.disclosure.frequency_table import Cell, Suppression, TableRow, primary_suppression
from linkage.disclosure.hierarchy import nested_suppressions
from linkage.disclosure.profile import HES_2018, NHSE_SDE, Profile
from linkage.disclosure.secondary_suppression import suppressions
from tests.disclosure.attacker import Attacker, under_protected
from tests.disclosure.random_tables import changed, provider_of, random_rows, random_sites
from tests.disclosure.share import batches

TABLES, PAIRS, NESTED, STEP = 500, 100, 100, 25
"""Random tables, pairs of publications and pairs of breakdowns, and how many a test takes."""


PROFILES = (HES_2018, NHSE_SDE, Profile("custom", smallest=6, base=1, national_exact=True))
NAMED = pytest.mark.parametrize("profile", PROFILES, ids=[profile.name for profile in PROFILES])
"""Rules for a table of providers; it is the same whether hes_2018 leaves national numbers alone or not."""


def broken_in_table(seed: int, profile: Profile) -> tuple[int, int]:
    """Under-protected small numbers: with control, and with primary suppression alone."""
    chance = Random(seed)
    rows = random_rows(chance)
    hidden = suppressions(rows, profile)
    alone = {row.category: primary_suppression(row, profile) for row in rows}
    return _in_table(profile, rows, hidden), _in_table(profile, rows, alone)


def _in_table(profile: Profile, rows: list[TableRow], hidden: dict[str, Suppression]) -> int:
    attacker = Attacker(profile)
    attacker.read("now", rows, hidden)
    return len(under_protected(attacker, "now", rows, hidden))


def broken_in_pair(seed: int, profile: Profile) -> int:
    """Under-protected small numbers by a month and its restatement together."""
    chance = Random(seed)
    before = random_rows(chance, least=4)
    after = changed(chance, before)
    first = suppressions(before, profile)
    published = {row.category: PublishedRow(row, first[row.category]) for row in before}
    return _in_pair(profile, before, after, first, suppressions(after, profile, [published]))


def _in_pair(
    profile: Profile,
    before: list[TableRow],
    after: list[TableRow],
    first: dict[str, Suppression],
    second: dict[str, Suppression],
) -> int:
    attacker = Attacker(profile)
    attacker.read("before", before, first)
    attacker.read("after", after, second)
    same = {row.category for row, old in zip(after, before, strict=True) if row.events == old.events}
    attacker.unchanged("before", "after", [row for row in after if row.category in same])
    changed_rows = {row.category for row in after} - same
    return len(under_protected(attacker, "after", after, second, spared=changed_rows))


def broken_in_sites(seed: int) -> tuple[int, int]:
    """Small numbers of providers or sites under-protected: with control, and with the two controlled apart."""
    chance = Random(seed)
    profile = PROFILES[seed % len(PROFILES)]
    sites = random_sites(chance, chance.randint(3, 12))
    rows = [provider_of(provider, of) for provider, of in sites.items()]
    apart = (
        suppressions(rows, profile),
        {site: found for of in sites.values() for site, found in suppressions(of, profile).items()},
    )
    together = nested_suppressions(rows, sites, profile)
    return _in_sites(profile, rows, sites, *together), _in_sites(profile, rows, sites, *apart)


def _in_sites(
    profile: Profile,
    rows: list[TableRow],
    sites: dict[str, list[TableRow]],
    coarse: dict[str, Suppression],
    fine: dict[str, Suppression],
) -> int:
    attacker = Attacker(profile)
    attacker.read("now", rows, coarse)
    attacker.read_sites("now", sites)
    found = 0
    for of in sites.values():
        attacker.read("now sites", of, fine, exact=False)
    for of in sites.values():
        found += len(under_protected(attacker, "now sites", of, fine))
    return found + len(under_protected(attacker, "now", rows, coarse))


@NAMED
@pytest.mark.parametrize("first", batches(TABLES, STEP))
def test_no_small_number_of_a_table_can_be_worked_out(first: int, profile: Profile) -> None:
    """Each is free from 1 to the limit; with primary suppression alone many are not."""
    found = [broken_in_table(seed, profile) for seed in range(first, first + STEP)]

    assert sum(broken for broken, _ in found) == 0
    assert sum(alone for _, alone in found) > 0, "the attack must be able to succeed"


@pytest.mark.parametrize("first", batches(NESTED, STEP))
def test_sites_and_providers_do_not_betray_each_other(first: int) -> None:
    """Two breakdowns of which one is the other made finer."""
    assert sum(broken_in_sites(seed)[0] for seed in range(first, first + STEP)) == 0


def test_sites_and_providers_controlled_one_by_one_would() -> None:
    """The attack must be able to succeed."""
    assert sum(broken_in_sites(seed)[1] for seed in range(10)) > 0


@NAMED
@pytest.mark.parametrize("first", batches(PAIRS, STEP))
def test_a_restated_month_does_not_betray_what_the_month_before_hid(first: int, profile: Profile) -> None:
    """Of rows that did not change, even to a reader who knows which those are."""
    assert sum(broken_in_pair(seed, profile) for seed in range(first, first + STEP)) == 0


def test_a_restatement_that_forgot_would_betray() -> None:
    """The row that hid a small number is shown later, because another has become the smallest."""
    before = [row("P1", 20, 3), row("P2", 100, 20), row("P3", 200, 20), row("P4", 5000, 40)]
    after = [before[0], before[1], row("P3", 90, 20), before[3]]
    unrounded = Profile("custom", smallest=8, base=1, national_exact=True)
    first = suppressions(before, unrounded)
    published = {one.category: PublishedRow(one, first[one.category]) for one in before}

    forgetting, remembering = (suppressions(after, unrounded, earlier) for earlier in ((), [published]))

    assert _in_pair(unrounded, before, after, first, forgetting) == 1
    assert _in_pair(unrounded, before, after, first, remembering) == 0


def row(category: str, linked: int, unlinked: int) -> TableRow:
    """A row of two cells, each event another person."""
    return TableRow(category, (Cell(linked, linked), Cell(unlinked, unlinked)))
