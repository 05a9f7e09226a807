"""Elements and attributes that a page may be made of: what nobody has looked at is not among them.

Missing on purpose: whatever runs, frames, moves or redirects by itself (``iframe``, ``object``,
``base``, ``animate`` …), whatever browsers of different ages read differently (``template``,
``xmp``, ``math``, ``foreignObject`` …), and every handler.
"""

from __future__ import annotations

import re

_HTML_NAMES = (
    "html head title meta link script body a abbr address article aside b bdi bdo blockquote br"
    " button caption cite code col colgroup data datalist dd del details dfn dialog div dl dt em"
    " fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr i img input ins kbd"
    " label legend li main mark menu meter nav noscript ol optgroup option output p picture pre"
    " progress q rp rt ruby s samp search section select small source span strong sub summary sup"
    " table tbody td textarea tfoot th thead time tr u ul var wbr"
)
HTML = frozenset(_HTML_NAMES.split())
_SVG_NAMES = (
    "svg g path circle ellipse line polyline polygon rect text tspan title desc defs symbol use"
    " lineargradient radialgradient stop clippath mask pattern marker image metadata"
)
SVG = frozenset(_SVG_NAMES.split())
_VOID_NAMES = "area base br col embed hr img input link meta param source track wbr"
VOID = frozenset(_VOID_NAMES.split())

# Attributes whose value the browser follows or loads. Some are refused besides.
_ADDRESSES_NAMES = (
    "href src srcset action formaction poster data ping background cite manifest xlink:href"
    " longdesc usemap codebase classid archive profile icon lowsrc dynsrc imagesrcset itemid"
    " attributionsrc xml:base"
)
ADDRESSES = frozenset(_ADDRESSES_NAMES.split())
_PLAIN = (
    "abbr accept accept-charset action align alt as async autocapitalize autocomplete charset"
    " checked cite class color cols colspan content crossorigin data datetime decoding defer dir"
    " disabled download enctype enterkeyhint fetchpriority for headers height high hidden href"
    " hreflang http-equiv id imagesizes imagesrcset inert inputmode integrity ismap itemid itemprop"
    " itemref itemscope itemtype label lang list loading low markdown max maxlength media method"
    " min minlength multiple name nomodule novalidate open optimum pattern placeholder prefix"
    " property readonly referrerpolicy rel required reversed role rows rowspan scope selected size"
    " sizes span spellcheck src srcset start step summary tabindex target title translate type"
    " usemap valign value width wrap xml:lang xml:space xmlns xmlns:xlink xlink:href"
)
_DRAWN = (
    " baseprofile clip-path clip-rule cx cy d direction dominant-baseline dx dy fill fill-opacity"
    " fill-rule focusable font-family font-size font-style font-variant-numeric font-weight fx fy"
    " gradienttransform gradientunits image-rendering lengthadjust letter-spacing marker-end"
    " marker-mid marker-start markerheight markerunits markerwidth mask maskcontentunits maskunits"
    " offset opacity orient overflow paint-order pathlength patterncontentunits patterntransform"
    " patternunits points preserveaspectratio r refx refy rotate rx ry shape-rendering stop-color"
    " stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin"
    " stroke-miterlimit stroke-opacity stroke-width text-anchor text-rendering textlength transform"
    " transform-origin vector-effect version viewbox visibility writing-mode x x1 x2 y y1 y2"
    " clippathunits color-interpolation display"
)
ATTRIBUTES = frozenset((_PLAIN + _DRAWN).split())
_FAMILY = re.compile(r"(?:aria|data)-[a-z0-9-]+")

# What the author of a page may write besides Markdown.
_WRITTEN_NAMES = (
    "a abbr article b bdi blockquote br caption cite code col colgroup dd del details dfn div dl dt"
    " em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp"
    " section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var"
    " wbr"
)
WRITTEN = frozenset(_WRITTEN_NAMES.split())
_WRITTEN_ATTRIBUTES_NAMES = (
    "alt cite class colspan datetime dir height href hreflang id lang markdown open rel rowspan"
    " scope span src start title width"
)
WRITTEN_ATTRIBUTES = frozenset(_WRITTEN_ATTRIBUTES_NAMES.split())


def is_known(attribute: str) -> bool:
    """Whether an attribute, in lower case, is one that a page may have."""
    return attribute in ATTRIBUTES or _FAMILY.fullmatch(attribute) is not None
