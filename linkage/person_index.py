"""The person index of a run: read from state/ when it was made from what the run works from, else made and kept."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from linkage.config.rules import Rules
from linkage.engine.base import Engine
from linkage.index.made_from import MadeFrom, postcodes_digest
from linkage.index.run import build_index
from linkage.index.store import TABLES, load_index, save_index
from linkage.inputs.source import HOSPITAL, Source
from linkage.release.layout import Layout
from linkage.standardise.run import standardise_hospital_identities
from linkage.words.value_id import PadsOf
from linkage.workspace import Lists


def index_made_from(
    sources: Sequence[Source], digests: Mapping[str, str], rules: Rules, lists: Lists
) -> MadeFrom:
    """What the person index of these HES files, so read, this ignore list and this program is made from."""
    return MadeFrom(
        files=tuple((name, sha256) for name, sha256 in digests.items() if name.partition(":")[0] in HOSPITAL),
        reading={source.dataset: source.reading for source in sources if source.dataset in HOSPITAL},
        rules=f"{rules.ignore_postcodes_percentile!r} {rules.ignore_postcodes_min_people}",
        postcodes_sha256=postcodes_digest(lists.ignored_postcodes),
        tables=tuple(TABLES),
    )


def index_folder(layout: Layout, made_from: MadeFrom) -> Path:
    """Where the person index that is made from this lies, if it has been made."""
    return layout.state / "index" / made_from.digest()


def make_index(
    engine: Engine,
    folder: Path,
    made_from: MadeFrom,
    rules: Rules,
    lists: Lists,
    warn: Callable[[str], None],
    pads_of: PadsOf,
) -> None:
    """The index tables, from `folder` if they lie there as they should; needs the raw tables of the hospital data."""
    if load_index(engine, folder, made_from):
        return
    if folder.exists():
        warn(
            f"the person index in state/index/{folder.name} is not whole, or not what its name says: it is made again"
        )
    standardise_hospital_identities(engine)
    build_index(engine, rules, lists.ignored_postcodes, pads_of)
    save_index(engine, folder, made_from)
