"""All national numbers of a month at once, under rules that control them: what nobody may learn."""

from random import Random

import pytest

from linkage.disclosure.month import controlled_month
from linkage.disclosure.profile import HES_2018, NHSE_SDE, Profile
from tests.disclosure.nation_attack import told_too_closely
from tests.disclosure.random_nation import figures, random_nation
from dataclasses import replace

NOT_NATIONAL = replace(HES_2018, national_exact=False)
CUSTOM = Profile("custom", smallest=6, base=1, national_exact=False)
RULES = {"hes_2018, not national": NOT_NATIONAL, "nhse_sde": NHSE_SDE, "custom": CUSTOM}


def broken(rule, seed):
    exact = figures(random_nation(Random(seed)))
    shared = {figure.key: figure for figure in controlled_month(exact, rule)}
    return told_too_closely(rule, exact, shared)
