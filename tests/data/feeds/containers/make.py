#!/usr/bin/env python3
"""Makes the sample files of this folder, and the figures that other readers find in them.

Run in this folder with CPython 3.11, pandas 3.1, openpyxl 3.1, pyarrow 26, duckdb 2.0, zstandard:

  python3 make.py

Origin of the rows, of which the first are taken:
  acled.csv   ../acled/asc.csv: invented rows in ACLED's column layout (no ACLED data), made by gen_acled.py
  ucdp.csv    ../ucdp/ucdp_ged_syria_idlib_2018-09_2019-12.csv: UCDP GED, CC BY 4.0 (Sundberg & Melander 2013)
  hxl.csv     ../hxl/idmc_displacement_hxl.csv: OCHA-DAP/hdx-scraper-idmc test fixture, CC BY-IGO; IDMC

Workbooks and Parquet files have typed cells: days are days, numbers are numbers. figures.json holds what
pandas, openpyxl, DuckDB and Python's own json read: rows, the sum of deaths, the first and the last day.
"""
import csv
import datetime
import gzip
import io
import json
import os
import zipfile

import duckdb
import openpyxl
import pandas
import pyarrow
import pyarrow.parquet
import zstandard

HERE = os.path.dirname(os.path.abspath(__file__))
SETS = {
    # name: (source, rows, day columns, deaths column)
    "acled": ("../acled/asc.csv", 40, ["event_date"], "fatalities"),
    "ucdp": ("../ucdp/ucdp_ged_syria_idlib_2018-09_2019-12.csv", 40, ["date_start", "date_end"], "best"),
    "hxl": ("../hxl/idmc_displacement_hxl.csv", 40, [], None),
}


def path(name):
    return os.path.join(HERE, name)


def typed(name, column, text):
    """A cell as a program that knows its type would store it."""
    if text == "" or name == "hxl":
        return text or None
    if column in SETS[name][2]:
        return datetime.date.fromisoformat(text[:10])
    for kind in (int, float):
        try:
            value = kind(text)
        except ValueError:
            continue
        if str(value) == text:
            return value
    return text


def point(record):
    at = [record.get("longitude"), record.get("latitude")]
    return {"type": "Point", "coordinates": [float(degrees) for degrees in at]} if None not in at else None


def workbook(name, header, rows):
    book = openpyxl.Workbook()
    about = book.active
    about.title = "About"
    about.append(["A sheet that is not the table"])
    sheet = book.create_sheet("Data")
    sheet.append(header)
    for row in rows:
        sheet.append([typed(name, column, cell) for column, cell in zip(header, row)])
    book.save(path(f"{name}.xlsx"))


def parquet(name, header, rows):
    columns = {}
    for n, column in enumerate(header):
        values = [typed(name, column, row[n]) for row in rows]
        kinds = {type(value) for value in values if value is not None}
        if kinds == {int, float}:
            values = [None if value is None else float(value) for value in values]
        elif len(kinds) > 1:
            values = [row[n] or None for row in rows]
        columns[column] = pyarrow.array(values) if kinds else pyarrow.array(values, pyarrow.string())
    pyarrow.parquet.write_table(pyarrow.table(columns), path(f"{name}.parquet"), row_group_size=16)


def write(name, header, rows):
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    text = out.getvalue().encode()
    with open(path(f"{name}.csv"), "wb") as to:
        to.write(text)
    with open(path(f"{name}.csv.gz"), "wb") as to:
        to.write(gzip.compress(text, mtime=0))
    with open(path(f"{name}.csv.zst"), "wb") as to:
        to.write(zstandard.ZstdCompressor().compress(text))
    with zipfile.ZipFile(path(f"{name}.zip"), "w", zipfile.ZIP_DEFLATED) as to:
        to.writestr(zipfile.ZipInfo(f"data/{name}.csv"), text, zipfile.ZIP_DEFLATED)
    records = [dict(zip(header, row)) for row in rows]
    with open(path(f"{name}.json"), "w") as to:
        answer = {"acled": {"status": 200, "success": True, "count": len(rows), "messages": [], "data": records},
                  "ucdp": {"TotalCount": len(rows), "TotalPages": 1, "NextPageUrl": "", "Result": records},
                  "hxl": records}[name]
        json.dump(answer, to, ensure_ascii=name == "acled")
    with open(path(f"{name}.jsonl"), "w") as to:
        to.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    if name != "hxl":
        known = [{column: typed(name, column, cell) for column, cell in record.items()} for record in records]
        features = [{"type": "Feature", "properties": {key: value for key, value in record.items()
                                                       if key not in ("latitude", "longitude")},
                     "geometry": point(record)} for record in known]
        with open(path(f"{name}.geojson"), "w") as to:
            json.dump({"type": "FeatureCollection", "features": features}, to, default=str, indent=1)
    workbook(name, header, rows)
    parquet(name, header, rows)


