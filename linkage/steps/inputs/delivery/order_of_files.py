"""
In which order files count, where their names do not say it: a row of a later file replaces one of an earlier.

The entries of `paths` are taken in the order of the job, so two that change places can change which row is the last.
"""

from collections.abc import Collection, Mapping

from linkage.config.file_order import DEFAULT_ORDER, in_order


def unlike_names(digests: Mapping[str, str], datasets: Collection[str]) -> list[str]:
    """
    The files of those data sets whose files do not stand in the order of their names, in the order in which they count.

    `digests` are by "data set:path", in order of precedence; so are the names that are given. Months that were made
    from files in the order of their names are made from just what they were.
    """
    files: dict[str, list[str]] = {}
    for label in digests:
        dataset, _, name = label.partition(":")
        if dataset in datasets:
            files.setdefault(dataset, []).append(name)
    return [
        f"{dataset}:{name}"
        for dataset, names in sorted(files.items())
        if names != in_order(names, DEFAULT_ORDER)
        for name in names
    ]
