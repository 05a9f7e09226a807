"""How a form is filled in, in sentences for whoever knows spreadsheets and nothing else."""

from __future__ import annotations

from fangxin.office.importer.forms import Form


def steps_of(form: Form, office: str) -> tuple[str, ...]:
    """The sentences that stand above the table of columns."""
    return (
        f"{office}：{form.zh}登记表填写说明",
        f"1. 在“{form.zh}”那张表里填，从第 2 行起，一行一条，中间可以空行。列名不要改，"
        "不用的列可以空着或整列删去，列的先后不限；加的列不会导入。",
        "2. 橙色并带 * 的列必填；黄色的视情况必填；蓝色的可以不填。点一格，会显示这一格填什么；"
        "列名上有批注。有下拉列表的，从列表里选。",
        "3. 日期写成 2026-03-05 或 2026/3/5。各格都是“文本”格式，请不要改成别的格式，"
        "也不要合并单元格。",
        "4. 不写个人姓名、身份证号码和手机号码。",
        *(f"{number}. {step}" for number, step in enumerate(form.steps, 5)),
        f"{5 + len(form.steps)}. 填好保存，交给管登记簿的同事导入（fangxin import 文件名）。"
        "填错的格子会标成红色、写明怎样改，发回一份副本；在副本上改好再导入即可。",
    )
