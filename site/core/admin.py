"""Parts of admin screens that several rooms share."""

from typing import Any


class NotesWhoChanged:
    """A form's view that notes who changed one field, in another: `noted = (changed, who)`."""

    noted: tuple[str, str]

    def save_instance(self) -> Any:
        """Save, with whoever changed it."""
        changed, who = self.noted
        if changed in self.form.changed_data:  # type: ignore[attr-defined]
            setattr(self.form.instance, who, self.request.user)  # type: ignore[attr-defined]
        return super().save_instance()  # type: ignore[misc]
