"""Mentor and mentee: what they agreed, what they do for it every month, and how it ends."""
