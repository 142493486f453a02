"""What may go wrong and must not: hostile and broken input to every reader, and processes that are killed at any moment."""
