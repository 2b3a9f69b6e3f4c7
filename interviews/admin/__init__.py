"""The desk: interviews with their questions, and readers' ratings."""

from interviews.admin import interview, rating

__all__ = ["interview", "rating"]
