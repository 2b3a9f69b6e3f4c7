"""An interview and what belongs to it; ``Interview`` is the root of the whole."""

from interviews.models.correction import Correction
from interviews.models.interview import Interview
from interviews.models.queryset import InterviewQuerySet
from interviews.models.question import Question
from interviews.models.rating import Rating, RatingSummary
from interviews.models.speaker import Speaker
from interviews.models.tag import TaggedInterview

__all__ = [
    "Correction",
    "Interview",
    "InterviewQuerySet",
    "Question",
    "Rating",
    "RatingSummary",
    "Speaker",
    "TaggedInterview",
]
