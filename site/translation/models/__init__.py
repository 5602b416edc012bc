"""Who translates and checks what, and the step in which the language is checked."""

from translation.models.assignments import Assignment, NamedLanguage, TakenFrom
from translation.models.steps import LanguageCheckState, LanguageCheckTask

__all__ = ["Assignment", "LanguageCheckState", "LanguageCheckTask", "NamedLanguage", "TakenFrom"]
