"""Where Wagtail asks for the languages."""

from wagtail import hooks

from languages.middleware import speak_our_language

hooks.register("before_serve_page", speak_our_language, order=-1)
