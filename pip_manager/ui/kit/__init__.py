"""Parts of every screen; know no noun."""
