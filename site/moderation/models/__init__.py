"""What moderation keeps, by subject."""

from moderation.models.claims import Claim, SentOnce, SomebodyElse
from moderation.models.complaints import DataComplaint
from moderation.models.concerns import Concern, new_reference
from moderation.models.flags import Flag, FlagReading
from moderation.models.guide import BestPracticeGuidePage, GuideAgreement
from moderation.models.notes import NoteToAuthor
from moderation.models.pauses import Appeal, Pause
from moderation.models.readings import Reading
from moderation.models.remarks import InternalRemark
from moderation.models.steps import BeingCheckedTask, CheckState, OKState, YourOKTask

__all__ = [
    "Appeal",
    "BeingCheckedTask",
    "BestPracticeGuidePage",
    "CheckState",
    "Claim",
    "Concern",
    "DataComplaint",
    "Flag",
    "FlagReading",
    "GuideAgreement",
    "InternalRemark",
    "NoteToAuthor",
    "OKState",
    "Pause",
    "Reading",
    "SentOnce",
    "SomebodyElse",
    "YourOKTask",
    "new_reference",
]
