"""What is wrong with a release, in words without a value."""

from collections.abc import Sequence
from dataclasses import dataclass

from linkage.errors import IntegrityError
from linkage.words.number_words import first_clauses

MOST_TOLD = 10
"""Problems named in a message; the rest are counted."""


@dataclass(frozen=True)
class Problem:
    """One thing that is not as it should be: the file (or link) and what is wrong with it, never a value."""

    path: str
    what: str

    def __str__(self) -> str:
        """As part of a sentence."""
        return f"{self.path} {self.what}"


def refuse(problems: Sequence[Problem], release: str) -> None:
    """Raise IntegrityError naming the files when there are problems."""
    if problems:
        raise IntegrityError(
            f"release {release}: {in_words(problems)}. Restore it from your latest backup, go back to an earlier "
            "release (`linkage releases rollback`), or run the months concerned again with --restate"
        )


def in_words(problems: Sequence[Problem]) -> str:
    """The problems as part of a sentence."""
    return first_clauses([str(problem) for problem in problems], MOST_TOLD)


def problems_in_words(release: str, problems: Sequence[Problem]) -> str:
    """Every problem on a line of its own."""
    listed = "\n".join(f"  {problem}" for problem in problems)
    return (
        f"release {release} is not as it was published, or does not hold together; put back from a backup what is "
        "named, run the months concerned again with --restate, or show another with `linkage releases rollback`:\n"
        f"{listed}"
    )
