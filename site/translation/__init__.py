"""Translations: who makes and checks them, and how their words come to the gate. wagtail-localize keeps the words."""
