"""Settings of the site generator. What an adopter sets stands in content/programme/site.yml."""

from __future__ import annotations

from pathlib import Path

from fangxin.base.machine import cores, environment, today
from fangxin.site.render import jinja_options
from plugins import fangxin_registry, notices, texts

HERE = Path(__file__).resolve().parent

PATH = str(HERE / "content")
OUTPUT_PATH = str(HERE / "output")
THEME = str(HERE / "theme")
PLUGINS = [fangxin_registry]  # a module, not a name: a plugin that cannot be loaded stops the build

FANGXIN_MERCHANTS = environment("FANGXIN_MERCHANTS") or str(HERE / "merchants")
FANGXIN_AS_OF = today().isoformat()
FANGXIN_SITE_URL = environment("FANGXIN_SITE_URL")  # None: the address in site.yml
FANGXIN_ADMIN = True  # the web form for officials, if content/programme/admin.yml describes one
FANGXIN_JOBS = int(environment("FANGXIN_JOBS") or cores())

SITEURL = "https://site.invalid"  # without any, Pelican complains; the plugin puts in the real one

# The same everywhere, whatever the machine is set to.
TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "zh-cn"
LOCALE = ["C"]
DEFAULT_DATE_FORMAT = "%Y-%m-%d"
PAGE_ORDER_BY = "source_path"
ARTICLE_ORDER_BY = notices.newest_first
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
SLUGIFY_SOURCE = "basename"
FORMATTED_FIELDS: list[str] = []  # summaries are plain text
STATIC_PATHS = ["images"]
THEME_STATIC_DIR = "theme"
THEME_STATIC_PATHS = ["static"]
IGNORE_FILES = [".*"]  # files and folders that begin with a dot, as in every other folder
READERS = {"html": None, "htm": None, "rst": None}
READERS |= dict.fromkeys(texts.TextReader.file_extensions, texts.TextReader)
FANGXIN_TEXT_MS = 20_000  # of the processor, for one text
FANGXIN_TEXTS = None  # where rendered texts are kept; None: nowhere
RELATIVE_URLS = False
# Words in braces fetch no files: {attach}/../x would publish any file of this machine.
INTRASITE_LINK_REGEX = r"(?!)(?P<what>)"
DELETE_OUTPUT_DIRECTORY = False

# Notices: all of them by year, each kind on its page, and feeds of all and of each kind.
DIRECT_TEMPLATES = ["archives"]
ARCHIVES_SAVE_AS = "notices/index.html"
ARCHIVES_URL = "notices/"
USE_FOLDER_AS_CATEGORY = False
SLUGIFY_USE_UNICODE = True
CATEGORY_REGEX_SUBSTITUTIONS = notices.ADDRESSES
CATEGORY_URL = "{slug}/"
CATEGORY_SAVE_AS = "{slug}/index.html"
FEED_ALL_ATOM = "feeds/notices.atom.xml"
FEED_ALL_RSS = "feeds/notices.rss.xml"
CATEGORY_FEED_ATOM = "feeds/{slug}.atom.xml"
CATEGORY_FEED_RSS = "feeds/{slug}.rss.xml"

# No blog: no drafts, authors, tags.
DRAFT_SAVE_AS = DRAFT_LANG_SAVE_AS = DRAFT_PAGE_SAVE_AS = DRAFT_PAGE_LANG_SAVE_AS = ""
PAGE_LANG_SAVE_AS = ARTICLE_LANG_SAVE_AS = ""
AUTHOR_SAVE_AS = TAG_SAVE_AS = ""
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
