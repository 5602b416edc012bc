"""Works and their people, what each said to the final words, and the proof of it, by subject."""

from authorship.models.comments import WorkComment
from authorship.models.credits import Credit, Credited, name_for
from authorship.models.evidence import Evidence, EvidenceOpened
from authorship.models.given import GivenPart
from authorship.models.invitations import Invitation
from authorship.models.lineage import Adaptation, AdaptedPage
from authorship.models.oks import LostYes, YourOK
from authorship.models.voice_links import Recorder, VoiceLink, asked_after_leaving
from authorship.models.works import Contributor, Work, is_training, is_work, work_page

__all__ = [
    "Adaptation",
    "AdaptedPage",
    "Contributor",
    "Credit",
    "Credited",
    "Evidence",
    "EvidenceOpened",
    "GivenPart",
    "Invitation",
    "LostYes",
    "Recorder",
    "VoiceLink",
    "Work",
    "WorkComment",
    "YourOK",
    "asked_after_leaving",
    "is_training",
    "is_work",
    "name_for",
    "work_page",
]
