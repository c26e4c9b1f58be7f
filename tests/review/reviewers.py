"""Reviewers of an exported sample who know the truth, and err: what they save is as the page saves it."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

from linkage.review.answer_file import FORMAT, canonical, digest_of
from linkage.session.keys import Key


def truth_of(job: Path) -> dict[str, str]:
    """Person key by event id, of events whose person is in HES; the world's key is the one in its output."""
    key = Key((job.parent / "out" / "state" / "pseudonym.key").read_bytes())
    with (job.parent / "truth" / "truth.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {
        key.digest("event", f"{row['site_code']}\x1f{row['accession_number']}")[:32]: row["person_id"]
        for row in rows
        if row["person_id"]
    }


def only_sample(job: Path) -> Path:
    """The secure folder of the one sample there is."""
    return only_sample_in(job.parent / "out")


def only_sample_in(output: Path) -> Path:
    """The same, of an output folder."""
    (found,) = (output / "secure" / "review").iterdir()
    return found


def saved(said: Mapping[str, Any]) -> bytes:
    """A file with the digest of what it says."""
    text = canonical(said["sample"], said["round"], said["page"], said["reviewer"], said["answers"])
    return json.dumps({**said, "format": FORMAT, "digest": digest_of(text)}).encode()


def answers(
    folder: Path, truth: Mapping[str, str], reviewer: str, *, error: float = 0.0, third: bool = False
) -> dict[str, Any]:
    """What a reviewer says of every event of the page, without the digest."""
    chance = Random(f"{reviewer}{error}")
    shown = json.loads((folder / ("third.json" if third else "shown.json")).read_text("utf-8"))
    people = json.loads((folder / "people.json").read_text("utf-8"))
    page = digest_of(json.dumps(shown, sort_keys=True))
    rows: list[list[Any]] = []
    for event in shown["events"]:
        columns = [one["key"] for one in people[event["event_id"]]]
        person = truth.get(event["event_id"])
        right = columns.index(person) + 1 if person in columns else None
        if chance.random() < error:
            right = chance.choice([one for one in (None, *range(1, len(columns) + 1)) if one != right])
        rows.append([event["event_id"], "match" if right else "none", right, "event", ""])
    round_ = "third" if third else "first"
    return {"sample": shown["sample"], "round": round_, "page": page, "reviewer": reviewer, "answers": rows}
