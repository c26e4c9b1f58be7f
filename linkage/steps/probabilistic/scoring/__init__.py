"""From the pool to scored people: blocks, pairs, patterns and their weights."""
