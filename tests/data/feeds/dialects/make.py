#!/usr/bin/env python3
"""Makes the files of this folder, invented rows in every dialect of delimited text, and figures.json:
their cells as Python's csv module reads them, and rows, sum and days as pandas does.

Run in this folder with CPython 3.11 and pandas 3.1:

  python3 make.py

Of a file whose rows have more cells than its header pandas reads nothing: it has no figures there.
"""
import csv
import io
import itertools
import json
import random

import pandas

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
ENDS = {"lf": "\n", "crlf": "\r\n"}
HEAD = ["date", "kind", "killed", "place", "note"]
KINDS = ["ied", "shelling", "other"]
NOTES = ["plain", "a, b; c | d", 'he said "go"', '"', "two\nlines", "two\r\nlines", "", " blanks ", '""',
         "ends in a quote\"", "Ḥalab حلب", "a\n\nb", ",", ";;", "'single'"]


def rows(chance, is_tab):
    for _ in range(12):
        note = chance.choice(NOTES)
        # Between tabs no cell has several lines, nor half a pair of quotes.
        if is_tab and any(sign in note for sign in '"\n\t'):
            note = "plain"
        day = f"20{chance.randrange(10, 26)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        yield [day, chance.choice(KINDS), str(chance.randrange(40)), chance.choice(["Ariha", "Idlib", ""]), note]


def text(table, delimiter, end, quoting):
    to = io.StringIO(newline="")
    csv.writer(to, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(table)
    return to.getvalue()


def cells(raw, delimiter):
    read = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=delimiter, strict=True)
    return [record for record in read if record][1:]


def figures(raw, delimiter):
    table = pandas.read_csv(io.BytesIO(raw), sep=delimiter, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    return {"rows": len(table), "killed": int(table.killed.replace("", "0").astype(int).sum()),
            "first": min(table.date), "last": max(table.date)}


chance = random.Random(4180)
found = {}
for (name, delimiter), (end_name, end), quotes, shape in itertools.product(
        DELIMITERS.items(), ENDS.items(), ("some", "all"), ("even", "blank", "short", "long")):
    if quotes == "all" and shape in ("short", "blank"):
        continue
    table = [HEAD, *rows(chance, name == "tab")]
    if shape == "short":
        table[3], table[7] = table[3][:3], table[7][:4]
    if shape == "long":
        table[5] = table[5] + ["more", "and more"]
    out = text(table, delimiter, end, csv.QUOTE_ALL if quotes == "all" else csv.QUOTE_MINIMAL)
    if shape == "blank":
        out = out + end * 3
    elif chance.random() < 0.5:
        out = out[:-len(end)]
    mark = b"\xef\xbb\xbf" if chance.random() < 0.4 else b""
    raw = mark + out.encode()
    file = f"{name}-{end_name}-{quotes}-{shape}.csv"
    with open(file, "wb") as to:
        to.write(raw)
    found[file] = {"delimiter": delimiter, "bom": bool(mark), "cells": cells(raw, delimiter),
                   "pandas": None if shape == "long" else figures(raw, delimiter)}
with open("figures.json", "w", encoding="utf-8", newline="\n") as to:
    json.dump(found, to, ensure_ascii=False, indent=1)
    to.write("\n")
