"""Civility points: what is noticed of children, the contests of classes, and the ambassadors."""
