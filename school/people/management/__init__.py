"""Operator commands: parse, call an action."""
