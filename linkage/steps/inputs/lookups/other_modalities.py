"""Names of a modality in the lookup that are none of the list of such names: kept as they are, and counted."""

from collections.abc import Iterator, Sequence

from linkage.engine.base import Engine
from linkage.engine.quote import literal
from linkage.engine.value import as_whole
from linkage.steps.inputs.source import Source
from linkage.words.modality_word import known_words, names, word_sql


def other_names(engine: Engine) -> tuple[int, int]:
    """How many different names of a modality are none of the list, and how many there are; reads modality_raw."""
    listed = ", ".join(literal(word) for word, _ in known_words())
    word = word_sql(engine.dialect, "modality")
    found = engine.rows(f"""
        select count(distinct case when {word} not in ({listed}) then {word} end), count(distinct {word})
        from modality_raw""")
    others, every = map(as_whole, found[0])
    return others, every


def told_other_modalities(engine: Engine, sources: Sequence[Source]) -> Iterator[str]:
    """What is to be told of names that are kept as they are; no name is shown. Reads modality_raw."""
    for source in sources:
        if source.dataset == "modality" and (found := other_names(engine))[0]:
            yield (
                f"[{source.key}]: {found[0]:,} of {found[1]:,} names of a modality are none of {', '.join(names())}, "
                "and no word for one of these: each stays as it is and is a kind of its own in every table"
            )
