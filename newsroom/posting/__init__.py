"""What readers' posts share: who sends them, from where, and how often."""
