"""A release as its readers open it."""
