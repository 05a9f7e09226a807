"""What git is asked, on scratch repositories: files, contents, commits, the index, one commit."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from fangxin.registry.git import (
    EXECUTABLE,
    FILE,
    LINK,
    NOTHING,
    GitError,
    Repository,
    TreeEntry,
    changed,
    repository_of,
)

WHO = {"NAME": "经办", "EMAIL": "jingban@fx.example", "DATE": "2026-03-09T23:30:00+00:00"}


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository with one commit of three files."""
    for role in ("AUTHOR", "COMMITTER"):
        for key, value in WHO.items():
            monkeypatch.setenv(f"GIT_{role}_{key}", value)
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = tmp_path / "town"
    (folder / "merchants" / "商店").mkdir(parents=True)
    (folder / "merchants" / "商店" / "PJ190001R.yml").write_text("name: 甲\n", encoding="utf-8")
    (folder / "run").write_text("#!/bin/sh\n", encoding="utf-8")
    (folder / "run").chmod(0o755)
    (folder / "link").symlink_to("run")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "--all")
    git(folder, "commit", "-q", "-m", "Begin\n\nSecond line\n\nApproved-by: 某岗位 <a@fx.example>")
    return Repository(folder)


def git(folder: Path, *words: str) -> str:
    """Git itself, for what the module under test does not do."""
    done = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, check=True)
    return done.stdout.decode().strip()


def test_every_file_of_a_commit_is_told_with_its_mode(repository: Repository) -> None:
    """Names in any script, executables and links; of some folders only."""
    files = repository.files("HEAD")
    assert {path: entry.mode for path, entry in files.items()} == {
        "link": LINK,
        "merchants/商店/PJ190001R.yml": FILE,
        "run": EXECUTABLE,
    }
    assert list(repository.files("HEAD", "merchants")) == ["merchants/商店/PJ190001R.yml"]
    assert repository.files(NOTHING) == {}


def test_contents_come_by_blob(repository: Repository) -> None:
    """Every blob once, empty ones too; a missing one is told."""
    files = repository.files("HEAD")
    blob = files["merchants/商店/PJ190001R.yml"].blob
    assert repository.contents([blob, blob]) == {blob: "name: 甲\n".encode()}
    assert repository.contents([]) == {}
    with pytest.raises(GitError, match="missing"):
        repository.contents(["1" * 40])


def test_a_commit_tells_who_when_and_why(repository: Repository) -> None:
    """The day is of UTC+08:00, the message whole."""
    commit = repository.commit("HEAD")
    assert (commit.author, commit.author_mail, commit.parents) == ("经办", WHO["EMAIL"], ())
    assert commit.day == date(2026, 3, 10)
    assert commit.subject == "Begin"
    assert commit.message.endswith("Approved-by: 某岗位 <a@fx.example>")


def test_commits_between_two_are_told_oldest_first(repository: Repository) -> None:
    """Those of merged branches too; from nothing all of them."""
    folder, first = repository.folder, repository.commit_of("HEAD")
    git(folder, "checkout", "-q", "-b", "side")
    git(folder, "commit", "-q", "--allow-empty", "-m", "Side")
    git(folder, "checkout", "-q", "main")
    git(folder, "commit", "-q", "--allow-empty", "-m", "Main")
    git(folder, "merge", "-q", "--no-ff", "-m", "Merge", "side")
    found = repository.commits(first, "HEAD")
    assert {commit.subject for commit in found} == {"Side", "Main", "Merge"}
    assert found[-1].subject == "Merge" and len(found[-1].parents) == 2
    assert next(commit.subject for commit in repository.commits(NOTHING, "HEAD")) == "Begin"
    assert repository.is_ancestor(first, "HEAD") and not repository.is_ancestor("HEAD", first)


def test_what_differs_is_told_with_how(repository: Repository) -> None:
    """Added, removed, another content, another mode."""
    before = repository.files("HEAD")
    after = dict(before)
    del after["link"]
    after["new"] = TreeEntry(FILE, "1" * 40)
    after["run"] = TreeEntry(FILE, before["run"].blob)
    name = "merchants/商店/PJ190001R.yml"
    after[name] = TreeEntry(FILE, "2" * 40)
    assert changed(before, after) == {
        "link": ("removed",),
        name: ("content",),
        "new": ("added",),
        "run": ("mode",),
    }


def test_an_unknown_commit_is_told_in_words(repository: Repository) -> None:
    """Also one that looks like an option."""
    for name in ("gone", "--all", ""):
        with pytest.raises(GitError) as told:
            repository.commit_of(name)
        assert "没有提交" in told.value.zh


