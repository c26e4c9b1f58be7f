"""linkage.open_release: the tables of a release as relations and frames, wherever it lies, and nothing written."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import linkage
from linkage.engine.arrow import ARROW_TYPES
from linkage.engine.connection import Session, connect
from linkage.errors import ConfigError, InputError, IntegrityError, LinkageError
from linkage.reading import opened_tables
from linkage.release.content.published import LISTED, PARTITIONED, WHOLE, Options, of_month
from linkage.release.layout import Layout
from linkage.tables import contract
from tests.release.tree import tree

MONTHS = ("2026-04", "2026-05")


@pytest.fixture
def moved(two_months: Path, tmp_path: Path) -> Path:
    """Release 0002 alone, elsewhere, below a folder that looks like one of a month; open to writing."""
    target = tmp_path / "test_month=1999-01" / "owner=me" / "copy [1]"
    shutil.copytree(two_months / "releases" / "0002", target)
    for path in (target, *target.rglob("*")):
        path.chmod(0o700)
    return target


def test_the_tables_are_relations(two_months: Path) -> None:
    """Of the release that is current, with the columns and types of the contracts and the month last."""
    with linkage.open_release(two_months) as release:
        assert release.months == MONTHS
        assert release.manifest.release == "0002"
        assert release.folder == two_months / "releases" / "0002"
        assert release.tables == (*of_month(Options()), *WHOLE, *LISTED)
        relations = {
            "links": release.links,
            "pathways": release.pathways,
            "events": release.events,
            "spells": release.spells,
            "cips": release.cips,
            "episodes": release.episodes,
            "attendances": release.attendances,
            "appointments": release.appointments,
            "codes": release.codes,
            "rules": release.rules,
            "statistics": release.statistics,
        }
        for name, relation in relations.items():
            schema = relation.limit(0).to_arrow_table().schema
            promised = {column: ARROW_TYPES[kind] for column, kind in contract(name).types.items()}
            promised |= {"test_month": pa.string()} if name in PARTITIONED else {}
            assert list(promised.items()) == [(field.name, field.type) for field in schema]
        rows = release.sql("select test_month, count(*) from events group by 1 order by 1").fetchall()
        assert rows == [("2026-04", 8), ("2026-05", 12)]
        assert repr(release).startswith("<release 0002: links, ")


def test_a_release_alone_is_enough(moved: Path) -> None:
    """Moved away from the output folder, under folders whose names mean nothing; no file is touched."""
    before = tree(moved)
    with linkage.open_release(str(moved), verify=True) as release:
        assert "owner" not in release.events.columns
        assert release.sql("select distinct test_month from links order by 1").fetchall() == [
            (month,) for month in MONTHS
        ]
        assert len(release.frame("spells")) > 0

    assert tree(moved) == before


def test_a_release_stays_the_one_that_was_opened(two_months: Path, tmp_path: Path) -> None:
    """Going on to another release does not change what was opened by `current`."""
    output = tmp_path / "out"
    shutil.copytree(two_months, output, symlinks=True)
    with linkage.open_release(output) as release:
        (output / "current").unlink()
        (output / "current").symlink_to("releases/0001")

        assert release.sql("select count(*) from links").fetchall() == [(20,)]
    with linkage.open_release(output) as release:
        assert release.months == ("2026-04",)


def test_the_next_release_is_published_while_one_is_opened(
    two_months: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever it found first is opened whole: the switch comes after it read where to look, before any table."""
    output = tmp_path / "out"
    shutil.copytree(two_months, output, symlinks=True)

    def published(session: Session) -> duckdb.DuckDBPyConnection:
        (output / "current").unlink()
        (output / "current").symlink_to("releases/0001")
        return connect(session)

    monkeypatch.setattr(opened_tables, "connect", published)
    with linkage.open_release(output) as release:
        assert release.months == ("2026-04", "2026-05")
        assert release.sql("select count(*) from links").fetchall() == [(20,)]
        assert len(release.frame("links")) == 20


