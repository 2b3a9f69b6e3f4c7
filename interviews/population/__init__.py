"""Invented content in any amount, for tests and measurements of scale."""
