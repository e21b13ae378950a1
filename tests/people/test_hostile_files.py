"""Each hostile roster file gets a sentence that says what to do, quickly and in little memory."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.people.hostile_files import FILES

SECONDS, MEGABYTES = 2, 300
SENTENCES = {
    "H-18 a formula": "“学号”一格是公式，请改为粘贴数值。",
    "H-18 macros by name": "不接收含宏的工作簿，请另存为 .xlsx。",
    "H-18 macros inside": "不接收含宏的工作簿，请另存为 .xlsx。",
    "H-19 Big5": "文件的文字无法识别，请另存为“CSV UTF-8”或 .xlsx。",
    "H-19 half a letter": "文件的文字无法识别，请另存为“CSV UTF-8”或 .xlsx。",
    "H-20 an open quote": "第 3 行的引号没有成对。",
    "H-21 a long field": "第 2 行过长，不像名册内容。",
    "H-21 NUL": "这不是文本文件。",
    "H-21 a million rows": "文件超过 5000 行，请分成几份导入。",
    "H-21 many columns": "第 2 行超过 50 列。",
    "H-22 a column missing": "第 1 行应为列名，缺少：班号。",
    "H-22 a column twice": "文件中“班号”列重复出现。",
    "H-22 nothing known": "第 1 行应为列名，缺少：学号、姓名、入学年份、班号。",
    "H-23 no such day": "到班日期不是有效日期，请写成 2026-09-01、2026.9.1 或 2026/9/1。",
    "H-23 a day in words": "“到班日期”一格的数字须为半角 0 至 9，现为“二〇二六年九月一日”。",
    "H-23 wide digits": "“学号”一格的数字须为半角 0 至 9，现为“０１２”。",
    "H-24 a pupil twice": "学号在文件中重复，另见第 3 行。",
    "H-32 a zip bomb": "工作簿内容过大，超出名册所需。",
    "H-32 many entries": "工作簿内容过大，超出名册所需。",
    "H-33 DOCTYPE": "工作簿含有名册不需要的定义，不能导入。",
    "H-33 a way out": "工作簿里有外部路径、链接或重复文件，请重新另存。",
    "H-33 a link": "工作簿里有外部路径、链接或重复文件，请重新另存。",
    "H-33 encrypted": "文件设有密码，请取消密码后另存。",
    "H-33 zip in zip": "工作簿含有名册不需要的定义，不能导入。",
    "H-33 a part twice": "工作簿里有外部路径、链接或重复文件，请重新另存。",
    "H-34 the last corner": "文件超过 5000 行，请分成几份导入。",
    "H-35 an old workbook": "这是旧版 .xls 工作簿，请另存为 .xlsx。",
    "H-35 CSV by another name": "扩展名是 .xlsx，内容却不是 Excel 工作簿，请重新另存为 .xlsx。",
    "H-35 HTML": "扩展名是 .xlsx，内容却不是 Excel 工作簿，请重新另存为 .xlsx。",
    "H-35 nothing": "文件是空的。",
    "H-35 cut off": "文件已损坏，或不是 Excel 工作簿，请重新另存为 .xlsx。",
    "H-66 a decimal comma": "班号应为 1 至 99 的数字。",
    "H-66 thousands": "入学年份应为四位数字，如 2026。",
    "H-66 another minus": "班号应为 1 至 99 的数字。",
    "H-66 an exponent": "入学年份应为四位数字，如 2026。",
}


@pytest.fixture(scope="module")
def read():
    """All of them read by one process: the most memory it ever held is an upper bound for each."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.people.hostile_files"],
        cwd=settings.ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_every_file_has_its_sentence():
    assert list(FILES) == list(SENTENCES)
    assert all(SENTENCES.values())


@pytest.mark.parametrize("title", FILES)
def test_the_file_is_refused_in_a_sentence_and_at_once(read, title):
    said, seconds = read["told"][title]

    assert said == SENTENCES[title]
    assert seconds < SECONDS


def test_neither_the_process_nor_its_reader_takes_much_memory(read):
    """L-07 too: the last of what is read is a whole school of two thousand."""
    assert read["whole_school"] == 2_000
    assert read["megabytes"] < MEGABYTES
