"""Whom each column of each event stands for, from the secure folder of a sample."""

import json

from linkage.commands.review.folders import SampleFolders
from linkage.commands.review.gathered import Person
from linkage.errors import InputError


def read_people(folders: SampleFolders) -> dict[str, tuple[Person, ...]]:
    """By event; InputError where the secure folder is not there, since nobody else knows what a column meant."""
    try:
        said = json.loads(folders.people.read_text("utf-8"))
        return {event: tuple(Person(**one) for one in those) for event, those in said.items()}
    except FileNotFoundError:
        raise InputError(
            f"{folders.people} is not there, so nobody can tell whom the answers name; restore secure/review from a "
            "backup, or export the sample again with the files of its release"
        ) from None
    except (ValueError, TypeError, OSError) as problem:
        raise InputError(f"{folders.people} cannot be read; restore secure/review from a backup") from problem
