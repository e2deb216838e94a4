#!/usr/bin/env python3
"""Reference figures for CSV event files, read with Python's csv module (strict=True), independently of any other code.

Run with: CPython 3.11.7, standard library only (needs 3.8 or newer).

Origin of each input (the data folders are arguments):
  ucdp/*.csv        UCDP GED, Syria extract as converted in knapply/data4ds4da (a1a309a), filtered by area or
                    date, ids written as integers.  CC BY 4.0; Sundberg & Melander 2013 (JPR 50(4)) and UCDP.
  hxl/idmc_*.csv    OCHA-DAP/hdx-scraper-idmc test fixture (51b743a).  CC BY-IGO; IDMC.
  hxl/libhxl_*.csv  HXLStandard/libhxl-python test files (e1b745c).  Public domain.
  csv-spectrum      max-mapper/csv-spectrum, 12 pairs csvs/ and json/.  BSD-2.
  acled/*.csv       invented rows in ACLED's column layout (no ACLED data), made by gen_acled.py, --seed 7 and:
                      plain.csv      --rows 400
                      bad.csv        --rows 400 --bad 0.05
                      quoted.csv     --rows 120 --quote-all
                      long.csv       --rows 120 --date-format long
                      asc.csv        --rows 120 --order asc
                      random.csv     --rows 120 --order random
                      crlf.csv       --rows 120 --crlf
                      bom.csv        --rows 120 --bom
                      semicolon.csv  --rows 120 --delimiter ';'
                      all.csv        --rows 120 --quote-all --date-format long --bom --crlf --delimiter ';'
                                     --bad 0.05 --order random

  figures.py --ucdp DIR --hxl DIR --spectrum DIR --acled DIR -o figures.json

--spectrum is the folder that holds csvs/ and json/.  Exit status 1 if a figure differs from those given with the
data (see checks() below); the output is written all the same.

Terms.  Physical lines end at LF (so CRLF is one end of line; a CR that stands alone would be counted in `lone_cr`
and would not end a line; there is none).  Line numbers are 1-based, byte offsets 0-based from the start of the file,
BOM included.  A record may span lines.  `records` counts every non-blank record, the header included; `rows` counts
data records only (no header, tag row or preamble); a blank line (no character) is neither and is counted in
`blank_lines`.  `sample` gives the first, middle and last row; `row` is the 1-based number among data rows, the
middle one is (rows + 1) // 2.  `cells_sha256` is the SHA-256 of the UTF-8 JSON of the data rows as a list of lists
of strings, no spaces, non-ASCII characters unescaped, that is JSON.stringify(rows) in JavaScript.
A plain non-negative integer is ASCII digits only; a number is -?digits[.digits].
"""
import argparse
import codecs
import collections
import csv
import datetime
import hashlib
import io
import json
import os
import re
import sys

INT = re.compile(r"[0-9]+\Z")
NUM = re.compile(r"-?[0-9]+(\.[0-9]+)?\Z")
MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december"]


# ---------------------------------------------------------------- reading

class Rec:
    """One record: cells, first and last physical line, byte span [start, end) with its line end."""
    __slots__ = ("cells", "first", "last", "start", "end")

    def __init__(self, cells, first, last, start, end):
        self.cells, self.first, self.last, self.start, self.end = cells, first, last, start, end


def decode(raw):
    try:
        return "utf-8", raw.decode("utf-8")
    except UnicodeDecodeError:
        return "latin-1", raw.decode("latin-1")


def guess_delimiter(raw, enc):
    """The delimiter of the first line, counted outside quotes."""
    line = raw.split(b"\n", 1)[0].decode(enc)
    bare = re.sub(r'"[^"]*"', "", line)
    return max(",;\t|", key=lambda d: (bare.count(d), -",;\t|".index(d)))


