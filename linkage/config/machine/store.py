"""[store]: how the client speaks to the object store, where [job] output or files are addresses."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from linkage.config.setting import Strict

SECRET = re.compile(r"key|secret|token|password|credential|sas", re.IGNORECASE)


def no_secret(name: str) -> str:
    """A setting that is none; ValueError, which does not repeat it, for one that is."""
    if SECRET.search(name):
        raise ValueError(
            "is a credential, for which a job file is no place: the client takes it from the environment, under the "
            "name that its cloud gives it, such as AWS_SECRET_ACCESS_KEY, or from the role of the machine"
        )
    return name


OptionName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,100}$"), AfterValidator(no_secret)]


class StoreTable(Strict):
    """[store]: the client of object stores, which comes with the extra `store`; credentials are the session's own."""

    config: dict[OptionName, str] = Field(
        default_factory=dict,
        description="Settings of the client by obstore's names, such as endpoint, region or account_name. Never a "
        "secret: credentials are taken from the environment or the machine's role.",
        examples=[{"region": "eu-west-2"}],
    )
    allow_http: bool = Field(
        False, description="Speak without encryption, to a store on this machine in tests."
    )
    lock_seconds: float = Field(
        60,
        ge=4,
        le=3600,
        description="A lock that its owner has not renewed for so long is taken over; it does so four times as often.",
    )

    @property
    def settings(self) -> tuple[tuple[str, str], ...]:
        """`config` in one order, as clients are told apart by."""
        return tuple(sorted(self.config.items()))
