"""Pelican writes the registry: its pages, lists, badges and signs beside Pelican's own pages.

Everything is decided in ``fangxin``. Whatever is wrong is raised, so that Pelican stops.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, DictLoader
from pelican import Pelican, signals  # type: ignore[import-untyped]
from pelican.generators import Generator  # type: ignore[import-untyped]

from fangxin.site.build.produce import BuildOrder, Produced, Source, read, write
from plugins import notices

SOURCE = "FANGXIN_SOURCE"  # what was read; set here
PRODUCED = "FANGXIN_PRODUCED"  # what was written; set here, and the proof that this plugin ran

# Templates that Pelican loads although no page uses them. Should one be used after all, the
# undefined name stops the build.
UNUSED = {f"{name}.html": "{{ a_theme_without_this_kind_of_page }}" for name in ("author", "tag")}


def order_of(settings: Mapping[str, Any]) -> BuildOrder:
    """The order that Pelican's settings make."""
    return BuildOrder(
        merchants=Path(settings["FANGXIN_MERCHANTS"]),
        content=Path(settings["PATH"]),
        theme=Path(settings["THEME"]),
        target=Path(settings["OUTPUT_PATH"]),
        as_of=date.fromisoformat(settings["FANGXIN_AS_OF"]),
        site_url=settings["FANGXIN_SITE_URL"],
        jobs=settings["FANGXIN_JOBS"],
        known=settings.get("FANGXIN_KNOWN", {}),
        alone=settings.get("FANGXIN_ALONE", False),
        admin=settings.get("FANGXIN_ADMIN", False),
    )


def prepare(pelican: Pelican) -> None:
    """Read the registry before Pelican does anything, and let the programme name the site.

    Raises fangxin.site.build.produce.InvalidError."""
    settings = pelican.settings
    source = read(order_of(settings), _tick(settings, "read"))
    site = source.programme.site
    settings[SOURCE] = source
    settings["SITEURL"] = settings["FEED_DOMAIN"] = site.url
    settings["SITENAME"] = site.title
    environment = source.renderer.environment
    assert environment.loader is not None
    environment.loader = ChoiceLoader([environment.loader, DictLoader(UNUSED)])


class RegistryGenerator(Generator):  # type: ignore[misc]  # Pelican is not typed
    """Writes the files of the registry when it is its turn."""

    def generate_output(self, writer: object) -> None:
        """Write them into Pelican's output. Raises what ``produce.write`` raises."""
        source: Source = self.settings[SOURCE]
        produced: Produced = write(source, _tick(self.settings, "write"))
        self.settings[PRODUCED] = produced


def get_generators(_: Pelican) -> type[Generator]:
    """The generator that Pelican is to run besides its own."""
    return RegistryGenerator


def use_one_environment(generator: Generator) -> None:
    """Give Pelican's own pages the strict templates of the theme, with no theme to fall back on."""
    source: Source = generator.settings[SOURCE]
    generator.env = source.renderer.environment


def hold_back(generator: Generator, metadata: dict[str, Any]) -> None:
    """Leave out notices that are not due."""
    notices.hold_back(generator.settings[SOURCE], metadata)


def complete_notices(generator: Generator) -> None:
    """Make sure that Pelican's articles are the notices, all of them and no others."""
    notices.complete(generator.settings[SOURCE], generator)


def finish_feed(context: Mapping[str, Any], feed: Any) -> None:
    """Complete a feed before it is written."""
    notices.finish(context[SOURCE], context, feed)


def register() -> None:
    """Called by Pelican, which keeps weak references only: receivers stand in the module."""
    signals.initialized.connect(prepare)
    signals.get_generators.connect(get_generators)
    signals.generator_init.connect(use_one_environment)
    signals.article_generator_context.connect(hold_back)
    signals.article_generator_finalized.connect(complete_notices)
    signals.feed_generated.connect(finish_feed)


def _tick(settings: Mapping[str, Any], phase: str) -> Callable[[int], None] | None:
    tick = settings.get("FANGXIN_TICK")
    return None if tick is None else lambda count: tick(phase, count)
