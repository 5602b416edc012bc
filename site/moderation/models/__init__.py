"""What moderation keeps, by subject."""

from moderation.models.concerns import Concern, new_reference
from moderation.models.guide import BestPracticeGuidePage, GuideAgreement
from moderation.models.notes import NoteToAuthor
from moderation.models.readings import Reading
from moderation.models.steps import BeingCheckedTask, CheckState, OKState, YourOKTask

__all__ = [
    "BeingCheckedTask",
    "BestPracticeGuidePage",
    "CheckState",
    "Concern",
    "GuideAgreement",
    "NoteToAuthor",
    "OKState",
    "Reading",
    "YourOKTask",
    "new_reference",
]
