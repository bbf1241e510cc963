"""What things are, and the rules of time, cover and money; standard library only."""
