"""Settings for the public site: as for every other, but nothing is taken from the environment."""

from __future__ import annotations

from pelicanconf import *  # noqa: F403
from pelicanconf import HERE

FANGXIN_MERCHANTS = str(HERE / "merchants")
FANGXIN_SITE_URL = None  # always the address in site.yml
FANGXIN_ADMIN = False  # the web form is for the office; True puts it on the public site too
