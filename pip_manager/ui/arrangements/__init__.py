"""The dialogs of secondments and cover, asked by more than one screen."""
