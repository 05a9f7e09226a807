"""How a form is filled in, in sentences for whoever knows spreadsheets and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from fangxin.office.importer.forms import Form

_OF: Mapping[str, tuple[str, ...]] = {
    "merchants": (
        "商户编号不用填，导入时由程序取下一个空号。一处经营场所、一个类别一行；连锁店每个门店一行。",
        "已经公示的，填“公示：决定日期”“公示：截止日期”“公示：文号”三格；还没有公示的，这三格空着。"
        "认定、整改等以后的事，不在这张表里填。",
        "已在登记簿里的商户（信用代码和地址相同，或名称和地址相同），再导入也不会重复，也不会改动。",
    ),
    "inspections": (
        "一批商品一行，合格的也填。编号不用填，导入时由程序接着往下编。",
        "不合格的，还要填“不合格项目”“责任方”“登记日”；责任方是销售者或双方的，再填“问题类型”，"
        "并写明被抽样单位。",
        "知道商户编号的，填“被抽样单位编号”；不知道的，填信用代码和地址。只写名称的，要由人核对以后才算数。",
    ),
    "complaints": (
        "一件投诉一行。编号不用填，导入时由程序接着往下编。时间都要写到分钟。",
        "不写投诉人的姓名、电话、地址：这张表里没有这样的列，写在别的格里也会被拦下。",
        "已经办结的，“办结时间”和“结果”都要填；还没有办结的，两格都空着，办结后在登记簿里补。",
    ),
}


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
        *(f"{number}. {step}" for number, step in enumerate(_OF[form.name], 5)),
        f"{5 + len(_OF[form.name])}. 填好保存，交给管登记簿的同事导入（fangxin import 文件名）。"
        "填错的格子会标成红色、写明怎样改，发回一份副本；在副本上改好再导入即可。",
    )
