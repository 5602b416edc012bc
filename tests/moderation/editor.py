"""What a browser would send from the admin's editor."""

from typing import Any

import html5lib
from django.test import Client

NAMESPACE = "{http://www.w3.org/1999/xhtml}"


def fields_in(page: str, form_id: str = "page-edit-form") -> dict[str, Any]:
    """Return the fields of a form as a browser without scripts would send them."""
    tree = html5lib.parse(page)
    form = next(form for form in tree.iter(f"{NAMESPACE}form") if form.get("id") == form_id)
    fields: dict[str, Any] = {}
    for element in form.iter():
        name, tag = element.get("name"), str(element.tag).replace(NAMESPACE, "")
        if not name or tag not in ("input", "textarea", "select"):
            continue
        if tag == "textarea":
            fields[name] = "".join(element.itertext())
        elif tag == "select":
            chosen = [o.get("value", "") for o in element.iter(f"{NAMESPACE}option") if o.get("selected") is not None]
            fields[name] = chosen[0] if chosen else ""
        elif element.get("type") in ("checkbox", "radio"):
            if element.get("checked") is not None:
                fields[name] = element.get("value", "on")
        elif element.get("type") not in ("submit", "file", "button"):
            fields[name] = element.get("value", "")
    return fields


def load(client: Client, page: Any) -> dict[str, Any]:
    """Open the editor of `page` and return its fields, with empty lists where scripts would build them."""
    answer = client.get(f"/admin/pages/{page.pk}/edit/")
    assert answer.status_code == 200, (answer.status_code, getattr(answer, "url", ""))
    return {**form_of(answer.context["page"]), **fields_in(answer.content.decode())}


def form_of(page: Any) -> dict[str, Any]:
    """Return the fields of a page as its editor's scripts would fill them in."""
    form_class = type(page).get_edit_handler().get_form_class()
    form = form_class(instance=page)
    fields: dict[str, Any] = {}
    for name, field in form.fields.items():
        value = form.initial.get(name)
        if type(field).__name__ == "BlockField":
            fields.update(_stream(name, value))
        elif hasattr(field.widget, "converter"):
            fields[name] = field.widget.format_value(value)
        elif isinstance(value, bool):
            fields.update({name: "on"} if value else {})
        else:
            fields[name] = "" if value is None else value
    for name, formset in form.formsets.items():
        fields.update(
            {
                f"{name}-TOTAL_FORMS": formset.initial_form_count(),
                f"{name}-INITIAL_FORMS": formset.initial_form_count(),
                f"{name}-MIN_NUM_FORMS": 0,
                f"{name}-MAX_NUM_FORMS": 1000,
            }
        )
    return fields


def _stream(name: str, value: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {f"{name}-count": len(value)}
    for number, block in enumerate(value):
        start = f"{name}-{number}"
        fields.update({f"{start}-deleted": "", f"{start}-order": number, f"{start}-type": block.block_type})
        fields[f"{start}-id"] = block.id or ""
        fields[f"{start}-value"] = block.value
    return fields
