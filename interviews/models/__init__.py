"""An interview and what belongs to it; ``Interview`` is the root of the whole."""

from interviews.models.autosave import Autosave
from interviews.models.binned import BinnedInterview
from interviews.models.correction import Correction
from interviews.models.decision import DecidedRating, Decision
from interviews.models.earlier_words import EarlierWords
from interviews.models.interview import Interview
from interviews.models.preview import PreviewLink
from interviews.models.privacy_run import PrivacyRun
from interviews.models.queryset import InterviewQuerySet
from interviews.models.question import Question
from interviews.models.rating import Rating
from interviews.models.rating_summary import RatingSummary
from interviews.models.review import HelpfulVote, Report
from interviews.models.revision import Revision
from interviews.models.search import SearchEntry
from interviews.models.speaker import Speaker
from interviews.models.tag import TaggedInterview
from interviews.models.tag_merge import TagMerge
from interviews.models.workflow import SavedMeanwhile

__all__ = [
    "BinnedInterview",
    "Autosave",
    "PreviewLink",
    "Revision",
    "SavedMeanwhile",
    "Correction",
    "DecidedRating",
    "Decision",
    "EarlierWords",
    "HelpfulVote",
    "Interview",
    "InterviewQuerySet",
    "PrivacyRun",
    "Question",
    "Rating",
    "RatingSummary",
    "Report",
    "SearchEntry",
    "Speaker",
    "TagMerge",
    "TaggedInterview",
]