def figures(name, days, deaths):
    """What others read of each file: rows, sum of deaths, first and last day."""
    def told(frame, by):
        first = frame[days[0]].astype(str).str[:10].min() if days else None
        last = frame[days[-1]].astype(str).str[:10].max() if days else None
        best = int(pandas.to_numeric(frame[deaths]).sum()) if deaths else None
        return {"by": by, "rows": len(frame), "best": best, "first": first, "last": last}
    sheet = openpyxl.load_workbook(path(f"{name}.xlsx"), read_only=True)["Data"]
    header, *rows = sheet.iter_rows(values_only=True)
    answer = json.load(open(path(f"{name}.json")))
    records = answer if isinstance(answer, list) else answer.get("data") or answer["Result"]
    found = {
        f"{name}.csv": told(pandas.read_csv(path(f"{name}.csv")), "pandas"),
        f"{name}.csv.gz": told(pandas.read_csv(path(f"{name}.csv.gz")), "pandas"),
        f"{name}.csv.zst": told(pandas.read_csv(path(f"{name}.csv.zst")), "pandas"),
        f"{name}.zip": told(pandas.read_csv(path(f"{name}.zip")), "pandas"),
        f"{name}.xlsx": told(pandas.DataFrame(rows, columns=header), "openpyxl"),
        f"{name}.parquet": told(duckdb.sql(f"from '{path(name)}.parquet'").df(), "duckdb"),
        f"{name}.json": told(pandas.DataFrame(records), "json"),
        f"{name}.jsonl": told(pandas.read_json(path(f"{name}.jsonl"), lines=True, dtype=False), "pandas"),
    }
    if name != "hxl":
        features = json.load(open(path(f"{name}.geojson")))["features"]
        found[f"{name}.geojson"] = told(pandas.DataFrame([one["properties"] for one in features]), "json")
    return found


def quirks():
    """A workbook with a title, merged cells, times, noise and an empty row; invented rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Incidents"
    sheet.append(["Incident log, north"])
    sheet.merge_cells("A1:E1")
    sheet.append([])
    sheet.append(["date", "kind", "place", "killed", "km", "sure"])
    sheet.append([datetime.date(2020, 3, 5), "ied", "Ariha", 2, 35.8142, True])
    sheet.append([datetime.datetime(2020, 3, 5, 14, 30), "shelling", None, 3, 0.1 + 0.2, False])
    sheet.append([None])
    sheet.append([datetime.date(2020, 3, 7), "ied, twice", "Idlib\nnorth", None, 1e15])
    sheet.append([datetime.time(6, 5), "#N/A", "=1/0", 20200102, -0.5])
    sheet.merge_cells("C4:C5")
    book.save(path("quirks.xlsx"))


def codecs():
    """The same three invented rows in every way of packing columns."""
    table = pyarrow.table({
        "date": pyarrow.array([datetime.datetime(2020, 1, day) for day in (2, 3, 4)], pyarrow.timestamp("us")),
        "kind": ["ied", "shelling", None],
        "killed": pyarrow.array([3, None, 4], pyarrow.float64()),
        "lat": pyarrow.array([35.8, 35.9, 36.0], pyarrow.float32()),
        "toll": pyarrow.array([None, 7, 8], pyarrow.decimal128(9, 2)),
        "tags": [["a"], [], ["b", "c"]],
    })
    for codec in ("none", "snappy", "gzip", "zstd", "lz4", "brotli"):
        pyarrow.parquet.write_table(table, path(f"codec-{codec}.parquet"), compression=codec)


def main():
    quirks()
    codecs()
    found = {}
    for name, (source, most, days, deaths) in SETS.items():
        with open(path(source), encoding="utf-8-sig", newline="") as text:
            header, *rows = list(csv.reader(text))
        write(name, header, rows[:most])
        found |= figures(name, days, deaths)
    with open(path("figures.json"), "w") as to:
        json.dump(found, to, indent=1)
        to.write("\n")


main()
