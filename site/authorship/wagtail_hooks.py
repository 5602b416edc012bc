"""Works in the admin: who takes part, and no sight of other people's drafts."""

from wagtail import hooks

from authorship.selectors import hide_other_peoples_drafts


@hooks.register("construct_explorer_page_queryset")
def only_my_drafts(parent_page, pages, request):
    """A list of pages holds what is public and what this person takes part in."""
    return hide_other_peoples_drafts(pages, request.user)
