"""Parts of admin screens that several rooms share."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from wagtail.admin.ui.components import Component

from publishing.decisions import log_decision


class NotesWhoChanged:
    """A form's view that notes who changed one field, in another: `noted = (changed, who)`.

    The log gets a line of the kind `decision`, with what the field holds now: a code or a date.
    """

    noted: tuple[str, str]
    decision: str

    def save_instance(self) -> Any:
        """Save, with whoever changed it."""
        changed, who = self.noted
        is_changed = changed in self.form.changed_data  # type: ignore[attr-defined]
        if is_changed:
            setattr(self.form.instance, who, self.request.user)  # type: ignore[attr-defined]
        saved = super().save_instance()  # type: ignore[misc]
        if is_changed:
            detail = str(getattr(saved, changed) or "")
            log_decision(self.decision, saved, by=self.request.user, detail=detail)  # type: ignore[attr-defined]
        return saved


class AdminPanel(Component):
    """A panel on the first screen whose forms work: it is rendered with the request, and so with its token."""

    def render_html(self, parent_context: Any = None) -> SafeString:
        """Render the panel for who asks for the screen around it."""
        context = self.get_context_data(parent_context)
        return render_to_string(self.template_name, context, parent_context["request"])
