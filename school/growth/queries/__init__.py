"""Reads: acts out of the records of others, plans with how far they are, documents."""
