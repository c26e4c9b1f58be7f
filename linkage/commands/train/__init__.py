"""`linkage train`: a model, and the page that shows it."""
