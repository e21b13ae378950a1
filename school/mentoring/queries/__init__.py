"""Pairs and their months, as pages and other contexts need them."""
