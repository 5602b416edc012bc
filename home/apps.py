"""The front of the house."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Home and information pages, search, feed and sitemap."""

    name = "home"
    verbose_name = "Home"

    def ready(self) -> None:
        """Register the pages of fixed text that every site starts with."""
        from home import figures, open_numbers, places, system
        from publishing import registry

        registry.approval_gates.register(system.system_gate)
        registry.public_places.register(places.fixed_places)
        registry.public_places.register(places.api_lists)
        registry.public_places.register(open_numbers.places)
        registry.append_only.register(figures.Figure)
        registry.due_jobs.register(figures.write_down_each_year)
        registry.places_of_page.register(places.in_the_api)
        registry.public_searches.register(places.search)
        registry.public_searches.register(places.api_search)
