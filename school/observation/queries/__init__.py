"""Lessons and observations, as pages and other contexts need them."""
