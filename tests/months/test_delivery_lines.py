"""What a run and a plan print of a delivery, drawn as tables and word for word."""

import pytest

from linkage.cli.pages.delivery_lines import delivery_lines
from linkage.commands.months.lacking_events import lacking
from linkage.release.record.delivery import Delivery, LinkChanges, MonthChange, RowChanges
from linkage.release.record.delivery_words import opt_out_words
from linkage.release.record.struck import Struck
from tests.tables import Row, rows

MONTHS = {
    "2019-09": MonthChange(),
    "2019-10": MonthChange(
        rows=RowChanges(new=1_200, corrected=3, moved=2),
        done="made again",
        links=LinkChanges(gained=1_100, lost=2, other_person=1),
    ),
    "2019-11": MonthChange(identities=4, people=5, person_gone=2, done="carried"),
    "2019-12": MonthChange(rows=RowChanges(withdrawn=6), done="struck"),
    "2020-01": MonthChange(rows=RowChanges(held_back=70, not_supplied=8)),
    "2020-02": MonthChange(settings=("rules",), done="carried"),
    "2020-03": MonthChange(is_known=False),
    "2020-04": MonthChange(is_looked_at=False),
}
FOUND = Delivery(
    files_new=("a.csv",), people_before=10, people=1_012, opt_outs=3, opt_outs_before=2, months=MONTHS
)
STRUCK = {"2019-12": Struck(people=0, events=0, withdrawn=6), "2020-02": Struck(people=1, events=2)}
PLANNED = """\
files:        1 new, 0 gone since the release before
index:        1,012 people, 10 before
opt-outs:     3 number(s) on the list, 1 more than the release before knew
published months against this delivery:
  month            new  corrected      moved  withdrawn  held back  not supplied  identities     people  person gone  opted out  would be
  2019-10        1,200          3          2          0          0             0           0          0            0          0  made again
           links: 1,100 gained, 2 lost, 1 of another person, 0 by another rank
  2019-11            0          0          0          0          0             0           4          5            2          0  left as it is
  2019-12            0          0          0          6          0             0           0          0            0          0  events taken out
  2020-01            0          0          0          0         70             8           0          0            0          0  nothing
  2020-02            0          0          0          0          0             0           0          0            0          1  events taken out, else left as it is; other rules
held back:    70 event(s) of 2020-01 are not in the file they came in any more, more than [did] max_withdrawn_share \
allows: they stay published. Raise it if they were withdrawn; if the file is half a delivery, supply it whole
not supplied: 8 event(s) of 2020-01 are in no file of this run: they stay
not looked at: 2020-04: hospital files have changed: whom that concerns is known once the run has read them
not known:    2020-03: an earlier version kept nothing to tell by; carried as they are
affected, and would be left as they are: 2019-11, 2020-02. `linkage run job.toml --changed` makes them again
"""  # noqa: E501 - as it is printed


def test_the_table_of_a_plan_is_as_it_was_read() -> None:
    """A month that is as it was is not in it."""
    lines = delivery_lines(FOUND, STRUCK, "job.toml", planned=True)

    assert "\n".join(lines) + "\n" == PLANNED


def test_a_column_of_nothing_is_left_out_and_a_run_says_what_it_has_done() -> None:
    """Of one month with new events."""
    months = {"2019-10": MonthChange(rows=RowChanges(new=2), done="made again")}

    assert list(delivery_lines(Delivery(months=months))) == [
        "published months against this delivery:",
        "  month            new  done",
        "  2019-10            2  made again",
    ]
    assert not list(delivery_lines(Delivery(months={"2019-10": MonthChange()})))
    assert not list(delivery_lines(None))


def test_a_month_that_is_linked_is_without_the_events_that_no_file_holds() -> None:
    """They stay in one that is carried, and that is not said of one that is linked of what there is."""
    of = MonthChange(rows=RowChanges(new=2, held_back=70, not_supplied=8), done="made again")

    lines = list(delivery_lines(Delivery(months={"2019-10": of})))

    assert lines[-2:] == [
        (
            "held back:    70 event(s) of 2019-10 are not in the file they came in any more, more than [did] "
            "max_withdrawn_share allows: linked again, the month is without them. If the file is half a delivery, "
            "supply it whole"
        ),
        "not supplied: 8 event(s) of 2019-10 are in no file of this run: linked again, the month is without them",
    ]
    assert list(lacking(Delivery(months={"2019-10": of}))) == [
        (
            "2019-10: 78 published event(s) are in no file that counts, and the month is linked without them; if a "
            "file is missing, or half a delivery, supply it whole and run --changed"
        )
    ]


LISTS = rows("""
    now | before | same | told
    ----+--------+------+-----------------------------------------------------------------------
        |        |      |
    0   |        |      |
    0   | 0      | yes  |
    0   | 4      |      | 0 number(s) on the list, 4 fewer than the release before knew
    5   | 5      | yes  | 5 number(s) on the list, the same list as in the release before
    5   |        | yes  | 5 number(s) on the list, the same list as in the release before
    5   | 5      |      | 5 number(s) on the list, as many as the release before knew, but not the same
    5   | 3      |      | 5 number(s) on the list, 2 more than the release before knew
    5   |        |      | 5 number(s) on the list; the release before does not tell how many it knew
""")


@pytest.mark.parametrize("case", LISTS, ids=lambda case: f"{case['now']} {case['before']} {case['same']}")
def test_how_long_the_list_is(case: Row) -> None:
    """Against that of the release before, where that can be told; its digest tells whether it is the same."""
    now, before = (int(str(case[name])) if case[name] else None for name in ("now", "before"))
    found = Delivery(opt_outs=now, opt_outs_before=before, is_same_list=case["same"] is not None)

    assert opt_out_words(found) == (case["told"] or "")
