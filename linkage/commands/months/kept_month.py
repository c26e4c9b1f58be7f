"""What is kept of a month that was just linked, and of its publication before what has to outlast that."""

from linkage.engine.base import Engine
from linkage.months.kept_link import carry_digests
from linkage.release.content.draft import Draft
from linkage.session.run_inputs import Inputs
from linkage.strike.kept import carry_struck, write_kept


def write_kept_month(engine: Engine, draft: Draft, inputs: Inputs, month: str) -> None:
    """
    What later runs need of `month`, which is in the engine, beside what `draft` has of it.

    That is also which events left it because of their row, and, where links stayed, whom these were looked at beside.
    """
    folder, previous = draft.kept / f"test_month={month}", draft.previous
    write_kept(engine, folder, month, inputs.key, draft.options)
    if previous and month in previous.months:
        before = inputs.layout.kept_month(previous.release, month)
        carry_struck(engine, before, folder, month)
        if inputs.published_links:
            links = sorted((draft.folder / "links" / f"test_month={month}").glob("*.parquet"))
            carry_digests(engine, before, folder, inputs.published_links, links)
