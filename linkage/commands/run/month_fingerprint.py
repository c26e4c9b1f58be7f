"""What a month was made from, as digests by name: when all are as they were, a run has nothing to do."""

import json
from collections.abc import Iterable, Mapping, Sequence

from linkage.config.cips import Spells, Unfinished
from linkage.config.contacts import Contacts
from linkage.config.file_order import DEFAULT_ORDER
from linkage.config.job import Job
from linkage.config.over_merged import OverMerged
from linkage.config.people.person_rules import PersonRules
from linkage.config.rules import Rules
from linkage.config.sources.keyed import KeyedTable
from linkage.method_version import METHOD_VERSION
from linkage.session.keys import Key
from linkage.session.run_inputs import Inputs
from linkage.steps.inputs.delivery.data_year import years_unlike_names
from linkage.steps.inputs.delivery.order_of_files import unlike_names
from linkage.words.names import HOSPITAL

DATA = ("did", *HOSPITAL, "deaths")
"""Data sets that are looked at row by row, or person by person."""


def fingerprint(job: Job, inputs: Inputs) -> dict[str, str]:
    """
    What a month was made from, by name: when all are as they were, a run has nothing to do.

    The lists are digested with the job's key: a short list of NHS numbers could be found again from a plain hash. The
    opt-out list is a name of its own, and where it lies is none: whoever comes on it is struck, which links nothing.
    Earlier versions had the program's own version in the place of the method's.
    """
    key, supplied, used = inputs.key, inputs.lists, inputs.model
    return {
        "inputs": key.digest("inputs", _text([*inputs_of(inputs), *unlike_names(inputs.digests, DATA)])),
        "lookups": key.digest("lookups", _text(lookups_of(inputs.digests))),
        "job": job_digest(job.model_copy(update={"opt_outs": None}), key),
        "rules": rules_digest(inputs.rules, key),
        "lists": lists_digest(supplied.ignored_postcodes, (), key),
        **({"decisions": decisions_digest(inputs)} if inputs.decisions else {}),
        "opt_outs": opt_outs_digest(supplied.opted_out_numbers, key),
        "model": used.model_id if used else "none",
        "method": str(METHOD_VERSION),
        **({"person rules": person_rules_digest(inputs.person_rules, key)} if inputs.person_rules else {}),
    }


def inputs_of(inputs: Inputs) -> list[tuple[str, str]]:
    """The files by "data set:path", each with its digest, and the year that the job says where its name does not."""
    said = years_unlike_names(inputs.sources)
    return sorted(
        (name, f"{sha256} {said[name]}" if name in said else sha256)
        for name, sha256 in inputs.digests.items()
    )


def lookups_of(digests: Mapping[str, str]) -> list[str]:
    """
    What the lookup files hold, by data set: every month is read with them, and no event and no person is theirs.

    In their order where it is not that of their names.
    """
    each = [(label.partition(":")[0], sha256) for label, sha256 in digests.items()]
    held = sorted(f"{name} {sha256}" for name, sha256 in each if name not in DATA)
    ordered = [digests[label] for label in unlike_names(digests, {name for name, _ in each} - set(DATA))]
    return [*held, *ordered]


LATER_SETTINGS = {
    "all_spells": False,
    "hospital_records": True,
    "link_draws": 0,
    "over_merged": OverMerged().model_dump(),
    "max_damaged_key_share": KeyedTable().max_damaged_key_share,
    "order": DEFAULT_ORDER,
    "replace": "rows",
    "month_m": False,
    "max_block_people_without_place": 200,
    "final_files": [],
    "dates": {},
    "max_contrary_date_share": KeyedTable().max_contrary_date_share,
    "max_unreadable_date_share": KeyedTable().max_unreadable_date_share,
    "people": None,
    "person_rules": "hesid",
    "complete_to": None,
    "data_years": {},
    "spells": Spells().model_dump(mode="json"),
    "unfinished": Unfinished().model_dump(mode="json"),
    "contacts": Contacts().model_dump(mode="json"),
    **Contacts().model_dump(mode="json"),
}
"""Settings that came after version 0.1.0: left out at their defaults, so that months made before are not changed."""


