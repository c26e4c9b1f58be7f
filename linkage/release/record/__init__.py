"""The manifest of a release, part by part."""
