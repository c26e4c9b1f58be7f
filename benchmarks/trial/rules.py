"""The rules that trials run by."""

import tomllib

from linkage.config.rules import RankP, Rules
from linkage.config.shipped import shipped


def shipped_rules() -> Rules:
    """Profile hes_did without the hold-out, which measures the links and makes none."""
    settings = tomllib.loads((shipped("rules") / "hes_did.toml").read_text("utf-8"))
    settings["p"]["holdout_identities"] = 0
    settings["p"]["synthetic_identities"] = 0
    return Rules.model_validate(settings)


def rank_p(rules: Rules) -> RankP:
    """The probabilistic stage of the rules."""
    if rules.p is None:
        raise SystemExit("these rules have no probabilistic stage")
    return rules.p


def with_p(rules: Rules, **settings: object) -> Rules:
    """The rules with settings of that stage changed."""
    return rules.model_copy(update={"p": rank_p(rules).model_copy(update=settings)})
