"""Which endings leave a run to be resumed."""

from linkage.errors import ResourceError


def is_broken(problem: BaseException) -> bool:
    """
    Whether a run that ended so was broken off, and can go on at the next start: stopped, or out of memory or disk.

    What was refused, or is a fault, would be so again.
    """
    is_of_machine = isinstance(problem, ResourceError | OSError | MemoryError)
    return is_of_machine or not isinstance(problem, Exception)
