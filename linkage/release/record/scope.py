"""The scope of a month: whether its files are those of the whole country, as declared and as its providers bear out."""

from pydantic import Field

from linkage.release.record.part import ManifestPart
from linkage.words.figure import NATIONAL, SUB_NATIONAL
from linkage.words.number_words import number_of


class Scope(ManifestPart):
    """What was declared of a month, and what held: national when declared, by enough providers, and not shared else."""

    is_declared: bool = Field(description='Whether the job had [outputs] scope = "national".')
    providers: int = Field(ge=0, description="Providers with events in the month.")
    national_min_providers: int = Field(ge=1, description="Fewer are not taken for the whole country.")
    was_controlled: bool = Field(
        default=False, description="Whether the month was shared as sub-national before, which binds it."
    )

    @property
    def is_national(self) -> bool:
        """Whether numbers about all providers are about the whole country."""
        return self.is_declared and self.providers >= self.national_min_providers and not self.was_controlled

    @property
    def name(self) -> str:
        """The word for it in the statistics."""
        return NATIONAL if self.is_national else SUB_NATIONAL

    @property
    def words(self) -> str:
        """Which scope held and why, in one line."""
        number = number_of(self.providers, "provider")
        if self.is_national:
            return f"national, as declared, with {number}"
        if not self.is_declared:
            return f"sub-national, {number}: the whole country is not declared"
        if self.was_controlled:
            return f"sub-national, though national is declared: the month was shared as sub-national before ({number})"
        return (
            f"sub-national, though national is declared: {number}, fewer than national_min_providers = "
            f"{self.national_min_providers:,}"
        )
