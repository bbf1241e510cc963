"""What is told: summaries and their forms."""
