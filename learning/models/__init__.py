"""What learning is made of: programmes with their modules and sessions, the words that we explain, and workshops."""

from learning.models.glossary import GlossaryPage, GlossaryTermPage
from learning.models.papers import Paper
from learning.models.training import (
    LICENCES,
    LearningIndexPage,
    LearningPage,
    ModulePage,
    ProgrammePage,
    SessionPage,
)
from learning.models.workshops import SignUp, WorkshopIndexPage, WorkshopPage

__all__ = [
    "LICENCES",
    "GlossaryPage",
    "GlossaryTermPage",
    "LearningIndexPage",
    "LearningPage",
    "ModulePage",
    "Paper",
    "ProgrammePage",
    "SessionPage",
    "SignUp",
    "WorkshopIndexPage",
    "WorkshopPage",
]
