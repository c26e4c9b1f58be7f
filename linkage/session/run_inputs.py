"""What a run works from: files, lists, rules, model and key, found before anything is read."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from linkage.cache.cache import Cache
from linkage.config.job import EvidenceTable, Job
from linkage.config.over_merged import OverMerged
from linkage.config.people.person_rules import PersonRules
from linkage.config.rules import Rules
from linkage.decisions.decision import Decision
from linkage.decisions.standing import standing
from linkage.release.layout import Layout
from linkage.session.keys import Key
from linkage.session.people_source import person_rules, told_of_people
from linkage.session.stores.job_layout import job_layout
from linkage.session.surroundings import unheard
from linkage.session.usable_files import FileAside
from linkage.session.workspace import Lists
from linkage.steps.inputs.source import Source
from linkage.steps.probabilistic.evidence.weigh import OFF
from linkage.steps.probabilistic.model.model import Model
from linkage.words.value_id import Pads

DEFAULT_LIMITS = OverMerged()
Warn = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """Everything a run works from."""

    sources: tuple[Source, ...]
    digests: dict[str, str]
    """SHA-256 of each file by "data set:path"."""
    lists: Lists
    rules: Rules
    model: Model | None
    key: Key
    layout: Layout
    deprivation_areas: int | None = None
    """Areas of England that the postcode directory's ranks run over, where the job says so."""
    one_modality_name: bool = True
    """Whether the words of the lookup for a modality come to one name."""
    evidence: EvidenceTable = OFF
    """Which further evidence rank P weighs."""
    warn: Warn = unheard
    """Tells the user of something that the run goes on with."""
    kept: tuple[Path, ...] = ()
    """What earlier publications keep of each month, for people whose files are gone."""
    person_pads: Pads | None = None
    """Padded keys of the pseudonyms of people, where releases have these."""
    over_merged: OverMerged = DEFAULT_LIMITS
    """Beyond which limits a person key may be of several people."""
    published_events: str | None = None
    """A query for event_id and test_date of every event that is published already; None before the first release."""
    context: Path | None = None
    """What is kept of the month, to link it in the context of its publication; None: in a fresh one."""
    published_links: tuple[Path, ...] = ()
    """The links of the month in the release before, where people are looked for again for its other events alone."""
    files_aside: tuple[FileAside, ...] = ()
    """Files that the run goes on without, since they cannot be used."""
    cache: Cache | None = None
    """What earlier runs read and made, and where this one leaves it; None where the job keeps none."""
    beside_ae: str = "ae"
    """Of an attendance in both HES A&E and ECDS, the data set whose record counts: ae or ecds."""
    complete_to: int | None = None
    """The year in which the last complete data year of admitted patient care begins, where the job says so."""
    all_spells: bool = False
    hospital_records: bool = True
    """Whether spells of people without a linked event are published too."""
    link_draws: int = 0
    """How many plausible sets of links are drawn."""
    person_rules: PersonRules | None = None
    """By which people are made of records without a person key; None where keys are supplied."""
    decisions: tuple[Decision, ...] = ()
    """What reviewers decided that is in force and binds something."""
    kept_pads: Pads | None = None
    """Padded keys of the pseudonyms that people have in `kept`: a month alone may be restated in another form."""


def job_inputs(
    job: Job,
    rules: Rules,
    model: Model | None,
    key: Key,
    *,
    found: tuple[Source, ...],
    supplied: Lists,
    digests: dict[str, str],
    warn: Warn = unheard,
    aside: tuple[FileAside, ...] = (),
) -> Inputs:
    """
    What a run of the job works from, before anything is known of what is published.

    Its files, lists and digests are those `found`, `supplied` and digested once: none is looked for again.
    """
    layout = job_layout(job)
    for told in told_of_people(job, found):
        warn(told)
    return Inputs(
        sources=found,
        digests=digests,
        lists=supplied,
        rules=rules,
        model=model,
        key=key,
        layout=layout,
        deprivation_areas=job.lookups.deprivation_areas,
        one_modality_name=job.lookups.one_modality_name,
        evidence=job.linkage.evidence,
        warn=warn,
        person_pads=key.pads("person") if job.outputs.pseudonymise_person else None,
        over_merged=job.linkage.over_merged,
        files_aside=aside,
        beside_ae=job.hes.ecds.beside_ae if job.hes.ecds else "ae",
        complete_to=job.hes.apc.last_complete if job.hes.apc else None,
        all_spells=job.outputs.all_spells,
        hospital_records=job.outputs.hospital_records,
        link_draws=job.outputs.link_draws,
        person_rules=person_rules(job, found),
        cache=Cache(layout.cache, warn) if job.cache.keep_editions else None,
    )


def with_decisions(inputs: Inputs) -> Inputs:
    """The inputs with what reviewers decided; IntegrityError when the store of decisions was changed by hand."""
    return replace(inputs, decisions=standing(inputs.layout, inputs.key).binding)
