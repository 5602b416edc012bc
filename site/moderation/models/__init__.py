"""What moderation keeps, by subject."""

from moderation.models.concerns import Concern, new_reference
from moderation.models.readings import Reading
from moderation.models.steps import BeingCheckedTask, CheckState, OKState, YourOKTask

__all__ = ["BeingCheckedTask", "CheckState", "Concern", "OKState", "Reading", "YourOKTask", "new_reference"]
