"""The month as statistics: who sends, how much, how old it is, whether it agrees, and how it compares."""
