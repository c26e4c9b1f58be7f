"""Whether hospital records bear a key of the person, or the engine makes people of what they tell."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from linkage.config.job import Job
from linkage.config.load import read_person_rules
from linkage.config.people.person_rules import PersonRules
from linkage.errors import ConfigError, LinkageError
from linkage.steps.inputs.head import look_at
from linkage.steps.inputs.layout import header_name, layout_of
from linkage.steps.inputs.names.column_names import column_names
from linkage.steps.inputs.source import InputFile, Source, input_files
from linkage.words.names import HOSPITAL

PERSON_KEYS = (
    "TOKEN_PERSON_ID",
    "PERSON_ID",
    "HESID",
    "HES_ID",
    "PSEUDO_HESID",
    "EXTRACT_HESID",
    "ENCRYPTED_HESID",
    "GEN_HESID",
    "STUDY_ID",
)
"""Names that keys of people have had in HES and in extracts of it; one that stands in a file is not passed over."""

HOW = (
    'say [linkage] people = "made" to make people of NHS number, birth date, sex, postcode and local patient '
    "identifier, or name the column of the person key as person_id in every [hes.*]"
)


def settled(job: Job, found: Sequence[Source]) -> tuple[Source, ...]:
    """
    The data sets, those of hospitals without a person key where people are made.

    People are made where the job says so, and where it says nothing and no hospital file has the key that a job need
    not name. Raises ConfigError where a file holds a key by another name, or deaths are to be joined to made people.
    """
    hospitals = [source for source in found if source.dataset in HOSPITAL]
    if not hospitals or not _is_made(job, hospitals):
        return tuple(found)
    if job.deaths is not None:
        raise ConfigError(
            "deaths: is joined by the person key, and the hospital files have none: people are made of what records "
            "tell, and their keys stand in no deaths file; take [deaths] out"
        )
    return unkeyed(found)


def unkeyed(found: Sequence[Source]) -> tuple[Source, ...]:
    """The same, hospital records asked for no person key."""
    return tuple(replace(one, person_id=None) if one.dataset in HOSPITAL else one for one in found)


def makes_people(found: Sequence[Source]) -> bool:
    """Whether the engine makes people for these data sets, as `settled` gives them."""
    hospitals = [source for source in found if source.dataset in HOSPITAL]
    return bool(hospitals) and all(source.person_id is None for source in hospitals)


def person_rules(job: Job, found: Sequence[Source]) -> PersonRules | None:
    """The rules by which people are made; None where their keys are supplied."""
    return read_person_rules(job.folder, job.linkage.person_rules) if makes_people(found) else None


def told_of_people(job: Job, found: Sequence[Source]) -> Iterator[str]:
    """What the user should know of a job that does not say where people come from."""
    if _is_said(job) or not any(source.dataset in HOSPITAL for source in found):
        return
    if makes_people(found):
        yield (
            "no [hes.*] names a person key, and no hospital file has TOKEN_PERSON_ID: people are made of what records "
            f"tell, by the passes of {job.linkage.person_rules}. If that is right, say [linkage] people = "
            '"made"; if not, name the column as person_id in every [hes.*]'
        )
    else:
        yield (
            "no [hes.*] names a person key: TOKEN_PERSON_ID, which hospital files have, is taken for it; say "
            'person_id = "TOKEN_PERSON_ID" in every [hes.*]'
        )


def _is_said(job: Job) -> bool:
    tables = job.hes.supplied().values()
    return job.linkage.people is not None or any("person_id" in table.model_fields_set for table in tables)


def _is_made(job: Job, hospitals: Sequence[Source]) -> bool:
    if _is_said(job):
        return job.linkage.people == "made"
    others: dict[str, str] = {}
    seen = False
    for file in input_files(hospitals):
        names = _names(file)
        if names is None:
            continue
        seen = True
        known = layout_of(file.source).names
        if any(known.get(name) == "person_key" for name in names):
            return False
        others |= dict.fromkeys([name for name in names if name in PERSON_KEYS], file.name)
    if others:
        name, file_name = next(iter(others.items()))
        raise ConfigError(
            f"{file_name}: has no TOKEN_PERSON_ID, and the column {name}, which looks like a person key; {HOW}"
        )
    return seen


def _names(file: InputFile) -> list[str] | None:
    """The names of a file's columns; None where it cannot be read, which whoever reads it tells."""
    try:
        head = look_at(file)
        names = column_names(file, head)
    except LinkageError:
        return None
    return [header_name(name) for name in (*names, *(() if head.parquet else file.source.column_order))]
