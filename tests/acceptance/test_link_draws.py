"""Draws in a release, as commands make them and a reader opens them: carried, made again, struck, refused."""

import re
import warnings
from collections.abc import Iterator
from math import log
from pathlib import Path
from typing import Any

import pytest

from linkage.api import open_release, rubin
from linkage.cli.main import exit_code
from linkage.errors import ConfigError
from linkage.reading.opened_release import OpenedRelease
from linkage.release.content.published import DRAWN
from linkage.release.record.manifest import read_manifest
from tests.acceptance.conftest import copied, world

pytestmark = pytest.mark.slow

FIRST, SECOND, THIRD = "2019-09", "2019-10", "2019-11"
DRAWS = 32


def run(job: Path, *words: str, ends: int = 0) -> None:
    """A run of the job, with draws unless they are set otherwise."""
    assert exit_code(["run", str(job), "--quiet", *words]) == ends


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The job file of two months published with draws, after one without; one key, so that draws are always these."""
    job = world(tmp_path_factory.mktemp("drawn") / "world", people=2_000, months=3)
    secret = job.with_name("one.key")
    secret.write_text("0123456789abcdef" * 4, "ascii")
    secret.chmod(0o600)
    job.write_text(job.read_text("utf-8") + '\n[keys]\npseudonym = "file:one.key"\n', "utf-8")
    assert exit_code(["train", str(job), "--quiet"]) == 0
    run(job, "--month", FIRST)
    job.write_text(job.read_text("utf-8") + f"\n[outputs]\nlink_draws = {DRAWS}\n", "utf-8")
    run(job, "--month", SECOND)
    run(job, "--month", THIRD)
    return job


@pytest.fixture
def release(drawn: Path) -> Iterator[OpenedRelease]:
    """The release of the three months."""
    with open_release(drawn.parent / "out") as opened:
        yield opened


def tables(job: Path, month: str) -> dict[str, bytes]:
    """The files of draws of a month in the current release."""
    folder = job.parent / "out" / "current"
    return {
        name: file.read_bytes()
        for name in DRAWN
        for file in (folder / name / f"test_month={month}").glob("*.parquet")
    }


def count(release: OpenedRelease, query: str) -> int:
    """The one number of a query."""
    return int(release.sql(query).fetchall()[0][0])


def test_every_draw_is_a_whole_set_of_links(release: OpenedRelease) -> None:
    """Each event once in each draw; as published where it falls to whom it is linked to; relations for the others."""
    months = (SECOND, THIRD)
    events = count(release, f"select count(*) from events where test_month in {months}")

    for draw in (1, DRAWS):
        one = release.draw(draw, months=months)
        assert len(one.links) == len(one.events) == events
        assert one.events.columns == [name for name in release.events.columns if name != "draw"]
    assert count(release, "select count(distinct draw) from drawn_links") == DRAWS
    assert count(release, "select count(*) from link_draws where person_id is null") > 0
    assert count(release, "select count(*) from link_draws where person_id is not null") > 120
    assert not count(
        release,
        """
        select count(*) from drawn_events as one
        join drawn_links as link on link.event_id = one.event_id and link.draw = one.draw
        join events on events.event_id = one.event_id
        where link.is_as_published and (one.is_repeat <> events.is_repeat
            or one.days_to_next_admission is distinct from events.days_to_next_admission
            or one.age_at_test is distinct from events.age_at_test)""",
    )
    assert not count(
        release,
        """
        select count(*) from drawn_events as one
        left join drawn_pathways as beside
          on beside.event_id = one.event_id and beside.draw = one.draw and beside.is_primary
        where beside.relation is distinct from one.primary_relation""",
    )
    assert not count(
        release,
        """
        select count(*) from drawn_pathways as beside
        where spell_id is not null and spell_id not in (select spell_id from drawn_spells)""",
    )


def test_the_expected_share_is_drawn(release: OpenedRelease) -> None:
    """Of links of rank P as many are drawn otherwise as their probabilities leave open, by chance and parameters."""
    found = count(
        release,
        "select count(*) from link_draws join links on links.event_id = link_draws.event_id where match_rank = 'P'",
    )
    expected = release.sql(f"""
        select sum(1 - match_probability) * {DRAWS} from links
        where match_rank = 'P' and test_month in ('{SECOND}', '{THIRD}')""").fetchall()[0][0]
    assert abs(found - expected) < 6 * expected**0.5 + 6


def test_what_is_not_drawn_is_told(release: OpenedRelease) -> None:
    """A draw beyond the last, a month without draws, one that is not held; and the months that have them are named."""
    with pytest.raises(ConfigError, match=f"draws 1 to {DRAWS}"):
        release.draw(DRAWS + 1, months=[THIRD])
    with pytest.raises(ConfigError, match=f"{FIRST} of release 0003 was published without draws"):
        release.draw(1)
    with pytest.raises(ConfigError, match="its job asked for none; .* --restate"):
        _ = release.draws
    with pytest.raises(ConfigError, match="does not hold 2018-01"):
        release.draw(1, months=["2018-01"])


def test_a_release_holds_together_and_its_dictionary_tells_of_draws(drawn: Path) -> None:
    """Verified whole; the manifest says how many draws a month has."""
    assert exit_code(["releases", "verify", str(drawn)]) == 0
    current = drawn.parent / "out" / "current"
    contexts = read_manifest(current / "manifest.json").contexts
    assert [contexts[month].link_draws for month in (FIRST, SECOND, THIRD)] == [0, DRAWS, DRAWS]
    assert "link_draws,draw,integer,draw" in (current / "data_dictionary.csv").read_text("utf-8")


def test_a_month_made_again_has_the_same_draws(drawn: Path, tmp_path: Path) -> None:
    """Restated with nothing changed, to the byte; and the month carried beside it too."""
    job = copied(drawn, tmp_path / "world")
    before = {month: tables(job, month) for month in (SECOND, THIRD)}
    run(job, "--month", THIRD, "--restate")

    assert {month: tables(job, month) for month in (SECOND, THIRD)} == before


def test_who_opts_out_leaves_the_draws_of_carried_months(drawn: Path, tmp_path: Path) -> None:
    """Whoever was drawn is nobody there, what was theirs is nobody else's, and every other draw stays as it was."""
    job = copied(drawn, tmp_path / "world")
    with open_release(job.parent / "out") as opened:
        person = opened.sql(f"""
            select person_id from link_draws where test_month = '{SECOND}' and person_id is not null
              and person_id not in (select person_id from links where person_id is not null)
            group by 1 order by count(*) desc, 1""").fetchall()[0][0]
        before = opened.sql(f"""
            select event_id, draw, case when person_id <> '{person}' then person_id end from drawn_links
            where test_month = '{SECOND}' order by 1, 2""").fetchall()
    (job.parent / "listed.csv").write_text(f"{number_of(job.parent, person)}\n")
    job.write_text(job.read_text("utf-8") + '\n[opt_outs]\npaths = ["listed.csv"]\n', "utf-8")
    run(job, "--month", THIRD)

    assert exit_code(["releases", "verify", str(job)]) == 0
    with open_release(job.parent / "out") as opened:
        after = opened.sql(f"""
            select event_id, draw, person_id from drawn_links where test_month = '{SECOND}'
            order by 1, 2""").fetchall()
        for name in DRAWN:
            assert not count(opened, f"select count(*) from {name} where person_id = '{person}'")
    kept = {event for event, _, _ in after}
    assert after == [one for one in before if one[0] in kept]
    assert len({event for event, _, _ in before} - kept) <= 5


