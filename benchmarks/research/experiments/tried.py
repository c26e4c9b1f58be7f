"""The experiments with rank P: each takes back one part of the model, against all of it as it ships."""

from benchmarks.research.experiments import changes
from benchmarks.research.experiments.experiment import Experiment, with_levels
from benchmarks.trial.rules import with_p
from linkage.steps.probabilistic.evidence.weigh import OFF

EXPERIMENTS = (
    Experiment("as shipped", "nothing", "what the others are held against"),
    Experiment(
        "parts of the date not told apart",
        "one level each of slip, switched digits and difference, whichever part it is; two slips are one part equal",
        "rare levels are learnt from few pairs",
        with_levels("birth_date", changes.lumped_parts),
        trains=True,
    ),
    Experiment(
        "neighbours switched are two edits",
        "a postcode is near by plain Levenshtein distance",
        "it is what databases have under that name",
        with_levels("postcode", changes.plain_edits),
        trains=True,
    ),
    Experiment(
        "blocks of whole birth dates",
        "birth date and postcode, postcode and sex, or birth date, sex and district must be equal",
        "four blocks are fewer than nine",
        trains=True,
        rules=lambda rules: with_p(rules, blocks=changes.BLOCKS_BEFORE),
    ),
    Experiment(
        "birth date and sex where few share them",
        "max_block_people_without_place is 10 instead of 200",
        "the block grows with the index and finds few people alone",
        rules=lambda rules: with_p(rules, max_block_people_without_place=10),
    ),
    Experiment(
        "full agreement alone priced",
        "chances are multiplied wherever birth date and postcode are not both exact",
        "it is the pattern of most links",
        changes.full_agreement_alone,
    ),
    Experiment(
        "no price of coincidence",
        "birth date, postcode and sex agree by chance as a product says",
        "it is what every plain model assumes",
        changes.no_price,
    ),
    Experiment(
        "nothing copied",
        "the share of records that bear somebody else's data is 0",
        "it cannot be told from numbers of relatives",
        changes.nothing_copied,
    ),
    Experiment(
        "number over triple",
        "ranks by number link although somebody else agrees on birth date, sex and postcode",
        "it is how the published ranks go",
        rules=changes.ranks_decide_alone,
    ),
    Experiment(
        "no near numbers",
        "a number whose check digit is broken says nothing",
        "it may be one slip from a stranger's",
        switches=OFF,
    ),
    Experiment(
        "one phi",
        "phi by the state of the number alone instead of by source setting too",
        "one number is simpler, and small settings borrow it anyway",
        changes.one_phi,
    ),
    Experiment(
        "no link below 0.9",
        "minimum_probability is 0.9 instead of 0.5",
        "the target is an average, and sure links make room for doubtful ones",
        rules=lambda rules: with_p(rules, minimum_probability=0.9),
    ),
)
