"""Pieces of pages that browsers read otherwise than they look, each harmless by itself.

Each names hosts below ``.example`` only; none loads, runs or crashes anything.
"""

from __future__ import annotations

from pathlib import Path

PAGE = '<!doctype html><html lang="zh"><head><title>x</title></head><body>{}</body></html>'

# A browser sees a link to h.example in each of them.
LINKS = [
    "<p><a href=//h.example '>x</a></p>",
    '<p><a href=//h.example ">x</a></p>',
    "<a href=//h.example`>x</a>",
    "<a\x0chref=//h.example>x</a>",
    "<a/href=//h.example>x</a>",
    '<a title=">"href="//h.example">x</a>',
    "<a title='>' href='//h.example'>x</a>",
    "<a title='\"' href='//h.example' '>x</a>",
    '<a href="//h.example" href="/about/">x</a>',
    "<A HREF=//h.example>x</A>",
    '<a x="<a href=/>" href="//h.example">x</a>',
    "<a =href=1 href=//h.example>x</a>",
    "<a ==href href=//h.example>x</a>",
    "<a href\n=\n//h.example>x</a>",
    "<a href=&#47;/h.example>x</a>",
    '<a href="&#x2F;&sol;h.example">x</a>',
    '<a href="&NewLine;//h.example">x</a>',
    '<a href="/\t/h.example">x</a>',
    '<a href="\\\\h.example">x</a>',
    '<a href="/\\h.example">x</a>',
    '<a href=" //h.example">x</a>',
    '<a href="\x01//h.example">x</a>',
    '<a href="https:h.example">x</a>',
    '<a href="HTTPS:\\\\h.example">x</a>',
    '<a href="//fx.example@h.example/">x</a>',
    "<!--><a href=//h.example>x</a>-->",
    "<!---><a href=//h.example>x</a>-->",
    "<!-- --!><a href=//h.example>x</a>-->",
    "<?x ><a href=//h.example>x</a>?>",
    "<!x ><a href=//h.example>x</a>!>",
    "</ ><a href=//h.example>x</a>",
    "<![CDATA[ ><a href=//h.example>x</a>]]>",
    "<style><!--</style><a href=//h.example>x</a>--></style>",
    "<title><!--</title><a href=//h.example>x</a>--></title>",
    "<textarea><!--</textarea><a href=//h.example>x</a>--></textarea>",
    "<noscript><!--</noscript><a href=//h.example>x</a>--></noscript>",
    "<svg><style><a href=//h.example>x</a></style></svg>",
    "<svg><title><a href=//h.example>x</a></title></svg>",
    "<svg><desc><a href=//h.example>x</a></desc></svg>",
    "<svg><p><a href=//h.example>x</a></svg>",
    "<svg><a xlink:href=//h.example><text>x</text></a></svg>",
    "<svg><use href=//h.example/x.svg#a></use></svg>",
    "<math><mtext><a href=//h.example>x</a></mtext></math>",
    "<math><a href=//h.example>x</a></math>",
    "<table><a href=//h.example>x</a><tr><td>1</table>",
    "<table><caption><a href=//h.example>x</table>",
    "<p><a href=//h.example><div>x</p></a></div>",
    "<b><a href=//h.example><p>x</b></a>",
    "<form action=//h.example></form>",
    "<form><button formaction=//h.example>x</button></form>",
    "<form><input type=image formaction='//h.example'></form>",
    "<img srcset='/a.png 1x, //h.example/b.png 2x'>",
    "<picture><source srcset='//h.example/b.png'><img></picture>",
    "<link rel=stylesheet href=//h.example/x.css>",
    "<blockquote cite=//h.example>x</blockquote>",
    "<a ping=//h.example href=/about/>x</a>",
    "<area href=//h.example>",
    "<video poster=//h.example/x.png></video>",
    "<object data=//h.example></object>",
    "<embed src=//h.example>",
    "<iframe src=//h.example></iframe>",
    "<input type=image src=//h.example>",
    "<body background=//h.example>",
    "<template><a href=//h.example>x</a></template>",
    "<select><option><a href=//h.example>x</a></select>",
    "</body></html><a href=//h.example>x</a>",
    "<base href=//h.example>",
    "<image src=//h.example>",
    "<p>1 < 2<a href=//h.example>x</a>",
    "<a<b href=//h.example>x</a>",
    '<a href="//h.example"id="x">x</a>',
    "<frameset><frame src=//h.example></frameset>",
    "<plaintext><a href=//fx.example>x</a>",
    "<xmp></xmp><a href=//h.example>x</a>",
    "<script type='text/x'><!--<script></script><a href=//fx.example></script>"
    "<a href=//h.example>x</a>",
]
# None of these names a host, runs anything, or needs to be mended.
PLAIN = [
    '<p class="a">3 &lt; 4, "x" &amp; \'y\' &gt; z</p>',
    '<p title="&quot;&lt;a href=//h.example&gt;">x</p>',
    "<p>a > b</p>",
    '<a href="/about/">x</a><br><hr><img src="/images/a.png" alt="">',
    '<a href="tel:12315">x</a> <a href="mailto:a@h.example">y</a>',
    "<!-- a note --><p>x</p>",
    '<table><caption>x</caption><thead><tr><th scope="col">1</th></tr></thead>'
    "<tbody>\n<tr><td>2</td></tr>\n</tbody></table>",
    '<svg viewBox="0 0 1 1"><title>x</title><path d="M0 0"/><use href="#i-x"></use></svg>',
    '<details open><summary>x</summary><p lang="en">y</p></details>',
    '<script type="application/ld+json">{"@context": "https://schema.org"}</script>',
    '<form method="get" action="/registry/"><label for="q">x</label><input id="q" name="q"></form>',
    '<pre>\n\nx\n</pre><textarea rows="2" readonly>\n\nx &lt;a href=//h.example&gt;</textarea>',
    '<noscript><p class="trial">x</p></noscript>',
]


def naughty(root: Path) -> list[str]:
    """The shared list of naughty strings, [] where there is none."""
    listed = root.parent / "shared" / "hostile" / "blns" / "blns.txt"
    if not listed.is_file():
        return []
    lines = listed.read_text("utf-8", "replace").split("\n")
    return [line for line in lines if line and not line.startswith("#")]