def number_of(folder: Path, person: str) -> str:
    """An NHS number that the hospital files have of a person."""
    for file in sorted((folder / "hes").glob("*.txt")):
        head, *lines = file.read_text("utf-8").splitlines()
        names = head.split("|")
        own, number = names.index("TOKEN_PERSON_ID"), names.index("NEWNHSNO")
        for line in lines:
            cells = line.split("|")
            if cells[own] == person and cells[number]:
                return cells[number]
    raise AssertionError("the person has no number")


def test_draws_of_other_models_are_told(
    drawn: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A month linked by another model than the one before: the run warns, and so does who asks for both."""
    job = copied(drawn, tmp_path / "world")
    rules = job.parent / "quick.toml"
    other = re.sub(r"^#? *relatives_share = .*$", "", rules.read_text("utf-8"), flags=re.MULTILINE)
    rules.write_text(other.replace("[p]\n", "[p]\nrelatives_share = 0.4\n", 1), "utf-8")
    assert exit_code(["train", str(job), "--force", "--quiet"]) == 0
    run(job, "--month", THIRD, "--restate")

    assert "months were drawn by different models" in capfd.readouterr().err
    with open_release(job.parent / "out") as opened, warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        opened.draw(1, months=[SECOND, THIRD])
    assert "drawn by 2 models" in str(told[0].message)


def test_rules_without_probabilities_are_refused(drawn: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Before anything is read, and the profile is named."""
    run(drawn, "--month", THIRD, "--set", "linkage.profile=dmq_2015", ends=2)

    told = capfd.readouterr().err
    assert "profile dmq_2015 has no probabilistic stage" in told
    assert f"outputs.link_draws = {DRAWS}" in told


def logit(share: float | None) -> float:
    """Of a share."""
    assert share is not None
    return log(share / (1 - share))


def test_the_page_of_draws_gives_one_answer_in_sql_and_pandas(release: OpenedRelease, drawn: Path) -> None:
    """The examples as they stand, but for the number of draws: the same estimate and variance."""
    page = (Path(__file__).parents[2] / "docs" / "draws.md").read_text("utf-8")
    blocks = dict(re.findall(r"```(sql|python)\n(.*?)```", page, re.DOTALL))
    draws, estimate, variance, _ = release.sql(blocks["sql"].strip().rstrip(";")).fetchall()[0]
    code = blocks["python"].replace("21", str(DRAWS + 1)).replace("out/current", str(drawn.parent / "out"))
    names: dict[str, Any] = {}
    exec(compile(code, "draws.md", "exec"), names)  # noqa: S102 - the page's own example

    assert draws == DRAWS
    assert abs(names["found"].estimate - estimate) < 1e-12
    assert abs(names["found"].variance - variance) < 1e-12
    pooled = re.search(r'```python pooled\n.*?"""(.*?)""".*?months=\["(.*?)"\]', page, re.DOTALL)
    assert pooled
    (one,) = release.pooled_means(pooled[1], months=[pooled[2]])
    assert one.missing_information is not None
    assert abs(one.mean - estimate) < 1e-3
    as_logits = rubin(
        [logit(share) for share in names["estimates"]],
        [
            of_one / (share * (1 - share)) ** 2
            for share, of_one in zip(names["estimates"], names["variances"], strict=True)
        ],
    )
    assert abs(logit(one.low) - as_logits.low) < 0.02
    assert abs(logit(one.high) - as_logits.high) < 0.02
    with pytest.raises(ConfigError, match=f"{FIRST} of release 0003 was published without draws"):
        release.pooled_means(pooled[1])
