"""The tests that a rank names: those that it requires of a field, and those of the pair that keep it from one."""

from typing import TYPE_CHECKING, Annotated, Literal, Union

from pydantic import Field, create_model

from linkage.config.setting import Strict
from linkage.rank_tests.every import EXCLUDED, REQUIRED
from linkage.rank_tests.rank_test import IdentityField, RankTest


class FieldTest(Strict):
    """A test that is required of a field."""

    how: str
    field: IdentityField


if TYPE_CHECKING:
    Test = FieldTest
    Guard = str
else:

    def _written(test: RankTest) -> type[FieldTest]:
        """A test as a rules file writes it: { how = "exact", field = "sex" }."""
        return create_model(
            test.name.title().replace("_", ""),
            __base__=FieldTest,
            __module__=__name__,
            __doc__=test.meaning,
            how=(Literal[test.name], ...),
            field=(Literal[test.fields], ...),
        )

    Test = Annotated[Union[tuple(map(_written, REQUIRED))], Field(discriminator="how")]  # noqa: UP007 - of a list
    Guard = Literal[tuple(test.name for test in EXCLUDED)]
"""One of the program's; a type checker knows their kinds and not their names."""

GUARDS = "Tests that keep a pair from the rank. " + " ".join(
    f"{test.name}: {test.meaning[0].lower()}{test.meaning[1:]}" for test in EXCLUDED
)
"""What the schema says of them."""
