"""What `linkage gc` does, inside the lock: finish what was begun, clear drafts, take away what the plan says."""

from dataclasses import dataclass

from linkage.commands.gc.gc_plan import GcPlan, Wanted, plan_gc
from linkage.config.job import Job
from linkage.release import journal
from linkage.release.lock import hold
from linkage.release.recover import clear_left
from linkage.release.removal import remove
from linkage.session.stores.job_layout import job_layout
from linkage.session.surroundings import Surroundings


@dataclass(frozen=True)
class GcOutcome:
    """What was done, or would be."""

    plan: GcPlan
    is_dry_run: bool
    finished: tuple[str, ...] = ()
    """Releases that an earlier `gc` had begun to take away, and died over."""


def collect(job: Job, wanted: Wanted, around: Surroundings, *, dry_run: bool) -> GcOutcome:
    """
    Take releases away, or say which would go. Nothing that readers are shown is touched.

    LockedError when a run is at work; ConfigError and IntegrityError as in `plan_gc`. Whatever it dies over, the next
    one finishes.
    """
    layout = job_layout(job)
    if dry_run:
        layout.home.look(layout)
        begun = tuple(sorted(journal.half_removed(layout.journal), key=int))
        return GcOutcome(plan_gc(job, wanted, around), is_dry_run=True, finished=begun)
    with hold(layout):
        clear_left(layout, around.warn)
        at = around.now()
        finished = remove.tidy(layout, at=at)
        plan = plan_gc(job, wanted, around)
        for number, why in plan.goes.items():
            remove.remove(layout, number, why=why, at=at)
        return GcOutcome(plan, is_dry_run=False, finished=finished)
