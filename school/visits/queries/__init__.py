"""Reads that join, count, or serve another context."""