def read(path):
    """(facts about the file, list of non-blank records)"""
    with open(path, "rb") as f:
        raw = f.read()
    enc, _ = decode(raw)
    bom = raw.startswith(codecs.BOM_UTF8)
    skip = len(codecs.BOM_UTF8) if bom else 0
    delim = guess_delimiter(raw[skip:], enc)
    lines = raw.split(b"\n")
    last_has_end = lines[-1] == b""
    lines = [x + b"\n" for x in lines[:-1]] + ([] if last_has_end else [lines[-1]])
    starts, pos = [], 0
    for x in lines:
        starts.append(pos)
        pos += len(x)
    starts.append(pos)
    assert pos == len(raw)

    def text():
        for i, x in enumerate(lines):
            yield (x[skip:] if i == 0 else x).decode(enc)

    rd = csv.reader(text(), delimiter=delim, strict=True)
    recs, blank, before = [], 0, 0
    for cells in rd:
        if cells:
            recs.append(Rec(cells, before + 1, rd.line_num, starts[before], starts[rd.line_num]))
        else:
            blank += 1
        before = rd.line_num
    assert before == len(lines)
    # the byte spans, read on their own, give the same cells
    for r in recs:
        piece = raw[r.start:r.end].decode(enc)
        if r.start == 0 and bom:
            piece = piece[1:]
        again = list(csv.reader(io.StringIO(piece, newline="\n"), delimiter=delim, strict=True))
        assert again == [r.cells], (path, r.first)
    n_crlf = raw.count(b"\r\n")
    info = {
        "blank_lines": blank,
        "bom": bom,
        "bytes": len(raw),
        "decodes_as_utf8": enc == "utf-8",
        "delimiter": delim,
        "final_line_end": raw.endswith(b"\n"),
        "line_end_of_records": "none" if b"\n" not in raw else
                               "crlf" if all(raw[r.start:r.end].endswith(b"\r\n") for r in recs[:-1]) else
                               "lf" if not any(raw[r.start:r.end].endswith(b"\r\n") for r in recs) else "mixed",
        "lone_cr": raw.count(b"\r") - n_crlf,
        "physical_lines": len(lines),
        "read_as": enc,
        "records": len(recs),
        "sha256": hashlib.sha256(raw).hexdigest(),
    }
    return info, recs, raw