def test_the_index_is_a_tree(repository: Repository) -> None:
    """What is staged counts, not what lies beside it; in a hook the index of the commit."""
    folder = repository.folder
    (folder / "new").write_text("x\n", encoding="utf-8")
    assert "new" not in repository.files(repository.staged())
    git(folder, "add", "new")
    assert "new" in repository.files(repository.staged())


def test_a_hook_sees_what_is_being_committed(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``git commit FILE`` has an index of its own, which its hook is told of."""
    folder = repository.folder
    (folder / "run").write_text("changed\n", encoding="utf-8")
    other = folder / ".git" / "other-index"
    environment = {**os.environ, "GIT_INDEX_FILE": str(other)}
    for words in (["read-tree", "HEAD"], ["add", "run"]):
        subprocess.run(["git", "-C", str(folder), *words], env=environment, check=True)
    usual = repository.files(repository.staged())["run"].blob
    monkeypatch.setenv("GIT_INDEX_FILE", str(other))
    assert repository.files(repository.staged())["run"].blob != usual


def test_one_commit_has_the_files_named_and_no_other(repository: Repository) -> None:
    """Whatever else is staged or changed stays as it was."""
    folder = repository.folder
    (folder / "mine").write_text("m\n", encoding="utf-8")
    (folder / "other").write_text("o\n", encoding="utf-8")
    git(folder, "add", "other")
    id = repository.record([folder / "mine"], "Add mine\n")
    assert git(folder, "show", "--format=%s", "--name-only", id).split() == ["Add", "mine", "mine"]
    assert git(folder, "status", "--porcelain") == "A  other"
    assert repository.branch() == "main"


def test_the_repository_of_a_folder_is_found(repository: Repository, tmp_path: Path) -> None:
    """From a folder inside, a bare one, and from none."""
    inside = repository.folder / "merchants"
    assert repository_of(inside).folder.samefile(repository.folder)
    bare = tmp_path / "bare.git"
    git(tmp_path, "clone", "-q", "--bare", str(repository.folder), str(bare))
    assert repository_of(bare).folder == bare
    assert list(repository_of(bare).files("HEAD")) == list(repository.files("HEAD"))
    (tmp_path / "nowhere").mkdir()
    with pytest.raises(GitError) as told:
        repository_of(tmp_path / "nowhere")
    assert "git 仓库" in told.value.zh


def test_settings_of_the_place_do_not_count(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a hook's own repository, nor replaced objects, nor a file-system monitor."""
    folder, first = repository.folder, repository.commit_of("HEAD")
    (folder / "run").unlink()
    git(folder, "commit", "-q", "-a", "-m", "Remove")
    git(folder, "update-ref", f"refs/replace/{first}", "HEAD")
    git(folder, "config", "core.fsmonitor", "false-monitor")
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    assert "run" in repository.files(first)


def test_a_name_that_is_no_utf8_is_told_and_not_lost(repository: Repository) -> None:
    """Git allows any bytes in a name."""
    folder = repository.folder
    blob = repository.files("HEAD")["run"].blob
    words = ["git", "-C", str(folder), "update-index", "-z", "--index-info"]
    given = f"100644 {blob}\t".encode() + b"a\xff\0"
    subprocess.run(words, input=given, check=True)
    assert "a\udcff" in repository.files(repository.staged())


def test_whoever_git_does_not_know_is_told_what_to_set(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a commit nor an approval ends with git's own English and no remedy."""
    for role in ("AUTHOR", "COMMITTER"):
        for key in ("NAME", "EMAIL"):
            monkeypatch.delenv(f"GIT_{role}_{key}")
    git(repository.folder, "config", "user.useConfigOnly", "true")
    for act in (repository.me, lambda: repository.empty("说明\n")):
        with pytest.raises(GitError) as told:
            act()
        assert "git config --global user.email" in told.value.zh
    git(repository.folder, "config", "user.email", "a@fx.example")
    git(repository.folder, "config", "user.name", "经办")
    assert repository.me() == "a@fx.example"


@pytest.mark.parametrize(
    ("seconds", "day"), [("99999999999999", date.max), ("0", date(1970, 1, 1))]
)
def test_a_commit_of_any_moment_has_a_day(repository: Repository, seconds: str, day: date) -> None:
    """A moment that no calendar has is a day all the same, so that the gate can refuse it."""
    tree = git(repository.folder, "rev-parse", "HEAD^{tree}")
    text = f"tree {tree}\nauthor a <a@b> {seconds} +0000\ncommitter a <a@b> {seconds} +0000\n\nx\n"
    done = subprocess.run(
        ["git", "-C", str(repository.folder), "hash-object", "-t", "commit", "-w", "--stdin"],
        input=text.encode(), capture_output=True, check=True,
    )  # fmt: skip
    assert repository.commit(done.stdout.decode().strip()).day == day
