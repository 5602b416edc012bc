"""Wagtail loads this while its own models are still loading, so it imports nothing until it is called."""


def release_and_go_live(workflow_state, user=None):
    """What finishing a workflow does: make the release and publish it through the gate."""
    from publishing.services import release_from_workflow

    return release_from_workflow(workflow_state, user)