def test_an_output_folder_that_lost_its_link(two_months: Path, tmp_path: Path) -> None:
    """Some file shares keep no links: current.txt says the same."""
    shutil.copytree(two_months, tmp_path / "out", symlinks=True)
    (tmp_path / "out" / "current").unlink()

    with linkage.open_release(tmp_path / "out") as release:
        assert release.manifest.release == "0002"


def test_a_month_of_an_earlier_version(moved: Path) -> None:
    """A column that its files lack is null there, and stands where it did."""
    path = moved / "links/test_month=2026-04/part-0.parquet"
    pq.write_table(pq.read_table(path, partitioning=None).drop(["candidate_people"]), path)

    with linkage.open_release(moved) as release:
        found = release.sql("""
            select test_month, count(*) as events, count(candidate_people) as told
            from links group by test_month order by test_month""").fetchall()
        assert found == [("2026-04", 8, 0), ("2026-05", 12, 12)]
        assert release.links.columns[-1] == "test_month"


def test_data_frames(two_months: Path) -> None:
    """Whole numbers stay whole beside missing ones, sums too; dates and months are what they are."""
    with linkage.open_release(two_months) as release:
        events = release.frame("events")
        found = release.frame("""
            select test_month, sum(age_at_test) as years, avg(age_at_test) as mean, 1.5 as decimal
            from events group by test_month order by test_month""")

    assert events["age_at_test"].dtype == pd.ArrowDtype(pa.int16())
    assert isinstance(events["status"].dtype, pd.CategoricalDtype)
    assert events["days_to_death"].isna().all()
    assert events["test_date"].dtype == pd.ArrowDtype(pa.date32())
    assert [str(kind.pyarrow_dtype) for kind in found.dtypes] == ["string", "int64", "double", "double"]
    assert found["years"].tolist() == [8 * 40, 12 * 40]


def test_a_frame_of_ones_own_beside_the_tables(two_months: Path) -> None:
    """As a cohort would be."""
    with linkage.open_release(two_months) as release:
        cohort = release.frame("select event_id from events limit 3")
        release.connection.register("cohort", cohort)
        assert release.sql("select count(*) from cohort join events using (event_id)").fetchall() == [(3,)]


