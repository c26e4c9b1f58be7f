"""The steps of the job, in the order of `linkage.pipeline`; they meet in tables and never import one another."""
