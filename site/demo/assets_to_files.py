"""The demo's pictures and recordings as files of the site, through the same door as everybody's."""

from typing import Any

from django.core.files import File

from accounts.models import User
from demo.content_files import ASSETS, asset_rows
from files.models import Image, Media


class Assets:
    """Makes each picture or recording when it is first asked for, and finds it again afterwards."""

    def __init__(self, brought_by: User) -> None:
        self._rows = asset_rows()
        self._brought_by = brought_by
        self._made: dict[str, Any] = {}

    def get(self, key: str) -> Any:
        """Return the file of this key. Raises KeyError for a key that assets.toml does not know."""
        if key not in self._made:
            row = self._rows[key]
            self._made[key] = self._find(row) or self._make(row)
        return self._made[key]

    def _model(self, row: dict[str, Any]) -> Any:
        return Image if row["kind"] == "image" else Media

    def _find(self, row: dict[str, Any]) -> Any:
        found = self._model(row)._default_manager.filter(title=row["title"]).order_by("pk").first()
        if found is not None and found.uploaded_by_user_id != self._brought_by.pk:
            # A picture in works of many people is nobody's who takes part in one of them.
            type(found)._base_manager.filter(pk=found.pk).update(uploaded_by_user=self._brought_by)
            found.refresh_from_db()
        return found

    def _make(self, row: dict[str, Any]) -> Any:
        fields: dict[str, Any] = {"title": row["title"], "uploaded_by_user": self._brought_by}
        if row["kind"] == "image":
            fields |= {"alt_text": row.get("alt", ""), "is_decorative": row.get("decorative", False)}
        else:
            captions = (ASSETS / row["captions"]).read_text() if row.get("captions") else ""
            fields |= {
                "type": row["kind"],
                "transcript": row["transcript"],
                "captions": captions,
                "language": row.get("language", "en"),
            }
        with (ASSETS / row["file"]).open("rb") as source:
            file = self._model(row)(file=File(source, name=row["file"]), **fields)
            file.save()
        return file