def test_without_pandas(two_months: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the extra; relations work."""
    monkeypatch.setattr("linkage.reading.frames.find_spec", lambda _: None)
    with linkage.open_release(two_months) as release:
        with pytest.raises(ConfigError, match=r"hes-did-linkage\[report\]"):
            release.frame("links")
        assert len(release.links.fetchall()) == 20


def test_the_dictionary(two_months: Path) -> None:
    """Of one table, as the release has it, with the unit of each number."""
    with linkage.open_release(two_months) as release:
        described = release.dictionary("events")
        names = [row[0] for row in described.fetchall()]
        units = dict(described.select('"column", unit').fetchall())

        assert described.columns == [
            "column",
            "type",
            "unit",
            "nullable",
            "meaning",
            "source",
            "values",
            "codes",
        ]
        assert names == release.events.columns
    assert units["days_request_to_test"] == "days"
    assert units["age_at_test"] == "years"
    assert units["event_id"] is None


@pytest.mark.parametrize("name", ["event", "nonsense", "links; drop table x"])
def test_a_table_that_is_not_there(two_months: Path, name: str) -> None:
    """The ones that are there are named."""
    with linkage.open_release(two_months) as release:
        for asked in (release.table, release.dictionary):
            with pytest.raises(ConfigError, match="no such table.*events"):
                asked(name)


@pytest.mark.parametrize(
    "statement",
    [
        "copy links to 'links.csv'",
        "create table mine as select 1",
        "attach 'mine.duckdb'",
        "set threads = 1",
        "select 1; select 2",
        "",
    ],
)
def test_only_reading(two_months: Path, statement: str) -> None:
    """One query; whatever else a statement would do, it does not."""
    with linkage.open_release(two_months) as release, pytest.raises(ConfigError, match="only read"):
        release.sql(statement)


def test_other_files_are_out_of_reach(two_months: Path, tmp_path: Path) -> None:
    """Neither read nor written, the rest of the output folder included."""
    (tmp_path / "other.csv").write_text("a\n1\n")
    inputs = [tmp_path / "other.csv", two_months / "secure" / "0002" / "review.parquet"]
    with linkage.open_release(two_months) as release:
        for path in inputs:
            with pytest.raises(Exception, match="Permission"):
                release.sql(f"select * from '{path}'").fetchall()
        with pytest.raises(Exception, match="Permission"):
            release.connection.execute(f"copy links to '{tmp_path / 'links.csv'}'")


def spoil_nothing_published(folder: Path) -> Path:
    """An output folder before its first release."""
    Layout(folder / "out").create()
    return folder / "out"


def spoil_broken_link(folder: Path) -> Path:
    """A link to a release that is gone."""
    (folder / "out").mkdir()
    (folder / "out" / "current").symlink_to("releases/0009")
    return folder / "out"


def spoil_odd_text(folder: Path) -> Path:
    """current.txt has been put to another use."""
    (folder / "out").mkdir()
    (folder / "out" / "current.txt").write_text("../../elsewhere\n")
    return folder / "out"


def spoil_any_folder(folder: Path) -> Path:
    """A folder of something else, though beside a job."""
    (folder / "job.toml").write_text("")
    return folder


def spoil_no_folder(folder: Path) -> Path:
    """Nothing at all."""
    return folder / "none"


def spoil_unused_job(folder: Path) -> Path:
    """A job that has never run."""
    job = Path(__file__).parents[2] / "configs" / "jobs" / "hes_did.toml"
    (folder / "job.toml").write_text(job.read_text("utf-8"))
    return folder / "job.toml"


@pytest.mark.parametrize(
    ("made", "code", "told"),
    [
        (spoil_nothing_published, 2, "run a month first"),
        (spoil_broken_link, 7, "does not lead to a release"),
        (spoil_odd_text, 7, "does not lead to a release"),
        (spoil_any_folder, 2, "did you mean .*job.toml"),
        (spoil_no_folder, 2, "no file or folder"),
        (spoil_unused_job, 2, "run a month first"),
    ],
)
def test_where_no_release_is(tmp_path: Path, made: Callable[[Path], Path], code: int, told: str) -> None:
    """What was named, why it will not do, and what would; a link that is lost is no folder without releases."""
    with pytest.raises(IntegrityError if code == 7 else ConfigError, match=told):
        linkage.open_release(made(tmp_path))


def newer(folder: Path) -> None:
    """A manifest of the next format, with what it may hold that this one cannot."""
    path = folder / "manifest.json"
    found = json.loads(path.read_text())
    path.write_text(json.dumps({**found, "format_version": found["format_version"] + 1, "new": True}))


def unreadable(folder: Path) -> None:
    """A manifest cut short."""
    (folder / "manifest.json").write_text("{")


def incomplete(folder: Path) -> None:
    """A copy that was interrupted."""
    (folder / "events/test_month=2026-05/part-0.parquet").unlink()


@pytest.mark.parametrize(
    ("spoil", "kind", "told"),
    [
        (newer, InputError, "newer version.*update the program"),
        (unreadable, InputError, "not a manifest"),
        (incomplete, InputError, "lacks 1 of the files.*copy the whole folder"),
    ],
)
def test_a_release_that_cannot_be_read(
    moved: Path, spoil: Callable[[Path], None], kind: type[LinkageError], told: str
) -> None:
    """The next step is named."""
    spoil(moved)
    with pytest.raises(kind, match=told):
        linkage.open_release(moved)


def test_digests_are_looked_at_when_asked(moved: Path) -> None:
    """They take as long as reading everything; the file is named."""
    path = moved / "report" / "index.html"
    path.write_text("<!doctype html><title>Better</title>", "utf-8")
    linkage.open_release(moved).close()

    with pytest.raises(IntegrityError, match=r"report/index\.html"):
        linkage.open_release(moved, verify=True)


def test_nothing_else_is_made_up() -> None:
    """The package fetches one name late, and no other."""
    with pytest.raises(AttributeError, match="open_releases"):
        _ = linkage.open_releases  # type: ignore[attr-defined]
