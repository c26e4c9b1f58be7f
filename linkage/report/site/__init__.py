"""The static folder of an output folder: its releases, their reports, trends and providers; no script in it."""
