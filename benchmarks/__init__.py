"""Yardsticks: what the engine is measured by. Each module is one command; see README.md."""
