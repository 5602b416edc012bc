"""A trainer's own plan, as a Word or Markdown file, becomes the draft of a session."""
