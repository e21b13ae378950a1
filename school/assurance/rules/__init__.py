"""Decisions of assurance on values: what is refused, who must sign, and how a matter stands."""
