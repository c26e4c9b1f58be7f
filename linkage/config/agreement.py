"""What the tables of a job file must say together, judged on the file as written."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from linkage.config.given.store_address import store_address
from linkage.config.given.variables import filled
from linkage.config.shipped import profile_names
from linkage.config.sources.hes import Hes
from linkage.config.wording import unknown_text

Problem = tuple[tuple[str, ...], str]
"""The key it is about, and what is wrong and what next."""


def disagreements(
    contents: Mapping[str, object], folder: Path, environment: Mapping[str, str] | None = None
) -> Iterator[Problem]:
    """
    Every way in which a job file contradicts itself or names rules that are not there; types are others' work.

    So are variables of the `environment` that are not there.
    """
    hes = table(contents, "hes")
    if hes is not None and not hes:
        yield ("hes",), "needs at least one data set: [hes.apc], [hes.op], [hes.ae] or [hes.ecds]"
    parts = {name: part for name in Hes.model_fields if (part := table(hes or {}, name)) is not None}
    named = {name: "person_id" in part for name, part in parts.items()}
    if any(named.values()):
        for name in (name for name, has_it in named.items() if not has_it):
            yield (
                ("hes", name, "person_id"),
                "is missing; name the person key in every [hes.*] table, or in none",
            )
    if any(named.values()) and (table(contents, "linkage") or {}).get("people") == "made":
        yield (
            ("linkage", "people"),
            f'is "made", and {_keys(named)} names a person key; take out one or the other',
        )
    if (table(contents, "outputs") or {}).get("pseudonymise_person") is True and "keys" not in contents:
        yield (
            ("outputs", "pseudonymise_person"),
            'needs a key you keep yourself; add [keys] with pseudonym = "file:..." or "env:..."',
        )
    outputs = table(contents, "outputs") or {}
    if outputs.get("pseudonymise_person") is True and outputs.get("include_source_keys") is True:
        yield (
            ("outputs", "include_source_keys"),
            (
                "undoes pseudonymise_person, since the imaging files hold both keys beside the NHS number; take one "
                "away (and name another folder under [job] output, if months were published with both)"
            ),
        )
    if (outputs.get("disclosure") == "custom") != ("custom" in outputs):
        yield (
            ("outputs", "custom"),
            'goes with disclosure = "custom"; give both, with smallest and base under [outputs.custom], or neither',
        )
    yield from of_a_store(contents, environment or {})
    profile = in_place((table(contents, "linkage") or {}).get("profile"), environment or {})
    if isinstance(profile, str) and profile not in profile_names() and not is_file(folder / profile):
        yield (
            ("linkage", "profile"),
            f"{unknown_text('profile', profile, profile_names())}, or the path of a rules file beside the job file",
        )


def of_a_store(contents: Mapping[str, object], environment: Mapping[str, str]) -> Iterator[Problem]:
    """What goes with an output that is an address, and only with one."""
    job = table(contents, "job") or {}
    output = in_place(job.get("output"), environment)
    try:
        is_address = isinstance(output, str) and store_address(output) is not None
    except ValueError:
        return  # the key itself says what is wrong with it
    if is_address and "keys" not in contents:
        yield (
            ("job", "output"),
            (
                "is an address, and the secret of the pseudonyms is never put into a store: keep one yourself, and add "
                '[keys] with pseudonym = "file:..." or "env:..."'
            ),
        )
    if "local" in job and not is_address:
        yield (
            ("job", "local"),
            "goes with an address under [job] output; a folder there is itself where a run works",
        )


def in_place(path: object, environment: Mapping[str, str]) -> object:
    """A path with the values of its variables; None where one has none."""
    try:
        return filled(path, environment) if isinstance(path, str) else path
    except ValueError:
        return None


def _keys(named: Mapping[str, bool]) -> str:
    """The keys that name one."""
    return ", ".join(f"hes.{name}.person_id" for name, has_it in named.items() if has_it)


def table(contents: Mapping[str, object], name: str) -> Mapping[str, object] | None:
    """A table of the file; None when it is absent or no table."""
    found = contents.get(name)
    return found if isinstance(found, Mapping) else None


def is_file(path: Path) -> bool:
    """Whether there is such a file; a name that no file system would have is not one."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
