"""Settings of the site generator. What an adopter sets stands in content/programme/site.yml."""

from __future__ import annotations

from pathlib import Path

from generator.ambient import cores, environment, today
from generator.render import jinja_options
from plugins import fangxin_registry

HERE = Path(__file__).resolve().parent

PATH = str(HERE / "content")
OUTPUT_PATH = str(HERE / "output")
THEME = str(HERE / "theme")
PLUGINS = [fangxin_registry]  # a module, not a name: a plugin that cannot be loaded stops the build

FANGXIN_MERCHANTS = environment("FANGXIN_MERCHANTS") or str(HERE / "merchants")
FANGXIN_AS_OF = today().isoformat()
FANGXIN_SITE_URL = environment("FANGXIN_SITE_URL")  # None: the address in site.yml
FANGXIN_JOBS = int(environment("FANGXIN_JOBS") or cores())

# The same everywhere, whatever the machine is set to.
TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "zh-cn"
LOCALE = ["C"]
DEFAULT_DATE_FORMAT = "%Y-%m-%d"
PAGE_ORDER_BY = "source_path"
ARTICLE_ORDER_BY = "source_path"
CACHE_CONTENT = False
LOAD_CONTENT_CACHE = False
JINJA_ENVIRONMENT = jinja_options()

# What Pelican makes by itself: the Markdown pages, and the theme's static files.
PAGE_PATHS = ["pages"]
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
ARTICLE_PATHS = ["notices"]
ARTICLE_URL = "notices/{slug}/"
ARTICLE_SAVE_AS = "notices/{slug}/index.html"
STATIC_PATHS = ["images"]
THEME_STATIC_DIR = "theme"
THEME_STATIC_PATHS = ["static"]
READERS = {"html": None, "htm": None, "rst": None}
RELATIVE_URLS = False
DELETE_OUTPUT_DIRECTORY = False

# No blog: no drafts, archives, authors, tags, categories, and feeds only when there are notices.
DIRECT_TEMPLATES: list[str] = []
DRAFT_SAVE_AS = DRAFT_LANG_SAVE_AS = DRAFT_PAGE_SAVE_AS = DRAFT_PAGE_LANG_SAVE_AS = ""
PAGE_LANG_SAVE_AS = ARTICLE_LANG_SAVE_AS = ""
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
