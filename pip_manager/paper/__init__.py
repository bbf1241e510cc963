"""The tagged PDF page kit; knows no noun."""
