"""A sample file of each layout in each form it may have, read: the rows of the table of layouts in docs/files.md."""

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape, quoteattr

import pyarrow as pa
import pyarrow.parquet as pq

from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.layouts.every import LAYOUTS
from linkage.layouts.layout import Layout
from linkage.steps.inputs.read import read_inputs
from linkage.steps.inputs.reason import OWN_KEYS
from linkage.steps.inputs.source import Source
from linkage.words.names import HOSPITAL

Row = Mapping[str, str]
PERSON = "TOKEN_PERSON_ID"
KNOWN = {
    "nhs_number": "9990000018", "birth_date": "1950-03-04", "sex": "1", "postcode": "AB1 2CD", "site_code": "RXX01",
    "accession_number": "ACC1", "test_date": "2019-11-05", "request_date": "2019-10-01", "received_date": "2019-10-02",
    "report_date": "2019-11-20", "start_date": "2019-11-04", "end_date": "2019-11-06", "admission_date": "2019-11-04",
    "discharge_date": "2019-11-06", "departure_date": "2019-11-04", "death_date": "2019-12-01",
    "nhs_number_status": "01",
    "source_setting": "03", "imaging_code_nicip": "CHEST", "modality": "CT", "person_key": "P1", "provider_code": "RXX",
    "valid_from": "20010401", "valid_to": "20210331", "successor_code": "RYY", "lsoa": "E01000001",
}  # fmt: skip
"""What a row of a sample holds, by our names; other columns are left blank."""


def rows_of(layout: Layout) -> tuple[Row, Row, Row]:
    """A whole row, one that lacks a key, and one that lacks all that nothing needs."""
    key = (
        "AB1 2CD"
        if layout.dataset == "postcode_directory"
        else "16310003"
        if "snomed" in layout.name
        else "RXX01"
    )
    whole = {one.ours: KNOWN.get(one.ours, key if one.ours == "record_key" else "") for one in layout.columns}
    needed = {one.ours for one in layout.columns if one.key or one.required or one.links}
    lacking = next(name for name in OWN_KEYS[layout.dataset] if name in whole)
    other = {name: value if name in needed else "" for name, value in whole.items()}
    changed = {"accession_number": "ACC2", "record_key": "AB1 3CD" if "AB1" in key else "22"}
    return whole, {**whole, lacking: ""}, {**other, **{k: v for k, v in changed.items() if k in other}}


def as_text(layout: Layout, *, header: bool) -> bytes:
    """The rows between the layout's delimiters, under its names unless a header is left out."""
    columns = [one for one in layout.columns if header or not one.beside]
    names = list(layout.order) or [one.theirs for one in columns]
    ours = {one.theirs: one.ours for one in columns}
    lines = [[row.get(ours.get(name, ""), "") for name in names] for row in rows_of(layout)]
    return (
        "\n".join(layout.delimiter.join(line) for line in [*([names] if header else []), *lines]) + "\n"
    ).encode()


def as_xml(layout: Layout) -> bytes:
    """Each row as a record: by the paths of version 1, or by the names of items."""
    records = "".join(map(_record if layout.tree.repeated else _items, [layout] * 3, rows_of(layout)))
    return f"<DIDS>{records}</DIDS>".encode()


def _items(layout: Layout, row: Row) -> str:
    names = (
        (one.theirs.replace(" ", "_").replace("(", "").replace(")", ""), one.ours) for one in layout.columns
    )
    return f"<Record>{''.join(f'<{name}>{escape(row[ours])}</{name}>' for name, ours in names if row[ours])}</Record>"


def _record(layout: Layout, row: Row) -> str:
    groups: dict[str, str] = {}
    for one in layout.columns:
        *above, last = one.theirs.split("/")
        name, _, attribute = last.partition("@")
        text = (
            f"<{name} {attribute}={quoteattr(row[one.ours])}/>"
            if attribute
            else f"<{name}>{escape(row[one.ours])}</{name}>"
        )
        for outer in reversed(above[1:]):
            text = f"<{outer}>{text}</{outer}>"
        groups[above[0]] = groups.get(above[0], "") + text * bool(row[one.ours])
    return f"<DIDSRecord>{''.join(f'<{name}>{text}</{name}>' for name, text in groups.items())}</DIDSRecord>"


def as_json(layout: Layout) -> bytes:
    """An array of objects by the names of items."""
    return json.dumps(
        [{one.theirs: row[one.ours] for one in layout.columns if row[one.ours]} for row in rows_of(layout)]
    ).encode()


def as_parquet(layout: Layout, path: Path) -> None:
    """The rows as columns of text."""
    columns = {one.theirs: [row[one.ours] or None for row in rows_of(layout)] for one in layout.columns}
    pq.write_table(pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()}), path)


def samples(layout: Layout, folder: Path) -> Iterator[tuple[str, Path]]:
    """The files of a layout, each with the form it has."""

    def put(name: str, content: bytes) -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    if layout.reader == "xml":
        yield "XML", put("a.xml", as_xml(layout))
        return
    if layout.reader == "json":
        yield "JSON", put("a.json", as_json(layout))
        return
    has_header = not layout.order
    yield "text", put("a.csv", as_text(layout, header=has_header))
    if layout.header_names:
        yield "text without a header", put("bare.csv", as_text(layout, header=False))
    yield "gzip", put("a.csv.gz", gzip.compress(as_text(layout, header=has_header)))
    if has_header:
        as_parquet(layout, folder / "a.parquet")
        yield "Parquet", folder / "a.parquet"


def sample_files() -> Iterable[tuple[str, ...]]:
    """A line for each layout and form: rows read, accepted, and set aside by reason."""
    engine = DuckDBEngine(Session(threads=1))
    for layout in LAYOUTS:
        with TemporaryDirectory() as name:
            for form, path in samples(layout, Path(name)):
                person = PERSON if layout.dataset in (*HOSPITAL, "deaths") else None
                source = Source(
                    layout.dataset,
                    (path,),
                    layout.delimiter,
                    {},
                    person,
                    layout.order,
                    path.parent,
                    layout=layout.name,
                )
                read_inputs(engine, [source])
                ((read, accepted),) = engine.rows("select rows_read, rows_accepted from input_file")
                aside = engine.rows("select reason, count(*) from quarantine group by reason order by reason")
                yield (
                    f"`{layout.name}`",
                    form,
                    str(read),
                    str(accepted),
                    ", ".join(f"`{why}` {count}" for why, count in aside),
                )
    engine.close()
