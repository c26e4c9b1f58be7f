"""How the month to be planned stands: new, published as it would be again, or changed."""

from collections.abc import Mapping
from dataclasses import dataclass

from linkage.commands.months.look import changed_since, settings_of
from linkage.commands.plan.delivery_plan import PlannedDelivery
from linkage.commands.run.month_fingerprint import fingerprint
from linkage.commands.run.release_run import NOTHING_YET, form
from linkage.config.job import Job
from linkage.config.rules import Rules
from linkage.errors import ChangedError, ConfigError
from linkage.release.layout import Layout
from linkage.release.record.delivery import NOT_READ
from linkage.release.record.manifest import Manifest
from linkage.release.standing import changed_in_words, refuse_mixture
from linkage.session.keys import Key
from linkage.session.run_inputs import Inputs
from linkage.session.workspace import existing_key
from linkage.session.workspace import model as job_model
from linkage.steps.probabilistic.model.model import Model


@dataclass(frozen=True)
class MonthPlan:
    """A month against the current release."""

    release: str | None
    """The current release, if there is one."""
    published: bool
    changed: tuple[str, ...]
    """Why a published month would come out otherwise, each in words; of one that is linked again too."""
    told: str
    is_linked: bool
    """Whether a run would link the month."""
    ends_with: int | None = None
    """The exit code that the run would end with for this month, where that is known and not 0."""

    @property
    def will_run(self) -> bool:
        """Whether a run would link anything, or refuse to without --restate; with nothing to do it ends at once."""
        return self.is_linked or bool(self.changed)

    @property
    def needs_restate(self) -> bool:
        """Whether a run would refuse without --restate or --changed."""
        return self.ends_with == ChangedError.exit_code


def plan_month(
    job: Job,
    inputs: Inputs,
    month: str,
    previous: Manifest | None,
    planned: PlannedDelivery | None,
    *,
    restate: bool = False,
) -> MonthPlan:
    """How `month` stands; `planned` is None where nobody could look. Raises ConfigError as a run would."""
    if previous is None:
        told = f"{month} is new: nothing is published yet"
        return MonthPlan(None, published=False, changed=(), told=told, is_linked=True)
    refuse_mixture(previous, month, form(job, inputs.key.key_id))
    if month not in previous.months:
        told = f"{month} is new: release {previous.release} holds {', '.join(previous.months)}"
        return MonthPlan(previous.release, published=False, changed=(), told=told, is_linked=True)
    if planned is None:
        return unread_month(job, inputs, month, previous, restate=restate)
    return published_month(previous, month, planned)


def published_month(previous: Manifest, month: str, planned: PlannedDelivery) -> MonthPlan:
    """A published month, by what was found of it."""
    change, is_published = (
        planned.delivery.months[month],
        f"{month} is published in release {previous.release}",
    )
    reasons, is_linked = tuple(change.reasons()), change.is_linked
    if change.is_affected and not is_linked:
        return refused(previous, month, reasons)
    if change.done == "linked":
        told = f"{is_published} and would be linked anew, in a fresh context"
    elif change.is_linked:
        told = f"{is_published} and would be made again: {', '.join(reasons)}"
    elif not change.is_looked_at:
        told = f"{is_published} and its events are as they were; {NOT_READ}"
    elif planned.struck:
        told = f"{is_published} and would not be linked again; a release would only take out what is listed below"
    elif not planned.delivery.is_same_list:
        told = (
            f"{is_published} and only the opt-out list has changed, with nobody left to strike: nothing to do"
        )
    else:
        told = f"{is_published} and nothing has changed: nothing to do"
    changed = reasons if is_linked else ()
    return MonthPlan(previous.release, published=True, changed=changed, told=told, is_linked=is_linked)


def refused(previous: Manifest, month: str, reasons: tuple[str, ...]) -> MonthPlan:
    """A month for which a run ends with exit code 8, in its words."""
    told = changed_in_words(previous, month, reasons)
    return MonthPlan(
        previous.release,
        published=True,
        changed=reasons,
        told=told,
        is_linked=False,
        ends_with=ChangedError.exit_code,
    )


def unread_month(job: Job, inputs: Inputs, month: str, previous: Manifest, *, restate: bool) -> MonthPlan:
    """A published month where the DID files are too large to be looked at: by what it was made from as a whole."""
    changed = changed_since(job, inputs, previous, month, fingerprint(job, inputs))
    settings = settings_of(changed)
    is_published = f"{month} is published in release {previous.release}"
    if restate:
        told = f"{is_published} and would be linked anew, in a fresh context"
        return MonthPlan(previous.release, published=True, changed=changed, told=told, is_linked=True)
    if settings:
        return refused(previous, month, (f"other {', '.join(settings)}",))
    told = f"{is_published} and nothing has changed: nothing to do"
    if changed:
        told = f"{is_published}; whether other {', '.join(changed)} change it is known once the run has read the files"
    return MonthPlan(previous.release, published=True, changed=changed, told=told, is_linked=False)


def plan_changed(previous: Manifest | None, planned: PlannedDelivery | None) -> MonthPlan:
    """What a run of --changed alone would do. Raises ConfigError, as it would, before the first release."""
    if previous is None:
        raise ConfigError(NOTHING_YET)
    if planned is None:
        told = "which published months have changed is known once the run has read the files"
        return MonthPlan(previous.release, published=True, changed=(), told=told, is_linked=False)
    months, again = planned.delivery.months, planned.delivery.made_again
    unread = [name for name, change in months.items() if not change.is_looked_at and name not in again]
    told = (
        f"{', '.join(again)} would be made again, in one release"
        if again
        else "no published month has changed"
    )
    if unread:
        told += f"; of {', '.join(unread)}: {NOT_READ}"
    elif not again and not planned.struck:
        told += ": nothing to do"
    elif not again:
        told += "; a release would only take out what is listed below"
    reasons = tuple(f"{name}: {', '.join(months[name].reasons())}" for name in again)
    return MonthPlan(previous.release, published=True, changed=reasons, told=told, is_linked=bool(again))


def key_in_use(job: Job, previous: Manifest | None, environment: Mapping[str, str]) -> Key | None:
    """The job's key, or None where the first run will make it; ConfigError when a key that was used is lost."""
    layout = Layout(job.output)
    if job.keys is None and previous is None and not (layout.state / "pseudonym.key").exists():
        return None
    return existing_key(job, layout, environment)


def planned_model(job: Job, rules: Rules) -> tuple[Model | None, str]:
    """The model a run would use, and its name or what to do first; ConfigError for one that cannot be used."""
    if rules.p is None:
        return None, "none needed"
    if job.model_path is not None and not job.model_path.exists():
        return None, f"no model at {job.linkage.model}: run `linkage train` with this job file first"
    found = job_model(job, rules)
    return found, found.model_id if found else "none needed"
