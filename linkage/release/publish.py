"""
Publishing: a finished draft becomes a release, wholly or not at all.

1. Every file of the draft is read back; its SHA-256, size and rows go into the manifest, written last. Those of
   secure/ and state/kept/ go into a list there, whose digest the journal keeps.
2. Files and folders are made read-only and written to disk.
3. The draft is verified against the manifest as read back.
4. Where releases are published in a store, the files go there (see `homes.store`). Nobody is shown them yet.
5. The folders move from work/ to secure/NNNN, state/kept/NNNN and releases/NNNN. Nobody is shown them yet.
6. The link `current` is switched in one step (see `pointer`).

Up to step 6 a failure or a power cut leaves `current` and every earlier release untouched; what was begun
is removed at the start of the next run. Read-only means 0400 and 0500: it guards against slips, still
allows the hard links of the next release, and is what `gc` has to undo. In secure/ files are 0600.
"""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from linkage.errors import IntegrityError
from linkage.release import disk, journal, pointer
from linkage.release.content import secure_listing
from linkage.release.content.decisions_copy import back_up
from linkage.release.content.draft import Draft
from linkage.release.content.listing import listing
from linkage.release.content.published import PARTITIONED
from linkage.release.layout import Layout
from linkage.release.problem import in_words
from linkage.release.record.journal_facts import journal_facts
from linkage.release.record.manifest import NAME, Manifest, manifest_bytes, read_manifest
from linkage.release.standing import refuse_mixture
from linkage.release.verify import problems_in


def publish(layout: Layout, draft: Draft, manifest: Manifest, decisions: Sequence[bytes] = ()) -> Manifest:
    """
    Publish `draft` and give its manifest, completed with files, months and the other months' fingerprints.

    `decisions` are the lines that the store of decisions is going to have, where those are other ones than it has.

    The caller holds the lock and has put every file that belongs to the release into `draft.folder`.
    """
    whole = completed(draft, manifest)
    content = manifest_bytes(whole)
    disk.write(draft.folder / NAME, content)
    freeze(draft.folder)
    back_up(layout, draft.secure, decisions)
    secure_listing.write(draft.secure)
    secure_listing.write(draft.kept)
    for folder in (draft.secure, draft.kept):
        secure_listing.sync(folder)
    problems = problems_in(draft.folder, read_manifest(draft.folder / NAME))
    if problems:
        raise IntegrityError(
            f"release {whole.release} was not published: {in_words(problems)}. If the file is of another month, "
            "it has changed since it was published: restore it, or run that month again with --restate"
        )
    layout.home.send(draft, whole)
    disk.rename(draft.secure, layout.secure_release(draft.number))
    disk.rename(draft.kept, layout.kept_release(draft.number))
    disk.rename(draft.folder, layout.release(draft.number))
    disk.set_mode(layout.release(draft.number), disk.FROZEN_FOLDER)
    facts = journal_facts(whole, hashlib.sha256(content).hexdigest())
    facts |= secure_listing.facts(layout, draft.number)
    pointer.switch(layout, draft.number, journal.PUBLISHED, **facts)
    return whole


def completed(draft: Draft, manifest: Manifest) -> Manifest:
    """`manifest` with what only the finished draft shows; IntegrityError when it is of another draft."""
    of_draft = (manifest.release, manifest.month) == (draft.number, draft.month)
    if draft.month is None or not of_draft or draft.month not in manifest.fingerprints:
        raise IntegrityError(
            f"the manifest of release {manifest.release} does not belong to the draft of {draft.number}; "
            "this is a fault in the program, please report it with this line"
        )
    previous = draft.previous
    fingerprints = {
        **(previous.fingerprints if previous else {}),
        **manifest.fingerprints,
    }
    contexts = {**(previous.contexts if previous else {}), **manifest.contexts}
    scopes = {**(previous.scopes if previous else {}), **manifest.scopes}
    made = () if manifest.only_strikes else manifest.fingerprints
    all_spells = {
        **(previous.all_spells if previous else {}),
        **dict.fromkeys(made, draft.options.all_spells),
    }
    folders = (draft.folder / PARTITIONED[0]).iterdir()
    months = sorted(folder.name.removeprefix("test_month=") for folder in folders)
    whole = manifest.model_copy(
        update={
            "months": tuple(months),
            "files": draft.layout.home.named(previous, listing(draft.folder, draft.taken)),
            "fingerprints": {month: fingerprints[month] for month in months},
            "contexts": {month: context for month, context in contexts.items() if month in months},
            "scopes": {month: scope for month, scope in scopes.items() if month in months},
            "all_spells": {month: said for month, said in all_spells.items() if month in months},
            "include_source_keys": draft.options.include_source_keys,
            "pseudonymise_person": draft.options.person_pads is not None,
            "pseudonymised": tuple(sorted(draft.options.pads)),
        }
    )
    refuse_mixture(previous, draft.month, whole.form)
    return whole


def freeze(folder: Path) -> None:
    """Make all in `folder` read-only, innermost first, and write it to disk; the folder can still move."""
    for inner, _, names in os.walk(folder, topdown=False):
        for name in sorted(names):
            disk.set_mode(Path(inner, name), disk.FROZEN_FILE)
            disk.sync(Path(inner, name))
        if Path(inner) != folder:
            disk.set_mode(Path(inner), disk.FROZEN_FOLDER)
        disk.sync(Path(inner))
