"""Awards with their certificates, and selections of people and deeds."""
