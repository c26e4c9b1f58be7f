"""The statistics: each module is one, and says everything about it in its value STATISTIC."""
