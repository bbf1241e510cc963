"""What comes in and goes out: the exchange format."""
