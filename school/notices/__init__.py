"""What people are told without asking: the weekly digest, in the app and by mail."""
