"""Languages by their own names, in templates."""

from django import template

from languages.names import own_name

register = template.Library()
register.filter("own_name", own_name)
