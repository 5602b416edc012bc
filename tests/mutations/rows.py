"""The rows of the table of roads that stay held with every guard of ours away, and what holds them."""

_MOVING = "Moving makes nothing public in Wagtail either; the row shows that nothing else comes of it."
_DRAFTS = "A translation or alias of a draft is a draft, in wagtail-localize and in Wagtail."
_HOUR = "Wagtail itself publishes nothing before its hour."

HELD_BY_OTHERS: dict[str, str] = {
    "api_v3, draft": "The writing API is not installed: there is nothing at its address.",
    "move_by_form, draft": _MOVING,
    "move_by_form, live, newer draft": _MOVING,
    "code_move, draft": _MOVING,
    "code_move, live, newer draft": _MOVING,
    "localize_submit, draft": _DRAFTS,
    "localize_tree_sync, draft": _DRAFTS,
    "localize_tree_sync, live, newer draft": "It makes aliases, and an alias of a public page shows what was released.",
    "code_schedule_earlier, scheduled": _HOUR,
    "code_schedule_earlier, live, newer version scheduled": _HOUR,
}
