"""`linkage train`: a model, and the page that tells of it."""
