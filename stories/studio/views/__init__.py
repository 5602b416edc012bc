"""Screens of the studio, one module for each matter."""
