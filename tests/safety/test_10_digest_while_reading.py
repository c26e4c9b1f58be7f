"""A file is digested while it is read: one that changes in between is refused, and no index is kept of it."""

import gzip
import hashlib
import io
import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest

from linkage.cache.cache import Cache
from linkage.commands.run import monthly_run
from linkage.editions.index import index_edition
from linkage.engine.dialect import DuckDBDialect
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.engine.making import make
from linkage.errors import InputError
from linkage.release.layout import Layout
from linkage.session.keys import Key
from linkage.session.run_inputs import Inputs
from linkage.session.surroundings import unheard
from linkage.session.workspace import Lists
from linkage.steps.inputs.fingerprint import fingerprints
from linkage.steps.inputs.read import read_inputs
from linkage.steps.inputs.source import Source
from linkage.steps.inputs.text import lines
from linkage.steps.inputs.typed import parquet_rows
from tests.inputs.sample import apc, did
from tests.report.series_release import NUMBER, write_series
from tests.report.series_world import World
from tests.safety.delivered import MONTH, PEOPLE, did_bytes, hes_bytes, put, said, small_job
from tests.spec.steps import profile

OTHERS = {name: PEOPLE[other] for name, other in zip(PEOPLE, reversed(PEOPLE), strict=True)}
"""The same people under each other's keys: a file of the same length."""


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    """An engine in memory."""
    opened = DuckDBEngine(Session(threads=1))
    yield opened
    opened.close()


def as_parquet(content: bytes, delimiter: str = "|") -> bytes:
    """A text file as Parquet, every column text."""
    names = content.split(b"\n", 1)[0].decode().split(delimiter)
    options = pacsv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True)
    table = pacsv.read_csv(
        io.BytesIO(content), parse_options=pacsv.ParseOptions(delimiter=delimiter), convert_options=options
    )
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink)
    return bytes(sink.getvalue().to_pybytes())


