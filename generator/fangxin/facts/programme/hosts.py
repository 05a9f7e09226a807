"""Which hosts are the registry's own, and which others its pages may name."""

from __future__ import annotations

from fangxin.facts.programme.programme import Site
from fangxin.text.markup.addresses import canonical, own_host


def ours(site: Site) -> frozenset[str]:
    """The hosts of the site: where it lies, and where it lay, for signs still lead there."""
    urls = (site.url, *(former.url for former in site.former_urls))
    return frozenset(host for url in urls if (host := own_host(url)))


def nameable(site: Site) -> frozenset[str]:
    """The hosts that a page may name: our own, and those in ``allowed_hosts``."""
    return ours(site) | {canonical(host) for host in site.allowed_hosts}
