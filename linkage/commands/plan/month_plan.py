"""How the month to be planned stands: new, published as it would be again, or changed."""

from collections.abc import Mapping
from dataclasses import dataclass

from linkage.commands.run.earlier_fingerprint import in_terms_of_today
from linkage.commands.run.month_fingerprint import fingerprint
from linkage.commands.run.monthly_run import form
from linkage.config.job import Job
from linkage.config.rules import Rules
from linkage.release.layout import Layout
from linkage.release.record.manifest import Manifest
from linkage.release.standing import changed_in_words, refuse_mixture, standing
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
    """What a run now would be made from that the published month was not: inputs, job, rules, lists, model, method."""
    told: str

    @property
    def will_run(self) -> bool:
        """Whether a run would link anything; with nothing to do it ends at once."""
        return not self.published or bool(self.changed)

    @property
    def needs_restate(self) -> bool:
        """Whether a run would refuse without --restate."""
        return bool(self.changed)


def plan_month(job: Job, inputs: Inputs, month: str, previous: Manifest | None) -> MonthPlan:
    """How `month` stands. Raises ConfigError as a run would: a key that is not the one of the current release."""
    if previous is None:
        return MonthPlan(None, published=False, changed=(), told=f"{month} is new: nothing is published yet")
    refuse_mixture(previous, month, form(job, inputs.key.key_id))
    now = fingerprint(job, inputs)
    before = in_terms_of_today(previous, month, job, inputs.lists, inputs.key, now)
    found = standing(before, month, now)
    match found:
        case "new":
            told = f"{month} is new: release {previous.release} holds {', '.join(previous.months)}"
            return MonthPlan(previous.release, published=False, changed=(), told=told)
        case "unchanged":
            told = (
                f"{month} is published in release {previous.release} and nothing has changed: nothing to do"
            )
            return MonthPlan(previous.release, published=True, changed=(), told=told)
        case ("opt_outs",):
            told = (
                f"{month} is published in release {previous.release} and only the opt-out list has changed: whoever on "
                "it is in the release will be struck from every month, and nothing linked"
            )
            return MonthPlan(previous.release, published=True, changed=(), told=told)
        case _:
            changed = tuple(found)
            told = changed_in_words(previous, month, changed)
            return MonthPlan(previous.release, published=True, changed=changed, told=told)


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
