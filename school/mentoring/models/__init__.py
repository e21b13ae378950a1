"""Pairs, what they agreed, and what they did.

Django looks for models here; so does everybody else.
"""
