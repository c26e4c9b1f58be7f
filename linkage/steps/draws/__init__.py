"""Plausible sets of links: for each draw, one person or nobody for every identity, in the posterior's proportions."""
