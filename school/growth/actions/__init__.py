"""Every write of a portfolio: opened, planned, handed in, answered, reflected on, brought along."""
