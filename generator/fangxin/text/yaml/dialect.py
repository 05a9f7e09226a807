"""What the strict YAML refuses, in words: one list of codes with message and remedy."""

from __future__ import annotations

from collections.abc import Mapping

from fangxin.base.problem import Level, Place, Problem

MESSAGES: Mapping[str, tuple[str, str]] = {
    "duplicate-key": (
        "「{key}」在同一处只能写一次：第 {first} 行已经写过，这里又写了一次。"
        "{zh}（合并别人的修改时最容易出现）",
        "'{key}' must be written once: line {first} has it already; {en} (often left by a merge)",
    ),
    "duplicate-list": (
        "「{key}」在同一处只能写一次：第 {first} 行已经开始写过，这里又开了一处。"
        "请把这里的各项都并到第 {first} 行的「{key}」下面，一项也不要丢，再删去这一行"
        "（合并别人的修改时最容易出现）",
        "'{key}' must be written once: line {first} begins it already; move everything under this "
        "one to the one on line {first}, lose nothing, then delete this line (often left by a "
        "merge)",
    ),
    "complex-key": (
        "冒号左边须为一个名称：这里是一个列表或一组内容。请改为「名称: 内容」",
        "a key must be a plain name: found a list or a mapping; write 'name: value'",
    ),
    "merge-key": (
        "不使用合并键「<<」：请把要引用的内容照写一遍",
        "the merge key '<<' is not used here: write the content out",
    ),
    "key-not-text": (
        "冒号左边须为名称：写的是「{key}」，别的程序会当作数字、日期、是非或空白。"
        '如确为名称，请加英文双引号，如 "2018"',
        "a key must be a name: '{key}' would be read as a number, a date, a truth value or nothing "
        'elsewhere; if it is a name, quote it, like "2018"',
    ),
    "anchor": (
        "不使用锚点「&{name}」：如文字确以 & 开头，请整段加英文引号；否则删去它",
        "anchors are not used here, found '&{name}': quote the text if it really begins with &, "
        "else delete the anchor",
    ),
    "tag": (
        "不使用类型标记「{name}」：如文字确以 ! 开头，请整段加英文引号；否则删去它",
        "tags are not used here, found '{name}': quote the text if it really begins with !, else "
        "delete the tag",
    ),
    "alias": (
        "不使用引用「*{name}」：如文字确以 * 开头，请整段加英文引号；否则照写内容",
        "aliases are not used here, found '*{name}': quote the text if it really begins with *, "
        "else write the content out",
    ),
    "many-documents": (
        "一个文件只能有一份内容：这里用「---」又开始了一份。请删去「---」或另建文件",
        "a file must hold one document: '---' begins another one here; delete it or make another "
        "file",
    ),
    "empty-file": (
        "文件须有内容：这里只有空白或注释。请填写，或删去这个文件",
        "the file must have content: found only blanks or comments; fill it in or delete it",
    ),
    "too-deep": (
        "层级最多 {most} 层：这里更深。请检查多余的「[」「{{」「-」和缩进",
        "nesting must be at most {most} levels: it goes deeper here; look for stray '[', '{{', '-' "
        "and indentation",
    ),
    "too-many-nodes": (
        "一个文件最多 {most} 项内容：到这里已经超过。请检查重复粘贴的内容",
        "a file must have at most {most} values: more were found; look for content pasted "
        "repeatedly",
    ),
    "too-big": (
        "文件最大 {most} KB：现有 {size} KB。请检查重复粘贴的内容，长篇文书请只写文号",
        "the file must be at most {most} KiB: it has {size} KiB; look for content pasted "
        "repeatedly, and give long documents by number only",
    ),
    "not-utf8": (
        "文件须为 UTF-8 编码：这里{zh}。请用编辑器打开，「另存为」时编码选「UTF-8」",
        "the file must be UTF-8: {en} here; open it in an editor and save it as UTF-8",
    ),
    "not-a-text-file": (
        "文件须为文字（YAML）：这里是{zh}，只改文件名不会变成文字。"
        "请用文本编辑器新建文件，把内容写进去，编码选「UTF-8」",
        "the file must be text (YAML): this is {en}, and another name does not make it text; "
        "write the content into a new file with a text editor, as UTF-8",
    ),
    "byte-order-mark": (
        "文件须为不带 BOM 的 UTF-8：开头有 BOM 标记。请另存为「UTF-8」（不要选「带 BOM」）",
        "the file must be UTF-8 without a byte-order mark: found one at its beginning; save it as "
        "UTF-8 without BOM",
    ),
    "tab": (
        "缩进和空格须用空格键：这里是制表符（Tab）。请删去它，改按空格键（每层缩进两个空格）",
        "blanks must be spaces: found a tab; replace it by spaces (two for each level)",
    ),
    "odd-space": (
        "空格须为普通的半角空格：这里是{zh} {name}，看上去一样，实际不同"
        "（多从 Word、Excel 或中文输入法带入）。请删去它，切换到英文输入再按空格键",
        "a space must be an ordinary one: found {en} space {name}, which only looks like it "
        "(often from Word, Excel or an input method); delete it and press the space bar in "
        "English mode",
    ),
    "comment-cut": (
        "空格后面的「#」是注释的开始：「{name}」不算内容，页面上不会有。"
        "如属于内容，请给整段文字加英文双引号；确是注释，请在「#」后面空一格",
        "'#' after a space begins a note: '{name}' is not part of the value and will not be "
        "shown; quote the whole text if it belongs to it, or put a space after '#' if it is a note",
    ),
    "invisible-character": (
        "文字须看得见：这里有一个看不见的字符 {name}（多为从网页或聊天中复制带入）。"
        "请删去这段文字，用键盘重新输入",
        "text must be visible: found the invisible character {name} (often copied from a web page "
        "or chat); delete this text and type it again",
    ),
    "private-use-character": (
        "这里有一个没有标准的字 {name}（造字或乱码），在别的电脑上看不出是什么；{zh}",
        "text must be readable everywhere: found the private-use or undecodable character {name}; "
        "{en}",
    ),
    "control-character": (
        "文字中不能有控制字符：这里有 {name}。请删去它，用键盘重新输入这段文字",
        "text must not hold control characters: found {name}; delete it and type the text again",
    ),
    "conflict-marker": (
        "这里留有合并冲突标记「{name}」：两个人改了同一处。"
        "请在「<<<<<<<」和「>>>>>>>」之间只留正确的一份，并删去标记各行",
        "a merge conflict is left here, '{name}': two people changed the same lines; keep the "
        "right one and delete the marker lines",
    ),
    "odd-spelling": (
        "写法须没有歧义：这里是「{name}」。「{{ }}」「[ ]」里含「?」的文字请加英文双引号，"
        "冒号后请写内容；「|」「>」后面请直接换行",
        "this spelling is ambiguous ('{name}'): inside brackets text with '?' must be quoted and a "
        "colon must be followed by a value; '|' and '>' must end their line; write it so",
    ),
    "directive": (
        "行首不能是「%」：写的是「{name}」。请删去这一行",
        "a line must not begin with '%': found '{name}'; delete the line",
    ),
    "not-nfc": (
        "文字须为标准写法（Unicode NFC）：这里的「{name}」由拆开的或兼容的字符组成。"
        "请改为「{good}」（从此处复制或重新输入）",
        "text must be in Unicode form NFC: '{name}' is made of decomposed or compatibility "
        "characters; write '{good}' (copy it from here or type it again)",
    ),
}

WARNINGS = frozenset({"comment-cut"})


def refusal(code: str, place: Place, **words: object) -> Problem:
    """The problem ``code`` of ``MESSAGES`` at ``place``, its blanks filled with ``words``."""
    zh, en = MESSAGES[code]
    level: Level = "warning" if code in WARNINGS else "error"
    return Problem(place, code, zh.format(**words), en.format(**words), level)
