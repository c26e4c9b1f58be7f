"""
Two years of one small service, run month by month, and what happens to it: what each first screen says is read.

    season, mix    rows of each month are kept by a share of the month, rows of each provider by one of its own
    numbers        from a month on most rows of one provider come without NHS number
    half           the file of one month has every second row only
"""

import csv
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import pi, sin
from pathlib import Path
from random import Random

from linkage.cli.main import exit_code
from linkage.config.shipped import shipped
from synthetic.settings import WorldSettings
from synthetic.world import make_world
from tests.report.told import PageText

LAST, MONTHS = "2020-03", 24
BROKEN_AT, RULED_AT, HALF_AT = 18, 20, 18
"""Places, from 1, of the months in which something happens."""
BROKEN = "RZ8"
LOST = 0.7
SITE = 16
"""Column of the site; the first is the NHS number."""
SEASON, LEAST, SWING = 0.85, 0.4, 0.12
"""The share of rows that is kept in a middling month, the least of a provider, and how far winter is from summer."""


def periods() -> tuple[str, ...]:
    """The months, YYYY-MM."""
    return tuple(f"{2018 + (place + 3) // 12}-{(place + 3) % 12 + 1:02}" for place in range(MONTHS))


@dataclass(frozen=True)
class ToldSeries:
    """A job's folder with its imaging files; `files` has them as nothing happened."""

    folder: Path

    @property
    def job(self) -> Path:
        """The job file."""
        return self.folder / "job.toml"

    def file(self, month: str) -> Path:
        """The imaging file of a month."""
        return self.folder / "did" / f"DID_{month}.csv"

    def run(self, months: Sequence[str], accept: str = "") -> None:
        """The months, one release each, as a user types it; a gate that refuses is accepted if it is named."""
        asked = ["run", str(self.job), "--months", f"{months[0]}..{months[-1]}", "--quiet"]
        accepted = ["--accept", accept, "--reason", "tried on purpose"] if accept else []
        assert exit_code([*asked, *accepted]) == 0

    def copied(self, folder: Path) -> "ToldSeries":
        """The same with all that was published, in another folder."""
        shutil.copytree(self.folder, folder, symlinks=True)
        return ToldSeries(folder)

    def screen(self, month: str) -> list[str]:
        """The first screen of a month's internal report, a line a sentence."""
        page = self.folder / "out" / "releases" / f"{periods().index(month) + 1:04}" / "report" / "index.html"
        lines = PageText(page.read_text("utf-8")).text.splitlines()
        return lines[: next(place for place, line in enumerate(lines) if line.endswith("Contents"))]

    def lose_numbers(self) -> None:
        """Most numbers of one provider, from a month on."""
        for month in periods()[BROKEN_AT - 1 :]:
            chance = chance_of("numbers", month)
            rows = [without_number(row, chance) for row in rows_of(self.file(month))]
            write_rows(self.file(month), rows)

    def halve(self) -> None:
        """Every second row of a month, whatever it is."""
        month = periods()[HALF_AT - 1]
        rows = rows_of(self.file(month))
        write_rows(self.file(month), rows[::2])

    def rule_without(self, *ranks: str) -> None:
        """The published rules without some ranks; with none, the rules as they are."""
        text = (shipped("rules") / "dmq_2015.toml").read_text("utf-8")
        first, *blocks = text.split("[[rank]]")
        kept = [block for block in blocks if not any(f'rank = "{rank}"' in block for rank in ranks)]
        rules = "[[rank]]".join([first.replace('"dmq_2015"', '"quick"'), *kept])
        (self.folder / "quick.toml").write_text(rules, "utf-8")


def made_series(folder: Path, *, people: int = 5_000, seed: int = 11) -> ToldSeries:
    """A world of two years in which nothing happens but what always does: season, and providers of unlike size."""
    settings = WorldSettings(
        people=people,
        seed=seed,
        month=LAST,
        months=MONTHS,
        events_per_person_month=0.3,
        merged_trusts=0,
    )
    make_world(folder, settings)
    made = ToldSeries(folder)
    made.rule_without("7")
    text = made.job.read_text("utf-8").replace('profile = "hes_did"', 'profile = "quick.toml"')
    key = sha256(b"a told series").hexdigest()
    (folder / "key.txt").write_text(key + "\n", "utf-8")
    (folder / "key.txt").chmod(0o600)
    made.job.write_text(f'{text}\n[keys]\npseudonym = "file:key.txt"\n', "utf-8")
    for place, month in enumerate(periods()):
        chance = chance_of("season", month)
        season = SEASON * (1 + SWING * sin(2 * pi * place / 12))
        kept = [row for row in rows_of(made.file(month)) if chance.random() < season * size_of(row)]
        write_rows(made.file(month), kept)
    return made


def chance_of(*names: str) -> Random:
    """Draws of their own for what is named."""
    return Random(" ".join(names))


def size_of(row: list[str]) -> float:
    """By how much a provider is smaller than it might be; a broken row has none."""
    site = row[SITE] if len(row) > SITE else ""
    return LEAST + (1 - LEAST) * chance_of("size", site[:3]).random() if site else 1.0


def without_number(row: list[str], chance: Random) -> list[str]:
    """A row of the broken provider, most without number; any other as it is."""
    is_lost = chance.random() < LOST and len(row) > SITE and row[SITE].startswith(BROKEN)
    return ["", *row[1:]] if is_lost else row


def rows_of(path: Path) -> list[list[str]]:
    """The rows of an imaging file without a header."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write_rows(path: Path, rows: Iterable[list[str]]) -> None:
    """The rows in the place of those that are there."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
