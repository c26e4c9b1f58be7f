"""The person index of a run: read from state/ when it was made from what the run works from, else made and kept."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from linkage.config.rules import Rules
from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.engine.making import Item, Worked, make
from linkage.release.layout import Layout
from linkage.session.run_inputs import Inputs
from linkage.session.workspace import Lists
from linkage.steps.index.made_from import MadeFrom, postcodes_digest
from linkage.steps.index.run import index_made
from linkage.steps.index.store import TABLES, load_index, save_index
from linkage.steps.inputs.source import Source
from linkage.steps.standardise.run import codes_made, hospital_identities_made
from linkage.tables import contract
from linkage.words.names import HOSPITAL


def index_made_from(
    sources: Sequence[Source], digests: Mapping[str, str], rules: Rules, lists: Lists
) -> MadeFrom:
    """What the person index of these HES files, so read, this ignore list and this program is made from."""
    return MadeFrom(
        files=tuple((name, sha256) for name, sha256 in digests.items() if name.partition(":")[0] in HOSPITAL),
        reading={source.dataset: source.reading for source in sources if source.dataset in HOSPITAL},
        rules=f"{rules.ignore_postcodes_percentile!r} {rules.ignore_postcodes_min_people}",
        postcodes_sha256=postcodes_digest(lists.ignored_postcodes),
        tables=tuple(f"{table}: {', '.join(contract(table).types)}" for table in TABLES),
    )


def index_folder(layout: Layout, made_from: MadeFrom) -> Path:
    """Where the person index that is made from this lies, if it has been made."""
    return layout.state / "index" / made_from.digest()


def person_index_made(
    inputs: Inputs, dialect: Dialect, raw: tuple[str, ...], tables: tuple[str, ...]
) -> tuple[Item, ...]:
    """The index `tables`, from where they are kept if they lie there as they should, else from the `raw` tables."""
    rules, lists, pads_of = inputs.rules, inputs.lists, inputs.key.pads
    inside = (
        *codes_made(),
        *hospital_identities_made(dialect),
        *index_made(dialect, rules, lists.ignored_postcodes, pads_of),
    )

    def make_or_load(engine: Engine) -> None:
        made_from = index_made_from(inputs.sources, inputs.digests, rules, lists)
        make_index(engine, index_folder(inputs.layout, made_from), made_from, inside, inputs.warn)

    meaning = "The index as it is kept in state/, or made anew."
    return (Worked(make_or_load, meaning, reads=raw, writes=tables, inside=inside),)


def make_index(
    engine: Engine, folder: Path, made_from: MadeFrom, items: Sequence[Item], warn: Callable[[str], None]
) -> None:
    """The index tables, from `folder` if they lie there as they should, else made as `items` say, and kept."""
    if load_index(engine, folder, made_from):
        return
    if folder.exists():
        warn(
            f"the person index in state/index/{folder.name} is not whole, or not what its name says: it is made again"
        )
    make(engine, items)
    save_index(engine, folder, made_from)
