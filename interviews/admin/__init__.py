"""The desk: interviews with their questions, their tags, and readers' ratings."""

from interviews.admin import interview, rating, tag

__all__ = ["interview", "rating", "tag"]
