"""
The pages whose text is kept in golden/: python -m tests.report.golden_pages writes them again, to be read as a diff.

One small world with something in every chapter, told internally and under each rule of disclosure control.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from linkage.commands.report.comparison import change_figures
from linkage.disclosure.month import controlled_month
from linkage.disclosure.profile import HES_2018, NHSE_SDE, Profile
from linkage.disclosure.series import publications
from linkage.report.chapters.rank_table import RankDescription
from linkage.report.facts import Approval, Delivered, MonthDelivered, SinceFirst
from linkage.report.figures import Figures
from linkage.report.page import render_page
from linkage.words.figure import SUB_NATIONAL, Figure
from tests.report.series_world import World, figures, share
from tests.report.told import PageText, facts_of

FOLDER = Path(__file__).parent / "golden"
WORLD = World(months=5, providers=14, small=2, broken_from=4, ruled_from=5)
NOW, BEFORE = WORLD.periods[-1], WORLD.periods[-2]
CUSTOM = Profile("custom", smallest=12, base=3, national_exact=False)
RULES = {"internal": None, "hes_2018": HES_2018, "nhse_sde": NHSE_SDE, "custom": CUSTOM}


DELIVERED = Delivered(
    months=(
        MonthDelivered(BEFORE, "made again", "3 new event(s)", 40, 2, 1, 0, 0, 0, is_left=False),
        MonthDelivered(
            WORLD.periods[1],
            "affected, left as it is",
            "2 corrected event(s)",
            *(None, None, None),
            0,
            0,
            7,
            is_left=True,
        ),
        MonthDelivered(
            WORLD.periods[0],
            "events taken out",
            "people on the opt-out list",
            *(None, None, None),
            4,
            1,
            0,
            is_left=False,
        ),
    ),
    not_known=("2018-12",),
    not_supplied=((WORLD.periods[0], 9),),
)


def more() -> Iterator[Figure]:
    """A row or more of every table that the series has not."""
    for rank, concordant in (("1A", 5000), ("8", 40)):
        yield share(NOW, "concordance", "match_rank", rank, "concordant", concordant, concordant + 90)
        yield share(
            NOW, "concordance", "match_rank", rank, "concordant_primary", concordant - 9, concordant + 90
        )
    yield share(NOW, "concordance", "provider", "R004", "concordant", 700, 800)
    yield share(NOW, "implausible", "month", NOW, "after_death", 3, 12000)
    yield share(NOW, "implausible", "month", NOW, "any", 20, 12000)
    for setting, patients, imaged in (("admitted", 900, 300), ("emergency", 40, 4)):
        rows = {
            "patients": patients,
            "with_imaging": imaged,
            "without_imaging": patients - imaged,
            "with_imaging_in_setting": imaged // 2,
        }
        for measure, count in rows.items():
            yield share(NOW, "patients_by_setting", "setting", setting, measure, count, patients)
        yield Figure(
            "modality_by_setting", setting, "X-ray", "examinations", imaged, patients, float(imaged), NOW
        )
    for level, breakdown, category in (("national", "month", NOW), (SUB_NATIONAL, "provider", "R004")):
        for told, days, below in (
            ("p25", 3.0, 250),
            ("p50", 9.0, 500),
            ("p75", 20.0, 750),
            ("p90", 41.0, 996),
        ):
            yield Figure(
                "waits",
                breakdown,
                category,
                f"request_to_test.{told}",
                below,
                1000,
                days,
                NOW,
                level,
                below,
                1000 - below,
            )
    yield share(NOW, "waits", "month", NOW, "request_to_test.within_42", 900, 1000)
    yield share(NOW, "waits", "month", NOW, "request_to_test.negative", 2, 1000)
    yield share(NOW, "linkage_error", "month", NOW, "impossible_link_share", 2, 12000)
    estimates = {
        ("linkage_error", "month", "expected_false_links"): 1.25,
        ("linkage_error", "month", "expected_missed_links"): 20.5,
        ("linkage_error", "month", "expected_wrong_share"): 0.0031,
        ("linkage_error", "month", "holdout_recall"): 0.8,
        ("linkage_error", "month", "holdout_recall_low"): 0.75,
        ("linkage_error", "month", "holdout_recall_high"): 0.85,
        ("linkage_error", "month", "holdout_false_link_share"): 0.0005,
        ("linkage_error", "month", "holdout_false_link_share_low"): 0.0001,
        ("linkage_error", "month", "holdout_false_link_share_high"): 0.002,
        ("linkage_error", "month", "holdout_wrong_number_share"): 0.004,
        ("linkage_error", "month", "holdout_like_another_share"): 0.0031,
        ("rank_p", "month", "target"): 0.004,
        ("rank_p", "month", "threshold"): 0.97,
        ("rank_p", "month", "expected_false_link_share"): 0.002,
        ("rank_p", "month", "copied_floor"): 0.006,
        ("rank_p", "month", "synthetic_false_link_share"): 0.003,
        ("rank_p", "month", "synthetic_false_link_share_low"): 0.0025,
        ("rank_p", "month", "synthetic_false_link_share_high"): 0.0035,
        ("rank_p", "month", "recapture_recall"): 0.85,
        ("rank_p", "month", "recapture_recall_low"): 0.8,
        ("rank_p", "month", "recapture_recall_high"): 0.9,
    }
    for rank, wrong in {"1A": 10.5, "8": 20.25}.items():
        yield Figure(
            *("linkage_error", "match_rank", rank, "expected_wrong_links", None, None, wrong, NOW),
            *("national", 300, 0),
        )
    for end, value in {"": 0.82, "_low": 0.77, "_high": 0.87}.items():
        yield Figure(
            *("linkage_error", "fields", "birth_date+sex+postcode", f"holdout_recall{end}", None, None),
            *(value, NOW, "national", 300, 80),
        )
    for (table, breakdown, measure), value in estimates.items():
        yield Figure(table, breakdown, NOW, measure, None, None, value, NOW, "national", 300, 80)
    yield share(NOW, "linkage_error", "month", NOW, "holdout_events", 900, 900)
    yield Figure("linkage_error", "sex", "1", "standardised_difference", None, None, -0.12, NOW)


def golden() -> dict[str, str]:
    """The text of each page."""
    rows = (*figures(WORLD), *more())
    month = [row for row in rows if row.period == NOW]
    facts = replace(
        facts_of(WORLD, rows, NOW),
        compared=f"release 0004 ({BEFORE})",
        compared_month=BEFORE,
        ranks=(*facts_of(WORLD, rows, NOW).ranks, RankDescription("P", "scored", "", "", "", "")),
        names={"R003": "St. Elsewhere"},
        approvals=(Approval("0004", "2019-05-02", "A. Reviewer", "fit for the extract"),),
        delivered=DELIVERED,
        since_first=(SinceFirst(BEFORE, 11_160, 40),),
        rebased={WORLD.periods[2]: "a new supplier"},
    )
    told = {"internal": (*rows, *change_figures(rows, rows, NOW, BEFORE))}
    for name, rule in RULES.items():
        if rule is not None:
            now = controlled_month(month, rule)
            past = controlled_month([row for row in rows if row.period == BEFORE], rule)
            changed = [replace(row, control="rounded") for row in change_figures(now, past, NOW, BEFORE)]
            told[name] = (*now, *changed, *publications(rows, NOW, now, [], rule, lambda _: ()))
    return {
        name: PageText(render_page(Figures(NOW, told[name]), replace(facts, disclosure=rule))).text
        for name, rule in RULES.items()
    }


if __name__ == "__main__":
    for name, text in golden().items():
        (FOLDER / f"{name}.txt").write_text(text, "utf-8")
