"""Every command and what it does, in the order of the general help, without reading any of them.

A command stands in the module named like it (``fangxin.cli.main.module_of``).
"""

from __future__ import annotations

from collections.abc import Mapping

COMMANDS: Mapping[str, tuple[str, str]] = {
    "decide": (
        "登记办公室的决定：公示、认定、续期、暂停、恢复、撤销、退出、终止，先显示后果再写入",
        "Enter a decision of the office, shown with what follows before it is written",
    ),
    "tick": (
        "登记认定条件已经核对；不写 --criterion，就是等着核对的全部条件",
        "Record that criteria were checked; without --criterion, all that wait for it",
    ),
    "sign": (
        "登记标牌的发放、取下、丢失、更换和撤回",
        "Record what becomes of signs",
    ),
    "approve": (
        "批准别人的提交：需要两个人的事，由另一个人在自己的电脑上运行",
        "Approve a commit of somebody else, where two persons are needed",
    ),
    "new": (
        "新建一份商户档案，编号自动给出；接着用 decide publicise 公示",
        "Make the record of a new merchant, whose ID is given; then publicise it",
    ),
    "fail": (
        "登记一个问题；是暂停、撤销还是只记分，由规则推出，写入前先显示",
        "Enter a failure; whether it suspends or revokes follows from the policy, shown first",
    ),
    "rectify": (
        "登记整改完成：写实际改好的那天，和核查文书",
        "Record that a failure was put right: on which day, by which document",
    ),
    "final": (
        "登记初步结论已经最终确定",
        "Record that a provisional finding became final",
    ),
    "repair": (
        "登记信用修复；最短公示期满以后，凭有权机关的决定提前结束公示",
        "Record a credit repair, which ends a publication after its shortest period",
    ),
    "change": (
        "登记变更：名称、地址、信用代码、经营者留下变更记录，其余各项直接改",
        "Record a change: names, addresses, codes and owners leave an entry, the rest is replaced",
    ),
    "review": (
        "登记复评",
        "Record a review of a recognised merchant",
    ),
    "object": (
        "登记公示期内的异议，或登记异议的答复",
        "Record an objection, or what became of it",
    ),
    "void": (
        "注明一条事实登记有误；原来的内容留着",
        "Say that a fact was entered by mistake; it stays",
    ),
    "redact": (
        "依法删除已经公开的内容；须有文号，并由两人批准",
        "Erase published detail by law; needs a document and two approvers",
    ),
    "served": (
        "补登送达：照送达回证写签收的那天，以后的整改、陈述、申诉期限随之后延",
        "Enter a service later, as its proof says; deadlines that are still to come move",
    ),
    "appeal": (
        "登记申诉，或登记申诉结果；对问题、对不予认定、暂停、撤销、终止的决定都可以申诉",
        "Record an appeal against a failure or a decision, or what became of it",
    ),
    "reply": (
        "登记商户陈述，和问题、决定一起公开",
        "Record the merchant's reply, published with the failure or the decision",
    ),
    "correct": (
        "更正错字、错号：原来的文字留下，处理、限制和期限都不变",
        "Mend a typing error in a text: the old words are kept, and nothing else moves",
    ),
    "inspect": (
        "登记一批抽检，或补记复检、最终结论、后续处理；写过的格不改",
        "Enter a batch that was sampled, or what came later; cells are filled, never changed",
    ),
    "complaint": (
        "登记一件投诉举报（不记投诉人），或补记联系、办结和结果；显示办理时限",
        "Enter a complaint (never who complained), or what was done; shows its deadline",
    ),
    "notice": (
        "写一份公告：公示和决定公告按档案写好，其余给一个样子；文号同时登记进文件目录",
        "Write a notice: of decisions from the records, of other things with a skeleton",
    ),
    "match": (
        "把每月的处罚名单按信用代码同登记簿对照，由人核对；核对表填好后再一次登记",
        "Compare a list of penalties with the registry by credit code, for a person to confirm",
    ),
    "check": (
        "检查全部档案、规则和登记簿，一次列出所有问题",
        "Check every record and the policy, and list all problems at once",
    ),
    "show": (
        "说明一家商户某一天的状态、理由和履历",
        "Explain one merchant's standing on a day: status, reasons, timeline",
    ),
    "todo": (
        "列出到期要办的事，最要紧的在前，每件写明用哪个命令",
        "List what is due, the most urgent first, each with the command that does it",
    ),
    "schema": (
        "输出档案（或登记簿一行）的 JSON Schema，供编辑器提示和检查",
        "Print the JSON Schema of a record, or of a register's row, for editors",
    ),
    "diff": (
        "说明一次修改公开以前会影响谁：哪些商户的状态、理由或公开事实会变",
        "Tell before it is public whom a change affects: standings, reasons, public facts",
    ),
    "guard": (
        "检查一次提交有没有动公开的记录：只许增加，不许改、删、倒填、悄悄恢复",
        "Refuse a push that alters the public record: it is only added to, never changed",
    ),
    "redate": (
        "早就记好、今天才推送的：把还没有公开的事实的登记日改成今天，发生的日子不动",
        "Record today what was entered earlier and is not public yet; what happened keeps its day",
    ),
    "build": (
        "检查数据，把网站生成到输出目录；有错误就不动原来的网站",
        "Check the data and build the site; on errors the previous site stays as it was",
    ),
    "serve": (
        "在本机打开生成好的网站（只有本机能访问）",
        "Serve the finished site on this machine, for this machine only",
    ),
    "bench": (
        "测量生成速度：首次、无变化、改一家；或从推送到网页改变的时间",
        "Measure builds: from nothing, unchanged, one merchant changed; or pushes to a server",
    ),
    "publish": (
        "把生成好的网站公开：整站一次换新，保留几个旧版本，中断了也不影响访客",
        "Make the finished site public: all of it at once, older releases kept, safe to interrupt",
    ),
    "init-server": (
        "在自己的服务器上建立仓库和网站目录：推送合格的提交，就自动检查、生成、公开",
        "Set up one's own server: a pushed commit is checked, built and published by itself",
    ),
    "refresh": (
        "在服务器上按今天重新生成并公开（每天夜里运行：期限会到期，不靠提交）",
        "On the server: build for today and publish (run it every night, as terms expire)",
    ),
    "receive": (
        "由服务器仓库的钩子运行，不必手工运行：检查推送，生成并公开",
        "Run by the hooks of the server's repository, not by hand: look at a push, publish it",
    ),
    "letter": (
        "按登记的状态写文书（告知、整改、撤销、申诉结果……），存成可以修改、打印的 Word 文件",
        "Write a letter to a merchant, as its standing calls for, as a Word file",
    ),
    "import": (
        "把 Excel 或 CSV 表格变成商户档案或登记簿；先显示后果，只添加，不改已有的事实",
        "Turn a workbook or CSV into records or a register: shown first, only adding facts",
    ),
    "template": (
        "写一份供填写的 Excel 表（商户、抽检或投诉），有下拉列表、填写提示和例子",
        "Write a workbook to fill in, with lists to choose from, help and examples",
    ),
    "tidy": (
        "把用表格软件存过的登记簿（CSV）改回规范写法；只动写法，不动内容",
        "Give CSV registers that a spreadsheet saved their canonical spelling, never other content",
    ),
    "draft": (
        "投诉研判：列出热点和可拟的公告；加 --write 写成草稿，由办公室修改后发布",
        "List hot spots of complaints and drafts of notices; --write makes one for you to edit",
    ),
    "help": (
        "列出全部命令，或说明一个命令怎么用",
        "Show all commands, or how one of them is used",
    ),
}
