"""Decisions about pairs, their months and their talks, on values alone."""
