"""Drawings of a report: static SVG and the charts over months."""
