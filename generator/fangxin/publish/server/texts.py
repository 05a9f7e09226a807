"""The files that a new server gets: settings, hooks, timer, web server, as text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from shlex import quote

CONFIG = """\
# 本服务器的设置。改完保存即可，下一次推送或夜间更新时生效。
# The settings of this server; they count from the next push or nightly run on.

# 网站地址，印在二维码里，不带末尾的斜杠。印制标牌以后不要再改。
# The site's address, as in the QR codes.
site_url = {url}

# 公开哪个分支；推送到别的分支只收下，不公开。
# The branch that is published.
branch = "main"

# 除了现在公开的版本，再保留几个旧版本，供 fangxin publish --back 退回。
# How many older releases stay.
keep = 5

# 网页的模板用本服务器安装的（false），还是用提交里的 theme/（true）。
# 模板能改动每一个页面的样子和文字，也能在服务器上运行程序：打开了，能推送的人就能以本账户做任何事。
# 一般不要打开。
# Whether a pushed theme/ is used instead of the installed one. Templates are programs: who may push
# could then do on this server whatever this account can.
theme = false

# 提交里的一个文件最大多少 MB。
# The largest file of a commit, in MB.
max_file_mb = 10

# 检查一篇公告或文章时，最多用处理器多少毫秒；正式生成时可用五倍。
# How many milliseconds of the processor one text may take when it is tried; five times as many when
# the site is made.
max_text_ms = 4000

# 同时工作的进程数；0 表示用全部处理器。
# Processes at work; 0: all processors.
jobs = 0
"""

_HOOK = """\
#!/bin/sh
# 由 fangxin init-server 写成，请不要改。程序搬了地方，就再运行一次 init-server。
# Written by init-server. It runs the installed program, never anything that was pushed.
export PYTHONPATH={root}/generator PYTHONSAFEPATH=1 PYTHONUTF8=1
umask 022
if [ ! -x {python} ]; then
    echo "fangxin: 服务器上的程序不在 {root}，请管理员再运行一次 init-server。" >&2
    echo "fangxin: the program is not where it was; run init-server again." >&2
    exit 1
fi
exec {python} -m fangxin.cli receive {hook} {folder}
"""

_SERVICE = """\
# 复制到 /etc/systemd/system/ ，与同名的 .timer 放在一起。
[Unit]
Description=按今天重新生成并公开放心消费登记网站（{folder}）
After=network.target

[Service]
Type=oneshot
User={user}
Environment=PYTHONPATH={root}/generator PYTHONSAFEPATH=1 PYTHONUTF8=1
ExecStart={python} -m fangxin.cli refresh {folder}
UMask=0022
Restart=on-failure
RestartSec=15min
NoNewPrivileges=yes
PrivateTmp=yes
ProtectSystem=strict
ReadWritePaths={folder}
"""

TIMER = """\
# 期限会到期，不靠提交：每天零点过后更新一次；关机错过的，开机后补做。
[Unit]
Description=每天更新放心消费登记网站

[Timer]
OnCalendar=*-*-* 00:05:00 Asia/Shanghai
Persistent=true

[Install]
WantedBy=timers.target
"""


def config(url: str) -> str:
    """The settings of a new server."""
    return CONFIG.format(url=json.dumps(url))


def hook(name: str, python: Path, root: Path, folder: Path) -> str:
    """The hook of this name: it calls the installed program."""
    return _HOOK.format(
        hook=name, python=quote(str(python)), root=quote(str(root)), folder=quote(str(folder))
    )


def service(python: Path, root: Path, folder: Path, user: str) -> str:
    """A systemd service that builds for today and publishes."""
    return _SERVICE.format(python=python, root=root, folder=folder, user=user)


def cron(python: Path, root: Path, folder: Path) -> str:
    """The same as a line for cron, for machines in the time of Beijing."""
    return f"5 0 * * * PYTHONPATH={root}/generator {python} -P -m fangxin.cli refresh {folder}"


def nginx(example: str, host: str, prefix: str, root: Path) -> str:
    """The shipped nginx configuration with host and folder filled in; ``prefix`` is the path of
    the site's address, "" or "/registry"."""
    told = example.replace("server_name fx.example;", f"server_name {host};")
    told = told.replace("root /srv/fangxin/output;", f"root {root};")
    for place in ("/404.html", "/no-code.html", "location /m/"):
        told = told.replace(place, place.replace("/", f"{prefix}/", 1))
    return told


def next_steps(folder: Path, user: str, host: str, files: Sequence[Path], line: str) -> str:
    """What the administrator does next, in order."""
    service_file, timer, site = files
    return f"""\
服务器目录已建好：{folder} | The server's folder is ready.

接下来 | What comes next:
1. 网页服务器 | the web server: {site}
   改好证书，放进 /etc/nginx/sites-enabled/，运行 nginx -t && systemctl reload nginx
2. 每夜更新 | the nightly run:
   cp {service_file} {timer} /etc/systemd/system/
   systemctl daemon-reload && systemctl enable --now {timer.name}
   没有 systemd 的，用 {user} 的 crontab | or by cron: {line}
3. 在办公电脑的登记簿里 | on an official's computer, in the registry:
   git remote add server {user}@{host}:{folder}/registry.git
   git push server main
   推送时会看到检查结果；合格的几秒到几分钟后公开 | the push tells what was checked and published
4. 设置 | settings: {folder}/server.toml；说明 | guide: docs/server.md"""
