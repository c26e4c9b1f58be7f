"""
Two hundred damaged files, made from a handful of good ones by a seed: what becomes of each is held to a golden file.

`python -m tests.inputs.damaged` writes that anew; read what it says before you keep it.
"""

import gzip
import json
import random
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from linkage.engine.base import Engine
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.errors import LinkageError
from linkage.steps.inputs.read import read_inputs
from linkage.steps.inputs.source import Source
from tests.inputs import damages
from tests.inputs.sample import APC_NAMES, DID_NAMES, apc_row, did_row, text

GOLDEN = Path(__file__).with_name("damaged_golden.json")
ROWS = 40
SEED = 19


OF_ALL = "[hes.apc]: no PROCODET: "
"""How what all of the files lack is told, which is no damage."""


@dataclass(frozen=True)
class Good:
    """A file that can be used."""

    dataset: str
    name: str
    content: bytes
    delimiter: str


@dataclass(frozen=True)
class Damaged:
    """A file that was damaged."""

    case: str
    good: Good
    name: str
    content: bytes


@dataclass(frozen=True)
class Became:
    """What became of a file: the exit code, the rows that can be used, and every word that the user is told."""

    code: int
    accepted: int
    words: tuple[str, ...]


GOOD = (
    Good("did", "did.csv", text([did_row(n) for n in range(1, ROWS + 1)]), ","),
    Good(
        "did",
        "did_header.csv",
        text([DID_NAMES, *(did_row(n) for n in range(1, ROWS + 1))], quoted=True),
        ",",
    ),
    Good("apc", "apc.txt", text([APC_NAMES, *(apc_row(n) for n in range(ROWS))], delimiter="|"), "|"),
)


def files() -> Iterator[Damaged]:
    """Every damaged file, the same each time."""
    for good in GOOD:
        for kind, damage in damages.OF_TEXT.items():
            chance = random.Random(f"{SEED} {good.name} {kind}")
            yield Damaged(
                f"{good.name}: {kind}", good, good.name, damage(good.content, good.delimiter, chance)
            )
        packed = gzip.compress(good.content, mtime=0)
        for kind, harm in damages.OF_GZIP.items():
            chance = random.Random(f"{SEED} {good.name} {kind}")
            yield Damaged(f"{good.name}.gz: {kind}", good, f"{good.name}.gz", harm(packed, chance))
    for good in (GOOD[0], GOOD[2]):
        for kind, content in damages.foreign().items():
            yield Damaged(f"{good.name}: {kind}", good, good.name, content)
        for kind, content in damages.parquet(good.dataset).items():
            yield Damaged(f"{good.dataset}.parquet: {kind}", good, f"{good.dataset}.parquet", content)
    for good, other in ((GOOD[0], GOOD[2]), (GOOD[2], GOOD[0]), (GOOD[2], GOOD[1])):
        yield Damaged(f"{good.name}: is {other.name}", good, good.name, other.content)


def source_of(damaged: Damaged, folder: Path) -> Source:
    """The data set of a file, alone, with the file put into `folder`."""
    path = folder / damaged.name
    path.write_bytes(damaged.content)
    person = "TOKEN_PERSON_ID" if damaged.good.dataset == "apc" else None
    return Source(damaged.good.dataset, (path,), damaged.good.delimiter, {}, person, (), folder)


def became(engine: Engine, damaged: Damaged, folder: Path) -> Became:
    """Read a file as a run does."""
    told: list[str] = []
    try:
        read_inputs(
            engine,
            [source_of(damaged, folder)],
            warn=lambda said: told.append(said) if OF_ALL not in said else None,
        )
    except LinkageError as problem:
        return Became(problem.exit_code, 0, tuple(str(problem).splitlines()))
    ((accepted,),) = engine.rows("select rows_accepted from input_file")
    aside = engine.rows("select reason, count(*) from quarantine group by reason order by reason")
    told += [f"set aside: {reason} {count}" for reason, count in aside]
    told += ["the last line has no end" for _ in engine.rows("select * from unended_file")]
    return Became(0, int(str(accepted)), tuple(told))


def all_became(every: int = 1) -> Mapping[str, Became]:
    """What becomes of every file, or of one in so many."""
    with TemporaryDirectory() as folder:
        engine = DuckDBEngine(Session(threads=1))
        found = {damaged.case: became(engine, damaged, Path(folder)) for damaged in list(files())[::every]}
        engine.close()
    return found


def as_golden(found: Mapping[str, Became]) -> dict[str, list[object]]:
    """As the golden file has it."""
    return {case: [one.code, one.accepted, *one.words] for case, one in found.items()}


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(as_golden(all_became()), indent=1) + "\n", "utf-8")
    sys.stdout.write(f"{GOLDEN}\n")
