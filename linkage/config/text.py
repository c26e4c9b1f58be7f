"""Lines of free text in a settings file: what they may hold is said in `free_text`, dates are looked at by a run."""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from linkage.words.free_text import problem


def fit(text: str) -> str:
    """The text; ValueError, without it, when it may not be shown."""
    if wrong := problem(text):
        raise ValueError(wrong)
    return text


def fit_address(text: str) -> str:
    """The same for a text that may hold a postcode."""
    if wrong := problem(text, may_have_postcode=True):
        raise ValueError(wrong)
    return text


Bounded = StringConstraints(strip_whitespace=True, min_length=1, max_length=200)
Line = Annotated[str, Bounded, AfterValidator(fit)]
Address = Annotated[str, Bounded, AfterValidator(fit_address)]
Words = Annotated[str, AfterValidator(fit)]
