"""What is kept: tables, the store, its change log and the questions asked of it."""
