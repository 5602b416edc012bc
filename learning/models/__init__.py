"""What learning is made of: programmes with their modules and sessions, the words that we explain, and workshops."""

from learning.models.feedback import Feedback
from learning.models.glossary import GlossaryPage, GlossaryTermPage
from learning.models.mentoring import Meeting, Mentoring, MentoringNote
from learning.models.papers import Paper
from learning.models.plans import BroughtPlan
from learning.models.records import Badge, ShownCertificate, TrainingRecord
from learning.models.sessions import SessionPage
from learning.models.training import (
    LICENCES,
    SHARE_ALIKE,
    LearningIndexPage,
    LearningPage,
    ModulePage,
    ProgrammePage,
)
from learning.models.workshops import SignUp, WorkshopIndexPage, WorkshopPage

__all__ = [
    "LICENCES",
    "SHARE_ALIKE",
    "Badge",
    "BroughtPlan",
    "Feedback",
    "GlossaryPage",
    "GlossaryTermPage",
    "LearningIndexPage",
    "LearningPage",
    "Meeting",
    "Mentoring",
    "MentoringNote",
    "ModulePage",
    "Paper",
    "ProgrammePage",
    "SessionPage",
    "ShownCertificate",
    "SignUp",
    "TrainingRecord",
    "WorkshopIndexPage",
    "WorkshopPage",
]
