"""Decisions about plans, goals, reflections and documents, on values alone."""
