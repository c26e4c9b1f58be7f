"""From weights to decisions: phi, the posterior of each person, the threshold, the ranks' own probabilities."""
