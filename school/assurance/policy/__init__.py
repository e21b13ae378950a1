"""Who may know of pledges, inspections, supervision, surveys, the leading group, declarations."""
