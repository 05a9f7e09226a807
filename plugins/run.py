"""Pelican in a process of its own: ``python -m plugins.run`` reads an order and answers, in JSON.

``fangxin build`` starts it, so that the process that checks and replaces the site never runs a
theme or a plugin. Nothing that goes wrong here is shown as a traceback: it is part of the answer.
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateNotFound

from fangxin.base.pool import WorkerDiedError
from fangxin.base.problem import Place, Problem
from fangxin.base.report import progress
from fangxin.facts.notices.reading import pages
from fangxin.facts.programme.hosts import nameable
from fangxin.site.build.broken import explain
from fangxin.site.build.produce import InvalidError, Produced, Source

Answer = dict[str, Any]
PHASES = {"read": "读取档案", "write": "生成页面"}


class Collector(logging.Handler):
    """Keeps what Pelican would only log. An error in its log ends the run, whatever it was."""

    def __init__(self, content: Path) -> None:
        super().__init__(logging.WARNING)
        self.content = content
        self.problems: list[Problem] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Turn a log record into a problem. Files that could not be copied are only a warning to
        Pelican, but a site without its style sheet is wrong."""
        cause = sys.exc_info()[1]
        if isinstance(cause, InvalidError):
            self.problems += cause.problems
            return
        if cause is not None and record.levelno >= logging.ERROR:
            self.problems.append(explain(cause, record.getMessage()))
            return
        severe = record.levelno >= logging.ERROR or record.name == "pelican.utils"
        self.problems.append(_logged(self.content, record.getMessage(), severe))


def _logged(content: Path, message: str, severe: bool) -> Problem:
    text = " ".join(message.split())
    return Problem(
        Place(str(content)),
        "pelican",
        f"网页生成器 Pelican 报告：{text}。请按提示修改 content/ 里的文件。",
        f"the site generator Pelican reports: {text}. Mend the file in content/ that it names.",
        "error" if severe else "warning",
    )


def answer(request: Mapping[str, Any]) -> Answer:
    """Run Pelican as ordered. The answer holds problems, or ``failed`` when it could not be done,
    or else every merchant and file that was written."""
    collector = Collector(Path(request["PATH"]))
    try:
        settings = _run(request, collector)
    except InvalidError as error:
        return _wrong(error.problems)
    except TemplateError as error:  # before OSError: a missing template is one of both
        return _wrong([explain(error)])
    except WorkerDiedError:
        return {"failed": ["memory", ""]}
    except OSError as error:
        return {"failed": ["files", f"{error.strerror or error}: {error.filename or ''}"]}
    except Exception as error:
        logged = [problem for problem in collector.problems if problem.level == "error"]
        return _wrong(logged or [explain(_template_missing(error) or error)])
    if any(problem.level == "error" for problem in collector.problems):
        return _wrong(collector.problems)
    return _right(settings, collector.problems)


def _run(request: Mapping[str, Any], collector: Collector) -> dict[str, Any]:
    from pelican import Pelican, log  # type: ignore[import-untyped]
    from pelican.settings import read_settings  # type: ignore[import-untyped]

    from plugins.fangxin_registry import SOURCE

    log.console.quiet = True
    log.init(level=logging.WARNING, fatal="errors", handler=collector)
    override = {key: value for key, value in request.items() if key.isupper()}
    with ExitStack() as stack:
        override["FANGXIN_TICK"] = _ticker(stack, request["records"], request["quiet"])
        pelican = Pelican(read_settings(request["settings"], override=override))
        if SOURCE not in pelican.settings:
            raise InvalidError([_absent()])
        pelican.run()
    settings: dict[str, Any] = pelican.settings
    return settings


def _ticker(bar: ExitStack, total: int, quiet: bool) -> Callable[[str, int], None]:
    """Shows a bar for one phase after the other, in ``bar``; stops when the build was killed."""
    parent = os.getppid()
    shown: dict[str, Callable[[int], None]] = {}

    def tick(phase: str, count: int) -> None:
        if os.getppid() != parent:  # nobody waits for the answer any more
            raise KeyboardInterrupt
        if phase not in shown and not quiet:
            bar.close()
            shown[phase] = bar.enter_context(progress(PHASES[phase], total, patience=0))
        if phase in shown:
            shown[phase](count)

    return tick


def _template_missing(error: Exception) -> TemplateNotFound | None:
    """Pelican has an exception of its own for a template that the theme does not have."""
    named = re.match(r"\[templates\] unable to load (\w+)\[", str(error))
    return TemplateNotFound(f"{named[1]}.html") if named else None


def _wrong(problems: list[Problem]) -> Answer:
    return {"problems": [problem.as_json() for problem in problems]}


def _right(settings: Mapping[str, Any], problems: list[Problem]) -> Answer:
    from plugins import texts
    from plugins.fangxin_registry import PRODUCED, SOURCE

    produced: Produced | None = settings.get(PRODUCED)
    if produced is None:
        return _wrong([_absent()])
    texts.prune(settings)
    source: Source = settings[SOURCE]
    site = source.programme.site
    notices = source.gazette.on(source.order.as_of)
    files: dict[str, str] = {}
    merchants = {}
    for made in produced.merchants:
        files.update(made.files)
        website = source.registry.merchants[made.id].website
        merchants[made.id] = [made.digest, made.status.value, bool(made.files), website]
    return {
        "problems": [problem.as_json() for problem in (*source.warnings, *problems)],
        "merchants": merchants,
        "files": files,
        "lists": produced.lists,
        "list_files": produced.files,
        "notices": pages(notices),
        "links": [
            (place.path, place.line, place.column, target)
            for place, target in source.gazette.links(source.order.as_of)
        ],
        "hosts": sorted(nameable(site)),
        "phones": sorted(_phones(source)),
    }


def _phones(source: Source) -> set[str]:
    """Every telephone that its owner made public."""
    site = source.programme.site
    own = (merchant.service_phone for merchant in source.registry.merchants.values())
    said = re.findall(r"[\d-]{5,}", " ".join((site.hotline, *site.report.values())))
    return {*filter(None, own), *said}


def _absent() -> Problem:
    return Problem(
        Place("pelicanconf.py"),
        "plugin-absent",
        "PLUGINS 里必须有 fangxin_registry，但它没有运行。请把它加回 pelicanconf.py。",
        "PLUGINS must hold fangxin_registry, but it did not run. Put it back into pelicanconf.py.",
    )


def main() -> int:
    """Answer one request. What anything prints goes to standard error, not into the answer."""
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as channel:
        os.dup2(2, 1)
        try:
            reply = answer(json.load(sys.stdin))
        except KeyboardInterrupt:
            return 130
        json.dump(reply, channel)
    return 0


if __name__ == "__main__":
    sys.exit(main())
