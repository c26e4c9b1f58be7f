"""What was published before the month of a run, which the month is held against."""

from dataclasses import dataclass

from linkage.commands.report.report_facts import profile_of
from linkage.commands.report.shareable import refuse_other_rule
from linkage.commands.report.shared_numbers import Shared, shared_before
from linkage.config.job import Job
from linkage.disclosure.profile import Profile
from linkage.release.layout import Layout
from linkage.release.record.lineage import held_against, month_held_against
from linkage.release.record.manifest import Manifest


@dataclass(frozen=True)
class PublishedBefore:
    """The current release, and what readers outside have seen."""

    layout: Layout
    previous: Manifest | None
    """The current release; None before the first."""
    past: Manifest | None
    """The publication that the month is held against: its own before, or that of the latest month before it."""
    profile: Profile | None
    """The rule of disclosure control; None where nothing is shared."""
    shared: list[Shared]
    """All that was shared, oldest first; none where nothing is shared."""
    past_month: str | None = None
    """The month of `past` that it is held against."""

    @property
    def against(self) -> tuple[str, str] | None:
        """That release and month."""
        return (self.past.release, self.past_month) if self.past and self.past_month else None

    def run_of(self, month: str | None) -> Manifest | None:
        """The manifest of the run for a month of the current release; None where it was one of several, or is gone."""
        if self.previous is None or month not in self.previous.fingerprints:
            return None
        found = held_against(self.layout, self.previous, month)
        return found if found and found.month == month else None


def published_before(job: Job, layout: Layout, month: str, previous: Manifest | None) -> PublishedBefore:
    """What came before `month`; GateError when it was shared under another rule of disclosure control."""
    past = held_against(layout, previous, month)
    profile = profile_of(job.outputs)
    shared = shared_before(layout) if profile else []
    if profile:
        refuse_other_rule(shared, month, profile)
    past_month = month_held_against(previous, month) if previous and past else None
    return PublishedBefore(layout, previous, past, profile, shared, past_month)
