"""What each command does; `linkage.cli` says it in words, `linkage.api` offers it to programs."""
