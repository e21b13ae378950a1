"""What the school answers for: pledges, inspections, supervision, surveys, its leading group, declarations."""