def cells_sha(rows):
    t = json.dumps([r.cells for r in rows], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(t.encode("utf-8")).hexdigest()


def sample(rows):
    n = len(rows)
    return [(name, k, rows[k - 1]) for name, k in (("first", 1), ("middle", (n + 1) // 2), ("last", n))] if n else []


def counts(values):
    """value -> count, values sorted by the JSON writer"""
    return dict(collections.Counter(values))


def widths(rows):
    return {str(k): v for k, v in collections.Counter(len(r.cells) for r in rows).items()}


def iso(text):
    """A strict YYYY-MM-DD as a date, else None."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return datetime.date(int(text[:4]), int(text[5:7]), int(text[8:]))
    except ValueError:
        return None


def long_date(text):
    """'05 March 2020' or '5 March 2020' as a date, else None (English month names in full)."""
    m = re.fullmatch(r"([0-9]{1,2}) ([A-Za-z]+) ([0-9]{4})", text)
    if not m or m[2].lower() not in MONTHS:
        return None
    try:
        return datetime.date(int(m[3]), MONTHS.index(m[2].lower()) + 1, int(m[1]))
    except ValueError:
        return None


# ---------------------------------------------------------------- UCDP

DYAD = "Government of Syria - Syrian insurgents"
WINDOWS = (("2016-02-13", "2016-02-26"), ("2016-02-27", "2016-03-11"))
SUMS = ("low", "best", "high", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")


def ucdp(path, windows):
    info, recs, _ = read(path)
    head, rows = recs[0].cells, recs[1:]
    assert len(set(head)) == len(head) and all(len(r.cells) == len(head) for r in rows)
    col = {h: i for i, h in enumerate(head)}

    def get(r, h):
        return r.cells[col[h]]

    def num(r, h):
        assert INT.match(get(r, h)), (path, r.first, h)
        return int(get(r, h))

    def start(r):
        d = iso(get(r, "date_start"))
        assert d, (path, r.first)
        return d

    def end(r):
        d = iso(get(r, "date_end"))
        assert d, (path, r.first)
        return d

    def short(r):
        return {"id": get(r, "id"), "low": num(r, "low"), "best": num(r, "best"), "high": num(r, "high")}

    def totals(rs):
        return {h: sum(num(r, h) for r in rs) for h in SUMS}

    low = [r for r in rows if num(r, "best") < num(r, "low")]
    high = [r for r in rows if num(r, "high") < num(r, "best")]
    span = [r for r in rows if end(r) > start(r)]
    parts = [r for r in rows if num(r, "best") != sum(num(r, h) for h in SUMS[3:])]
    out = dict(info)
    out.update({
        "best_below_low": len(low), "best_below_low_rows": [short(r) for r in low],
        "best_is_not_sum_of_four_parts": len(parts), "best_is_not_sum_of_four_parts_ids": [get(r, "id") for r in parts],
        "by_date_prec": counts(get(r, "date_prec") for r in rows),
        "by_type_of_violence": counts(get(r, "type_of_violence") for r in rows),
        "by_where_prec": counts(get(r, "where_prec") for r in rows),
        "cells_sha256": cells_sha(rows),
        "columns": len(head),
        "distinct_date_start": len({start(r) for r in rows}),
        "distinct_ids": len({get(r, "id") for r in rows}),
        "distinct_points": len({(get(r, "latitude"), get(r, "longitude")) for r in rows}),
        "distinct_points_as_numbers": len({(float(get(r, "latitude")), float(get(r, "longitude"))) for r in rows}),
        "end_before_start": sum(end(r) < start(r) for r in rows),
        "events": len(rows),
        "first_date_start": min(start(r) for r in rows).isoformat(),
        "last_date_start": max(start(r) for r in rows).isoformat(),
        "last_date_end": max(end(r) for r in rows).isoformat(),
        "high_below_best": len(high), "high_below_best_rows": [short(r) for r in high],
        "multi_line_records": [{"id": get(r, "id"), "first_line": r.first, "last_line": r.last}
                               for r in rows if r.last > r.first],
        "rows": len(rows),
        "rows_in_date_start_order": all(start(a) <= start(b) for a, b in zip(rows, rows[1:])),
        "sample": {name: {"row": k, "id": get(r, "id"), "first_line": r.first, "last_line": r.last,
                          "byte_offset": r.start, "byte_length": r.end - r.start} for name, k, r in sample(rows)},
        "span_more_than_a_day": len(span), "span_more_than_a_day_ids": [get(r, "id") for r in span],
        "sums": totals(rows),
    })
    if windows:
        sel = [r for r in rows if get(r, "type_of_violence") == "1" and get(r, "dyad_name") == DYAD]
        out["dyad"] = {
            "type_of_violence": "1", "dyad_name": DYAD, "by": "date_start", "events_whole_file": len(sel),
            "distinct_days_whole_file": len({start(r) for r in sel}), "sums_whole_file": totals(sel), "windows": []}
        for a, b in windows:
            w = [r for r in sel if iso(a) <= start(r) <= iso(b)]
            out["dyad"]["windows"].append({
                "from": a, "to": b, "days_in_window": (iso(b) - iso(a)).days + 1, "events": len(w),
                "distinct_days": len({start(r) for r in w}),
                "days_without_event": sorted(
                    {(iso(a) + datetime.timedelta(i)).isoformat() for i in range((iso(b) - iso(a)).days + 1)}
                    - {get(r, "date_start") for r in w}),
                "ending_after_window": sum(end(r) > iso(b) for r in w), "sums": totals(w)})
        both = [r for r in sel if iso(windows[0][0]) <= start(r) <= iso(windows[-1][1])]
        out["dyad"]["distinct_days_both_windows"] = len({start(r) for r in both})
    return out


# ---------------------------------------------------------------- ACLED layout

def acled(path):
    info, recs, raw = read(path)
    head, rows = recs[0].cells, recs[1:]
    col = {h: i for i, h in enumerate(head)}

    def get(r, h):
        """the cell, or None where the row ends before it"""
        return r.cells[col[h]] if col[h] < len(r.cells) else None

    n_iso = sum(iso(get(r, "event_date")) is not None for r in rows)
    n_long = sum(long_date(get(r, "event_date")) is not None for r in rows)
    style, parse = ("YYYY-MM-DD", iso) if n_iso >= n_long else ("DD Month YYYY", long_date)
    empty = [r for r in rows if get(r, "event_date") == ""]
    days = [(r, parse(get(r, "event_date"))) for r in rows]
    unread = [r for r, d in days if d is None and get(r, "event_date") != ""]
    good = [d for _, d in days if d]
    fat_ok = [r for r in rows if INT.match(get(r, "fatalities") or "")]
    short = [r for r in rows if len(r.cells) < len(head)]
    full = [r for r in rows if len(r.cells) == len(head)]
    lat_bad = [r for r in rows if not NUM.match(get(r, "latitude") or "")]
    assert len(short) + len(full) == len(rows)

    def row_of(rs):
        return [{"id": get(r, "event_id_cnty"), "first_line": r.first} for r in rs]

    def asc(ds):
        return all(a <= b for a, b in zip(ds, ds[1:]))

    out = dict(info)
    out.update({
        "by_event_type": counts(get(r, "event_type") for r in rows),
        "by_geo_precision_full_rows": counts(get(r, "geo_precision") for r in full),
        "by_time_precision_full_rows": counts(get(r, "time_precision") for r in full),
        "cells_sha256": cells_sha(rows),
        "columns": len(head),
        "date_empty": len(empty),
        "date_empty_rows": row_of(empty),
        "date_style": style,
        "date_unreadable": len(unread),
        "date_unreadable_rows": [{"id": get(r, "event_id_cnty"), "first_line": r.first, "cell": get(r, "event_date")}
                                 for r in unread],
        "distinct_ids": len({get(r, "event_id_cnty") for r in rows}),
        "fatalities_not_integer": len(rows) - len(fat_ok),
        "fatalities_not_integer_cell_missing": sum(get(r, "fatalities") is None for r in rows),
        "fatalities_not_integer_full_rows": sum(r not in fat_ok for r in full),
        "fatalities_not_integer_cells": counts(get(r, "fatalities") for r in full if r not in fat_ok),
        "fatalities_sum": sum(int(get(r, "fatalities")) for r in fat_ok),
        "first_day": min(good).isoformat(), "last_day": max(good).isoformat(),
        "header_text_offset": len(codecs.BOM_UTF8) if info["bom"] else 0,
        "latitude_not_number": len(lat_bad),
        "latitude_not_number_cell_missing": sum(get(r, "latitude") is None for r in rows),
        "latitude_not_number_cells": counts(get(r, "latitude") for r in full if r in lat_bad),
        "latitude_not_number_full_rows": sum(r in lat_bad for r in full),
        "order_of_readable_days": "ascending" if asc(good) else "descending" if asc(good[::-1]) else "none",
        "readable_days": len(good),
        "rows": len(rows),
        "rows_over_several_lines": sum(r.last > r.first for r in rows),
        "rows_wider_than_header": sum(len(r.cells) > len(head) for r in rows),
        "sample": {name: {
            "row": k, "id": get(r, "event_id_cnty"), "byte_offset": r.start, "byte_length": r.end - r.start,
            "first_line": r.first, "last_line": r.last, "date_cell": get(r, "event_date"),
            "first_line_text": raw[r.start:r.end].split(b"\n")[0].rstrip(b"\r").decode("utf-8"),
        } for name, k, r in sample(rows)},
        "short_rows": len(short),
        "short_rows_where": row_of(short),
        "short_rows_cells": widths(short),
    })
    return out


# ---------------------------------------------------------------- HXL

TAG = re.compile(r"\s*#[A-Za-z][A-Za-z0-9_]*(\s*\+\s*[A-Za-z][A-Za-z0-9_]*)*\s*\Z")


def year2(y):
    """two-digit years: 00-69 -> 2000s, 70-99 -> 1900s"""
    y = int(y)
    return y if y > 99 else y + (2000 if y < 70 else 1900)


def try_date(y, m, d):
    try:
        return datetime.date(y, m, d).isoformat()
    except ValueError:
        return None


def read_date(text):
    """All conventional readings of a date cell.  `iso` only if there is one with the year last (or written in full)."""
    t = text.strip()
    res = {"cell": text, "iso": None, "style": None, "why_null": None, "year_first_reading": None,
           "century_assumed": False}
    if not t:
        res["why_null"] = "empty"
        return res
    m = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", t)
    if m:
        res["style"], res["iso"] = "YYYY-MM-DD", try_date(int(m[1]), int(m[2]), int(m[3]))
    if not m:
        m = re.fullmatch(r"([0-9]{1,2}) ([A-Za-z]+) ([0-9]{4})", t)
        if m and m[2].lower() in MONTHS:
            res["style"], res["iso"] = "D Month YYYY", try_date(int(m[3]), MONTHS.index(m[2].lower()) + 1, int(m[1]))
        else:
            m = re.fullmatch(r"([A-Za-z]+) ([0-9]{1,2}), ([0-9]{4})", t)
            if m and m[1].lower() in MONTHS:
                res["style"] = "Month D, YYYY"
                res["iso"] = try_date(int(m[3]), MONTHS.index(m[1].lower()) + 1, int(m[2]))
            else:
                m = re.fullmatch(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})", t)
                if m:
                    a, b, y = int(m[1]), int(m[3]), year2(m[4])
                    sep = m[2]
                    res["century_assumed"] = len(m[4]) == 2
                    dmy, mdy = try_date(y, b, a), try_date(y, a, b)
                    if dmy and mdy and dmy != mdy:
                        res["style"], res["why_null"] = "D%sM or M%sD" % (sep, sep), "ambiguous: " + dmy + " or " + mdy
                        return res
                    res["iso"] = dmy or mdy
                    yy = "YY" if len(m[4]) == 2 else "YYYY"
                    res["style"] = (sep.join(("D", "M", yy)) if dmy else sep.join(("M", "D", yy)) if mdy else None)
                    if len(m[1]) == 2 and len(m[4]) == 2:
                        res["year_first_reading"] = try_date(year2(m[1]), b, int(m[4]))
    if res["iso"] is None:
        res["why_null"] = "unreadable"
    return res


def hxl(path):
    info, recs, _ = read(path)
    tag_no = next(i for i, r in enumerate(recs[:25])
                  if any(c.strip() for c in r.cells) and all(TAG.match(c) for c in r.cells if c.strip()))
    tags = [c.strip() for c in recs[tag_no].cells]
    rows = recs[tag_no + 1:]
    labels = recs[tag_no - 1].cells if tag_no else []
    wide = max(len(r.cells) for r in recs)
    out = dict(info)
    numeric, fills = [], []
    for i in range(wide):
        vals = [r.cells[i] for r in rows if i < len(r.cells) and r.cells[i].strip() != ""]
        tag = tags[i] if i < len(tags) else ""
        fills.append({"column": i + 1, "tag": tag, "filled": len(vals)})
        if vals and all(NUM.match(v) for v in vals):
            assert all(INT.match(v) for v in vals)
            numeric.append({"column": i + 1, "label": labels[i] if i < len(labels) else "", "tag": tag,
                            "filled": len(vals), "sum": sum(map(int, vals)),
                            "leading_zeros": sum(len(v) > 1 and v[0] == "0" for v in vals)})
    out.update({
        "cells_by_record": [len(r.cells) for r in recs],
        "cells_sha256": cells_sha(rows),
        "filled_by_column": fills,
        "numeric_columns": numeric,
        "preamble": [r.cells for r in recs[:tag_no]],
        "rows": len(rows),
        "tag_row": tag_no + 1,
        "tag_row_line": recs[tag_no].first,
        "tags": tags,
    })
    if "#date+reported" in tags:
        i = tags.index("#date+reported")
        out["dates"] = [dict(read_date(r.cells[i]), line=r.first) if i < len(r.cells) else
                        {"cell": None, "line": r.first, "why_null": "no cell"} for r in rows]
        out["date_counts"] = {
            "read": sum(d.get("iso") is not None for d in out["dates"]),
            "ambiguous": sum((d["why_null"] or "").startswith("ambiguous") for d in out["dates"]),
            "unreadable": sum(d["why_null"] == "unreadable" for d in out["dates"]),
            "empty": sum(d["why_null"] in ("empty", "no cell") for d in out["dates"]),
        }
    if "#affected+idps+ind+stock+conflict" in tags:
        ki, yi, si = (tags.index(t) for t in ("#country+code", "#date+year", "#affected+idps+ind+stock+conflict"))
        latest = {}
        for r in rows:
            k, y = r.cells[ki], int(r.cells[yi])
            assert k not in latest or latest[k]["latest_year"] != y
            last = latest.setdefault(k, {"latest_year": y, "stock": None, "latest_year_with_stock": None})
            s = int(r.cells[si]) if r.cells[si] else None
            if y >= last["latest_year"]:
                last["latest_year"], last["stock"] = y, s
            if s is not None:
                last["latest_year_with_stock"] = max(y, last["latest_year_with_stock"] or y)
        out["idmc_stock_latest_year"] = latest
        out["idmc_no_stock_in_latest_year"] = sorted(k for k, v in latest.items() if v["stock"] is None)
        out["idmc_stock_sum_of_latest_years"] = sum(v["stock"] or 0 for v in latest.values())
    return out


# ---------------------------------------------------------------- csv-spectrum

def spectrum(path, jpath):
    info, recs, raw = read(path)
    cells = [r.cells for r in recs]
    with open(jpath, encoding="utf-8") as f:
        want = json.load(f)
    shape = "array" if isinstance(want, list) else "object"
    want = want if isinstance(want, list) else [want]
    got = [dict(zip(cells[0], r)) for r in cells[1:]]
    diff = []
    if len(want) != len(got):
        diff.append({"records_csv": len(got), "records_json": len(want)})
    for n, (g, w) in enumerate(zip(got, want), 1):
        for k in list(dict.fromkeys(list(g) + list(w))):
            if g.get(k) != w.get(k):
                diff.append({"row": n, "key": k, "csv": g.get(k), "json": w.get(k)})
    out = dict(info)
    out.update({
        "cells": cells,
        "cells_by_record": [len(c) for c in cells],
        "differences_from_json": diff,
        "has_cr": b"\r" in raw,
        "json_agrees": not diff and shape == "array",
        "json_cells_agree": not diff,
        "json_shape": shape,
        "rows": len(cells) - 1,
    })
    return out


# ---------------------------------------------------------------- all

# figures given with the data (SOURCES.md, "Figures to check against")
COH = "ucdp_ged_syria_coh2016_2016-02-13_03-31.csv"
IDLIB = "ucdp_ged_syria_idlib_2018-09_2019-12.csv"


def checks(res):
    u = res["ucdp"]
    w1, w2 = u[COH]["dyad"]["windows"]
    rows = [
        ("rows, Syria 2016-02-13 to 03-31", 780, u[COH]["rows"]),
        ("rows, Idlib 2018-09 to 2019-12", 699, u[IDLIB]["rows"]),
        ("13-26 Feb 2016: events, low, best, high", [139, 659, 659, 659],
         [w1["events"], w1["sums"]["low"], w1["sums"]["best"], w1["sums"]["high"]]),
        ("27 Feb-11 Mar 2016: events, low, best, high", [83, 394, 395, 403],
         [w2["events"], w2["sums"]["low"], w2["sums"]["best"], w2["sums"]["high"]]),
        ("Syria 2016: rows with best below low", 2, u[COH]["best_below_low"]),
        ("Syria 2016: rows with high below best", 1, u[COH]["high_below_best"]),
        ("Syria 2016: rows that span more than a day", 22, u[COH]["span_more_than_a_day"]),
        ("csv-spectrum: pairs", 12, len(res["csv-spectrum"])),
    ]
    return [{"what": n, "expected": e, "found": f, "agrees": e == f} for n, e, f in rows]


def csvs(folder):
    return sorted(f for f in os.listdir(folder) if f.endswith(".csv"))


def main():
    ap = argparse.ArgumentParser(description="Reference figures for CSV event files (see the docstring).")
    for a in ("ucdp", "hxl", "spectrum", "acled"):
        ap.add_argument("--" + a, required=True, metavar="DIR")
    ap.add_argument("-o", "--out", required=True)
    a = ap.parse_args()
    j = os.path.join
    res = {
        "ucdp": {f: ucdp(j(a.ucdp, f), WINDOWS if "coh2016" in f else ()) for f in csvs(a.ucdp)},
        "hxl": {f: hxl(j(a.hxl, f)) for f in csvs(a.hxl)},
        "acled": {f: acled(j(a.acled, f)) for f in csvs(a.acled)},
        "csv-spectrum": {f: spectrum(j(a.spectrum, "csvs", f), j(a.spectrum, "json", f[:-4] + ".json"))
                         for f in csvs(j(a.spectrum, "csvs"))},
    }
    res["checks"] = checks(res)
    with open(a.out, "w", encoding="utf-8", newline="\n") as f:
        json.dump(res, f, ensure_ascii=False, indent=1, sort_keys=True)
        f.write("\n")
    bad = [c for c in res["checks"] if not c["agrees"]]
    print("%d files, %d checks, %d differ" % (sum(len(v) for k, v in res.items() if k != "checks"),
                                              len(res["checks"]), len(bad)))
    for c in bad:
        print("differs:", c)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
