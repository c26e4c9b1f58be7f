"""
Files with everything that reading has to see: what it yields of them is held to a golden digest.

`python -m tests.cache.awkward` writes that anew, after READER_VERSION was raised.
"""

import hashlib
import io
import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq

from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.steps.inputs.read import TABLES, read_inputs
from linkage.steps.inputs.source import DATASETS, Source
from linkage.steps.inputs.version import READER_VERSION
from tests.cache.deliveries import HEADERS
from tests.inputs.sample import APC_NAMES, DID_NAMES, apc_row, did_row, put, text

OTHER = " 2 | P2 ||nonsense|9||3000|NULL||V81999"
GOLDEN = Path(__file__).with_name("reader_golden.json")


def awkward(folder: Path) -> list[Source]:
    """The files, by data set; two of imaging, three of episodes, one of every other kind."""
    folder.mkdir(exist_ok=True)
    short, wordy, dated = did_row(3)[:5], did_row(4), did_row(5)
    wordy[17], dated[12] = "NULL", "31/12/2019"
    scientific = [*did_row(6)[:17], "1.0E+14"]
    quoted = [*did_row(7)[:5], 'AB1, "2CD"', *did_row(7)[6:]]
    lines = [DID_NAMES, did_row(1), short, wordy, dated, scientific, quoted, [*did_row(8)[:16], "", "x"]]
    plain = (
        text([did_row(n) for n in range(20, 200)], line_end="\r\n")
        + b"\xff,broken\n"
        + b" \t\n"
        + text([did_row(9)])
    )
    shared = [apc_row(1), [apc_row(1)[0], "P999999", *apc_row(1)[2:]], *map(apc_row, range(10, 300))]
    files = {
        "did_header.csv": text(lines, quoted=True, mark=True),
        "did_plain.csv.gz": plain.rstrip(b"\n"),
        "apc_text.txt": text([APC_NAMES, *shared, ["", *apc_row(3)[1:]]], delimiter="|"),
        "apc_again.txt": text([APC_NAMES, *map(apc_row, range(5, 12))], delimiter="|"),
        "apc_frame.parquet": frame(),
        "op.txt": "\n".join([HEADERS["op"], "1|P1|||||2019-11-01|RXA|RXA01|", OTHER, ""]).encode(),
        "ae.txt": f"{HEADERS['ae']}\n1|P1|||||2019-11-01|2359|RXA|RXA01|\n".encode(),
        "deaths.csv": b"TOKEN_PERSON_ID,DATE_OF_DEATH\nP1,2019-12-01\n,2019-12-01\nP2,\n",
    }
    paths = {name: put(folder, name, content) for name, content in files.items()}
    return [
        *(
            Source(
                dataset,
                tuple(path for name, path in paths.items() if name.startswith(dataset)),
                "," if dataset in ("did", "deaths") else "|",
                {},
                None if dataset == "did" else "TOKEN_PERSON_ID",
                (),
                folder,
                max_damaged_key_share=0.5,
            )
            for dataset in ("did", "apc", "op", "ae", "deaths")
        ),
    ]


def frame() -> bytes:
    """Episodes as a data frame library writes them: time stamps, floats with gaps, whole numbers."""
    sink = io.BytesIO()
    days = pa.array([0, 86_400_000_000, None], pa.timestamp("us"))
    pq.write_table(
        pa.table(
            {
                "EPIKEY": pa.array([1_000.0, 1_001.0, None]),
                "TOKEN_PERSON_ID": ["Q1", "Q2", "Q3"],
                "NEWNHSNO": pa.array([9990000018, None, 9990000026]),
                "DOB": days,
                "SEX": pa.array([1.0, 2.0, float("nan")]),
                "HOMEADD": pa.array(["AB1  2CD", None, " "]).dictionary_encode(),
                "EPISTART": days,
            }
        ),
        sink,
    )
    return sink.getvalue()


def yielded(engine: DuckDBEngine) -> dict[str, str]:
    """A digest of what each table of the step holds now."""
    found = {}
    for table in (*TABLES, *(f"{dataset}_raw" for dataset in DATASETS)):
        columns = [str(row[0]) for row in engine.rows(f"describe {table}")]
        rows = sorted(engine.rows(f"select * from {table}"), key=repr)
        found[table] = hashlib.sha256(repr((columns, rows)).encode()).hexdigest()[:16]
    return found


def golden() -> dict[str, object]:
    """What the golden file says, now."""
    with TemporaryDirectory() as place:
        engine = DuckDBEngine(Session(threads=1))
        read_inputs(engine, awkward(Path(place) / "files"))
        found = yielded(engine)
        engine.close()
    return {"reader_version": READER_VERSION, "yields": found}


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(golden(), indent=1) + "\n", "utf-8")
    sys.stdout.write(f"{GOLDEN}\n")
