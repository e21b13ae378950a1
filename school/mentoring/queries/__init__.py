"""Pairs as lists, months and figures need them."""
