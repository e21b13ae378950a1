"""Pledges, inspections, supervision, surveys, the leading group, declarations."""
