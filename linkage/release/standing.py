"""How a month stands before a run: new, already published as it would be again, or changed."""

from collections.abc import Mapping, Sequence
from typing import Literal

from linkage.errors import ConfigError
from linkage.release.record.form import Form
from linkage.release.record.manifest import Manifest

Standing = Literal["new", "unchanged"] | tuple[str, ...]
"""A tuple names what has changed since the month was published, such as inputs or model."""


def standing(previous: Manifest | None, month: str, fingerprint: Mapping[str, str]) -> Standing:
    """
    How `month` stands against the current release, given what a run now would be made from.

    What an earlier version did not write down, or wrote down and nobody asks any more, is not known: no change.
    """
    if previous is None or month not in previous.fingerprints:
        return "new"
    before = previous.fingerprints[month]
    names = sorted(before.keys() & fingerprint.keys())
    changed = tuple(name for name in names if before[name] != fingerprint[name])
    return changed or "unchanged"


def changed_in_words(previous: Manifest, month: str, changed: Sequence[str]) -> str:
    """That a published month would come out differently, and what to do."""
    return (
        f"{month} is already published, in release {previous.release}, and has changed since: "
        f"{', '.join(changed)}. --changed makes it again, in the context that it was published in while settings, "
        "rules, lists, model and method are those of then; --restate in a fresh one; each beside the earlier release. "
        "Or put back what changed"
    )


def refuse_mixture(previous: Manifest | None, month: str | None, form: Form) -> None:
    """
    Raise ConfigError when a release could not hold both its earlier months and `month`.

    One output folder has one pseudonym key for ever: with another, no id would join across releases.
    Whether source keys or person pseudonyms are published may change only when no earlier month would be
    carried over.
    """
    if previous is None:
        return
    if form.key_id != previous.key_id:
        raise ConfigError(
            f"the pseudonym key is not the one of release {previous.release} (key id {form.key_id}, was "
            f"{previous.key_id}), so every id would change: put the earlier key back ([keys] pseudonym, or "
            "state/pseudonym.key, with state/key_id.json), or name another folder under [job] output"
        )
    if set(previous.months) - {month}:
        refuse_raw_record_keys(previous, form)
        for key in Form.model_fields:
            if getattr(form, key) != getattr(previous.form, key):
                raise ConfigError(
                    f"[outputs] {key} differs from release {previous.release}, whose other months would be "
                    "published beside this one: put it back, or name another folder under [job] output"
                )


def refuse_raw_record_keys(previous: Manifest, form: Form) -> None:
    """
    Raise ConfigError where earlier months hold people under pseudonyms beside record keys as they were supplied.

    Earlier versions made such months: whoever holds HES finds the people again by their records.
    """
    before = previous.form
    if before.pseudonymise_person and form.pseudonymise_person and before.pseudonymised != form.pseudonymised:
        raise ConfigError(
            f"the months of release {previous.release} hold people under pseudonyms, and yet the keys of their "
            "hospital records as supplied, by which whoever holds HES can find the people. Records have pseudonyms "
            "too now, and a release holds one form only: name another folder under [job] output and run each month "
            f"there, with the same key; do not share the releases up to {previous.release} any further"
        )


def other_job_in_words(previous: Manifest | None, name: str) -> str | None:
    """What to say when the current release was made by a job of another name; None when it was not."""
    if previous is None or previous.job_name == name:
        return None
    return (
        f"release {previous.release} was made by the job {previous.job_name} and this one is {name}: that is fine "
        "after a change of name, but two jobs must not share one folder under [job] output"
    )
