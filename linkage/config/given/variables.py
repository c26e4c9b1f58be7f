"""Variables of the environment in the paths of a job file: ${NAME}, and $${ for the two signs themselves."""

import re
from collections.abc import Mapping

MARK = re.compile(r"\$\$\{|\$\{(?P<name>[^{}]*)(?P<end>\}?)")
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def filled(written: str, environment: Mapping[str, str]) -> str:
    """
    A path with the values of its variables; ValueError, naming the variable, for one that is unset or empty.

    What a variable holds is not looked at again: `${` in it is no variable.

    >>> filled("${DATA}/did/*.csv", {"DATA": "/data"}), filled("$${DATA}/a", {})
    ('/data/did/*.csv', '${DATA}/a')
    """

    def value(found: re.Match[str]) -> str:
        name = found["name"]
        if name is None:
            return "${"
        if not found["end"] or not NAME.fullmatch(name):
            raise ValueError(
                "has ${ that begins no name: write ${NAME} for a variable of the environment, $${ for ${ itself"
            )
        if name not in environment:
            raise ValueError(f"the environment has no variable {name}; set it and run again")
        if not environment[name]:
            raise ValueError(f"the environment's variable {name} is empty; set it and run again")
        return environment[name]

    return MARK.sub(value, written)
