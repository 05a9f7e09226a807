"""admin.yml: whether there is a web form for officials, and where it writes its commits.

The file is optional; without it nothing of the form is published. What the form looks like follows
from the field tables and the programme: ``fangxin.site.cms``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from fangxin.base.problem import Level, Place, Problem
from fangxin.facts.policy.basis import CODE
from fangxin.text.fields.kinds import Choice, Coded, Flag, Web
from fangxin.text.fields.tables import Field, Group, MapOf, Only, Report, When
from fangxin.text.markup.addresses import own_host

TRIAL = "test"
BACKENDS = {
    "forgejo": ("Forgejo", "Forgejo"),
    "gitea": ("Gitea（没有审核流程，直接写入分支）", "Gitea (no review: writes to the branch)"),
    "gitlab": ("GitLab", "GitLab"),
    "github": ("GitHub", "GitHub"),
    TRIAL: ("试用，什么也不保存", "for trial, saves nothing"),
}
FORGES = tuple(name for name in BACKENDS if name != TRIAL)
REPO = Coded(
    r"[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)+",
    "代码库路径，如 office/registry",
    "a path of a repository like office/registry",
)
BRANCH = Coded(r"[A-Za-z0-9_][A-Za-z0-9_./-]{0,80}", "分支名称", "the name of a branch")
APP = Coded(r"[A-Za-z0-9_.-]{8,128}", "应用编号", "the id of an application")
FOLDER = Coded(
    r"[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*", "代码库里的文件夹", "a folder of the repository"
)


@dataclass(frozen=True, slots=True)
class Admin:
    """Where the web form writes. ``publish``: whether it may merge what it proposed. ``folders``:
    category code → folder below ``merchants`` where its records lie, if not called like it."""

    backend: str
    repo: str | None = None
    branch: str = "main"
    base_url: str | None = None
    api_root: str | None = None
    app_id: str | None = None
    publish: bool = False
    merchants: str = "merchants"
    content: str = "content"
    folders: Mapping[str, str] = field(default_factory=dict)


ADMIN = Group(
    (
        Field(
            "backend",
            Choice(BACKENDS),
            "代码库种类",
            "kind of forge",
            required=True,
            example="forgejo",
        ),
        Field("repo", REPO, "代码库", "repository", example="office/registry"),
        Field("branch", BRANCH, "分支", "branch", "默认 main", "default: main", example="main"),
        Field(
            "base_url",
            Web(loopback=True),
            "登录地址",
            "where one signs in",
            "代码库网站的地址；GitHub 写自设的登录中转地址",
            "address of the forge; for GitHub that of your own sign-in relay",
            example="https://git.example.com",
        ),
        Field(
            "api_root",
            Web(loopback=True),
            "接口地址",
            "address of its API",
            "GitHub、GitLab 官网不用写",
            "not needed for the public GitHub and GitLab",
            example="https://git.example.com/api/v1",
        ),
        Field(
            "app_id",
            APP,
            "应用编号",
            "id of the application",
            "在代码库网站登记“应用”后得到；不是密码",
            "given when the application is registered at the forge; no secret",
        ),
        Field(
            "publish",
            Flag(),
            "可在表单里合并",
            "merging from the form",
            "默认 false：在代码库网站上审核、合并",
            "default: false, proposals are reviewed and merged at the forge",
            example="false",
        ),
        Field("merchants", FOLDER, "档案文件夹", "folder of the records", example="merchants"),
        Field("content", FOLDER, "内容文件夹", "folder of the content", example="content"),
        Field("folders", MapOf(FOLDER, key=CODE), "各类别的文件夹", "folders of the categories"),
    ),
    build=Admin,
    when=(
        When("backend", FORGES, ("repo",)),
        When("backend", ("forgejo", "gitea"), ("base_url", "api_root", "app_id")),
        When("backend", ("gitlab",), ("app_id",)),
        When("backend", ("github",), ("base_url",)),
    ),
    only=(Only(("repo", "base_url", "api_root", "app_id"), "backend", FORGES),),
)


def admin_problems(
    admin: Admin, report: Report, categories: Collection[str], demonstration: bool
) -> Iterator[Problem]:
    """Folders belong to categories that there are; nobody signs in over an open line; a trial is
    for demonstrations."""
    for code in sorted(admin.folders.keys() - set(categories) if categories else ()):
        yield _told(
            admin,
            report,
            f"folders.{code}",
            "unknown-category",
            f"folders 里的名称须是 categories.yml 里的代号：写的是「{code}」。请改正",
            f"folders are listed by codes of categories.yml: found '{code}'; correct it",
        )
    for key in ("base_url", "api_root"):
        address = getattr(admin, key) or ""
        if address.startswith("http:") and own_host(address) not in ("localhost", "127.0.0.1"):
            yield _told(
                admin,
                report,
                key,
                "admin-insecure",
                f"{key} 须以 https:// 开头：用 http:// 登录，同一网络里的人都能拿到写档案的权限。"
                "请给代码库装上证书",
                f"{key} must begin with https://: over http:// anybody in the network can take the "
                "right to write; give the forge a certificate",
            )
    if admin.backend == TRIAL and not demonstration:
        yield _told(
            admin,
            report,
            "backend",
            "admin-trial",
            "backend: test 只供试用，表单里写的什么也不保存。请改成真的代码库，或删去 admin.yml",
            "backend: test is for trial, the form saves nothing; name the real forge, or delete "
            "admin.yml",
            "warning",
        )


def _told(
    admin: Admin, report: Report, key: str, code: str, zh: str, en: str, level: Level = "error"
) -> Problem:
    node = report.node_of(admin, key)
    return Problem(Place(report.path, node.line, node.column), code, zh, en, level)