TELLING = "tell_lost_share"
"""A setting that says what is told and changes nothing of a month."""
LOCATIONS = ("paths", "name", "output", "profile", "model", "ignore_postcodes", "person_rules", "data_years")
"""Settings that say where things lie, what they are called or of which year: that is looked at, or digested, itself."""
OF_THE_USER = "columns"
"""A setting whose own keys are names of the user's."""


def job_digest(job: Job, key: Key) -> str:
    """The settings that could change a month, wherever files lie."""
    return key.digest("job", _text(placeless(without_later(job_settings(job)))))


def located_job_digest(job: Job, key: Key) -> str:
    """The same with the places of files, as version 0.1.0 had them in its fingerprints."""
    return key.digest("job", _text(without_later(job_settings(job))))


def placeless(settings: object) -> object:
    """Settings, at any depth, without LOCATIONS."""
    if not isinstance(settings, dict):
        return settings
    return {
        name: chosen if name == OF_THE_USER else placeless(chosen)
        for name, chosen in settings.items()
        if name not in LOCATIONS
    }


def job_settings(job: Job) -> dict[str, object]:
    """
    The settings that could change a month.

    What a later file replaces is as the layout has it or the job says; which of two attendances counts is a setting
    only where there may be two. Which engine does the work is none: the rows are the same.
    """
    resolved = job.did.model_copy(update={"replace": job.did.replaces})
    neutral = job.job.model_copy(update={"engine": "duckdb"})
    later = () if job.outputs.gp_practice else ("gp_practice",)  # evidence had one of that name before
    return job.model_copy(update={"did": resolved, "job": neutral}).model_dump(
        mode="json",
        exclude={
            "duckdb": True,
            "spark": True,
            "store": True,
            "job": {"local"},
            "report": True,
            "gates": True,
            "limits": True,
            "inputs": True,
            "cache": True,
            "keys": True,
            "linkage": {"retry_months"},
            "outputs": {"disclosure", "custom", "scope", "national_min_providers", *later},
            "lookups": {"provider_names"} if job.lookups.sites else {"provider_names", "sites"},
            "did": {"absent", "max_withdrawn_share"},
            "hes": {} if job.hes.ae and job.hes.ecds else {"ecds": {"beside_ae"}},
        },
    )


def without_later(settings: object) -> object:
    """Settings, at any depth, without those of LATER_SETTINGS that are as they come."""
    if not isinstance(settings, dict):
        return settings
    return {
        name: without_later(chosen)
        for name, chosen in settings.items()
        if name != TELLING and (name not in LATER_SETTINGS or chosen != LATER_SETTINGS[name])
    }


def lists_digest(postcodes: Sequence[str], numbers: Sequence[str], key: Key) -> str:
    """The supplied lists as one digest; version 0.1.0 had the opt-out list in it."""
    return key.digest("lists", _text([postcodes, numbers]))


def opt_outs_digest(numbers: Iterable[str], key: Key) -> str:
    """The opt-out list, which only the secret's holder can try numbers on."""
    return key.digest("opt-outs", _text(sorted(set(numbers))))


def decisions_digest(inputs: Inputs) -> str:
    """Which decisions of reviewers are in force: each month is held against those that bear on it."""
    return inputs.key.digest("decisions", _text(sorted(one.decision_id for one in inputs.decisions)))


def rules_digest(rules: Rules, key: Key) -> str:
    """The rules of a month as its fingerprint has them."""
    return key.digest("rules", _text(without_later(rules.model_dump(mode="json"))))


def person_rules_digest(rules: PersonRules, key: Key) -> str:
    """The rules by which people are made; a month of supplied people has none."""
    return key.digest("person rules", _text(rules.model_dump(mode="json")))


def _text(described: object) -> str:
    return json.dumps(described, sort_keys=True)