def in_place(path: Path, content: bytes) -> None:
    """Write over the file, and give it the size and the times it had."""
    before = path.stat()
    path.write_bytes(content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def renamed(path: Path, content: bytes) -> None:
    """Put another file in its place."""
    draft = path.with_name(".draft")
    draft.write_bytes(content)
    draft.replace(path)


PACK = {".txt": bytes, ".txt.gz": lambda content: gzip.compress(content, mtime=0), ".parquet": as_parquet}


@pytest.mark.parametrize("change", [in_place, renamed])
@pytest.mark.parametrize("ending", PACK)
def test_a_file_that_changes_after_its_digest(
    ending: str, change: Callable[[Path, bytes], None], engine: DuckDBEngine, tmp_path: Path
) -> None:
    """Of the same length and with the times it had, or another under its name: it is refused by its name."""
    path = tmp_path / f"HES_APC_1920{ending}"
    path.write_bytes(PACK[ending](hes_bytes()))
    digests = fingerprints([apc(path)])
    change(path, PACK[ending](hes_bytes(OTHERS)))

    with pytest.raises(
        InputError, match=r"HES_APC_1920\.\S+: changed while it was read; wait until it is whole"
    ):
        read_inputs(engine, [apc(path)], digests)

    read_inputs(engine, [apc(path)])
    assert engine.scalar("select count(*) from apc_raw") == len(PEOPLE)


def test_a_run_on_a_file_that_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 3, nothing published and no index kept."""
    job = small_job(tmp_path / "job")
    put(job, DID=did_bytes("A0", "A1"))

    def then_changed(found: Sequence[Source]) -> dict[str, str]:
        digests = fingerprints(found)
        in_place(job.parent / "hes" / "HES_APC_1920.txt", hes_bytes(OTHERS))
        return digests

    monkeypatch.setattr(monthly_run, "fingerprints", then_changed)
    code, _, told = said(capsys, "run", str(job), "--month", MONTH, "--quiet")

    assert (code, "hes/HES_APC_1920.txt: changed while it was read" in told) == (3, True)
    assert not list((job.parent / "out" / "cache").glob("editions/*"))
    assert not (job.parent / "out" / "current").exists()


@pytest.mark.parametrize("ending", PACK)
def test_a_file_that_changes_while_it_is_read(
    ending: str, engine: DuckDBEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever its kind: what was read first and what was read last are of one file, or it is refused."""
    monkeypatch.setattr(lines, "CHUNK_BYTES", 1 << 10)
    monkeypatch.setattr(lines, "HEAD_BYTES", 1 << 10)
    monkeypatch.setattr("linkage.steps.inputs.head.HEAD_BYTES", 1 << 10)
    monkeypatch.setattr(parquet_rows, "BATCH_ROWS", 500)
    people = {str(n): (f"999{n:07}", "1960-07-01", "1", f"LF1 {n % 9}EY") for n in range(8_000)}
    path = tmp_path / f"a{ending}"
    path.write_bytes(PACK[ending](hes_bytes(people)))
    given = {"batches": 0}
    reader_of = {"lines": lines.Lines.batches, "parquet": parquet_rows.ParquetRows._given}

    def then_changed(self: lines.Lines | parquet_rows.ParquetRows, *held: object) -> object:
        kind = "lines" if isinstance(self, lines.Lines) else "parquet"
        for batch in reader_of[kind](self, *held):  # type: ignore[operator]
            given["batches"] += 1
            if given["batches"] == 2:
                with path.open("r+b") as opened:
                    opened.seek(-9, os.SEEK_END)
                    opened.write(b"7")
            yield batch

    monkeypatch.setattr(lines.Lines, "batches", then_changed)
    monkeypatch.setattr(parquet_rows.ParquetRows, "_given", then_changed)
    with pytest.raises(InputError, match=r"changed while it was read"):
        read_inputs(engine, [apc(path)])
    assert given["batches"] >= 2


def test_a_file_whose_beginning_changes_after_it_was_looked_at(
    engine: DuckDBEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its columns are where its beginning said; the digest alone, taken after the look, would not find it out."""
    path = tmp_path / "a.csv"
    content = did_bytes("A0", "A1")
    path.write_bytes(content)
    looked = lines.Lines.__init__

    def then_changed(self: lines.Lines, *given: object) -> None:
        looked(self, *given)  # type: ignore[arg-type]
        self.sha256 = None
        path.write_bytes(
            content.replace(b"NHS_NUMBER,", b"POSTCODE,", 1).replace(b",POSTCODE,", b",NHS_NUMBER,", 1)
        )

    monkeypatch.setattr(lines.Lines, "__init__", then_changed)
    with pytest.raises(InputError, match=r"changed while it was read"):
        read_inputs(engine, [did(path)])


@pytest.mark.parametrize(("changed", "code"), [(False, 0), (True, 7)])
def test_a_report_is_of_statistics_as_they_were_published(
    changed: bool, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a release says of its numbers is what the report was made from."""
    job = write_series(tmp_path, World(months=1, providers=2))
    release = tmp_path / "out" / "releases" / NUMBER
    statistics = release / "statistics" / "statistics.parquet"
    written = release / "manifest.json"
    content = statistics.read_bytes()
    listed = {"path": "statistics/statistics.parquet", "bytes": len(content), "rows": None}
    listed["sha256"] = hashlib.sha256(b"other" if changed else content).hexdigest()
    written.write_text(json.dumps(json.loads(written.read_text("utf-8")) | {"files": [listed]}), "utf-8")

    assert said(capsys, "report", str(job))[0] == code


def test_an_index_says_what_it_was_made_from(tmp_path: Path) -> None:
    """One that says otherwise, or nothing, is made again, and that is said; a whole one is used."""
    path = tmp_path / "HES_APC_1920.txt"
    path.write_bytes(hes_bytes())
    found = [apc(path)]
    digests = fingerprints(found)
    heard: list[str] = []
    inputs = of_files(tmp_path, found, digests, heard.append)
    writable = DuckDBEngine(Session(folders=(tmp_path,), threads=1))
    read_inputs(writable, found, digests)
    edition = index_edition(inputs, writable.dialect)
    made_from = edition.made_from(inputs)
    folder = inputs.cache.place("editions", made_from) if inputs.cache else tmp_path
    for spoil, told in (
        (None, 0),
        (None, 0),
        ((folder / "content.json").unlink, 1),
        (lambda: (folder / "content.json").write_text('{"files": []}'), 1),
        (lambda: (folder / "identity.parquet").write_bytes(b"PAR1"), 1),
        (None, 0),
    ):
        if spoil:
            spoil()
        heard.clear()
        make(writable, (edition.item(inputs),))
        assert sum("it is made again" in line for line in heard) == told
        content = json.loads((folder / "content.json").read_text("utf-8"))["content"]
        assert content["made_from"] == made_from
    writable.close()


def of_files(
    folder: Path, found: Sequence[Source], digests: dict[str, str], warn: Callable[[str], None] = unheard
) -> Inputs:
    """What a run of these files works from, its output in `folder`."""
    layout = Layout(folder / "out")
    return Inputs(
        sources=tuple(found),
        digests=digests,
        lists=Lists((), ()),
        rules=profile("dmq_2015"),
        model=None,
        key=Key(bytes(32)),
        layout=layout,
        warn=warn,
        cache=Cache(layout.cache, warn),
    )


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({}, True),
        ({"person_id": "PSEUDO_HESID"}, False),
        ({"names": {"NEWNHSNO": "HOMEADD", "HOMEADD": "NEWNHSNO"}}, False),
        ({"delimiter": ","}, False),
        ({"column_order": ("EPIKEY",)}, False),
    ],
)
def test_another_reading_of_the_same_files_is_another_index(
    changed: dict[str, Any], same: bool, tmp_path: Path
) -> None:
    """The digests of the files are the same, but not what is read out of them."""
    digests = {"did:a": "0", "apc:b": "1", "apc:c": "2"}
    source, one_list, one_key = apc(tmp_path / "b", tmp_path / "c"), Lists((), ()), Key(bytes(32))

    def made_from(
        source: Source, digests: dict[str, str], lists: Lists = one_list, key: Key = one_key
    ) -> object:
        inputs = of_files(tmp_path, [replace(source, root=tmp_path)], digests)
        inputs = replace(inputs, lists=lists, key=key)
        return index_edition(inputs, DuckDBDialect()).made_from(inputs)

    one = made_from(source, digests)

    assert (made_from(replace(source, **changed), digests) == one) == same
    assert made_from(source, digests | {"did:a": "9"}) == one
    assert made_from(source, dict(reversed(digests.items()))) == one
    assert made_from(source, digests | {"apc:b": "2", "apc:c": "1"}) != one
    assert made_from(source, digests, Lists(("AB1",), ())) != one
    assert made_from(source, digests, key=Key(bytes([1] * 32))) != one
