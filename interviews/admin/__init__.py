"""The desk: interviews with their questions, their tags, and readers' ratings."""

from interviews.admin import bin as the_bin
from interviews.admin import interview, rating, tag

__all__ = ["the_bin", "interview", "rating", "tag"]
