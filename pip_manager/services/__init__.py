"""What the user can do: one verb, one method, one transaction."""
