"""Decisions on texts, figures and the chain, without a clock, a query or the network."""
