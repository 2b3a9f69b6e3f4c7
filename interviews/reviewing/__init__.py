"""Ratings and reviews: the reader's own, the others' view, the moderators', privacy."""
