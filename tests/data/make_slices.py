#!/usr/bin/env python3
"""Cuts the Comtrade extracts and the code lists in this folder out of their public sources.

    make_slices.py SOURCES

SOURCES holds one folder a source, named as in `SOURCE.md`. Lines of the extracts are copied byte for byte; the
code lists are made of the columns that Karvan shows. The result is committed: the script is here to show how
each file came about and to repeat it.
"""

import csv
import io
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
PAIR = {"KAZ", "TJK"}
# The World, the neighbours, three large partners farther off, and the residual areas without a code.
LEGACY_OTHERS = {"WLD", "RUS", "CHN", "UZB", "KGZ", "AFG", "TKM", "TUR", "IRN", "DEU", "ITA", ""}

# Areas of the extracts that no ISO code stands for, as UN Comtrade names them.
EXTRA_AREAS = [("490", "Other Asia, nes", ""), ("899", "Areas, nes", ""), ("W00", "World", "Весь мир")]
# The two states in their own and each other's language.
STATE_NAMES = {"KAZ": ("Қазақстан", "Қазоқистон"), "TJK": ("Тәжікстан", "Тоҷикистон")}
HS_CHAPTERS = {"27", "44"}


def copy_lines(source, target, keep):
    """Copies the header and the lines whose fields `keep` likes; no field of the sources spans lines."""
    lines = source.read_bytes().splitlines(keepends=True)
    columns = next(csv.reader([lines[0].decode()]))
    kept = [line for line in lines[1:] if keep(dict(zip(columns, next(csv.reader([line.decode()])))))]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(b"".join([lines[0]] + kept))
    print(f"{target.relative_to(HERE)}: {len(kept)} rows")


def keep_legacy(row):
    """The pair with each other and with LEGACY_OTHERS, all that Tajikistan reported, all with a quantity."""
    reporter, partner = row["Reporter ISO"], row["Partner ISO"]
    return (reporter == "TJK" or row["Qty"] != "" or
            (reporter in PAIR and partner in PAIR | LEGACY_OTHERS) or
            (partner in PAIR and reporter in LEGACY_OTHERS))


def keep_monthly(row):
    """All with Tajikistan, Kazakhstan with Russia in 2021 and 2022, and all re-exports."""
    areas = {row["reporterISO"], row["partnerISO"]}
    return ("TJK" in areas or row["flowCode"] == "RX" or
            (areas == {"KAZ", "RUS"} and row["refYear"] in {"2021", "2022"}))


def read_csv(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def write_csv(path, header, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(sorted(rows))
    print(f"{path.relative_to(HERE)}: {len(rows)} rows")


def make_areas(sources):
    """Names of areas: English and Russian of all, Kazakh and Tajik of the two states."""
    russian = {row["M49 Code"]: row["Country or Area"] for row in read_csv(sources / "codes-country/UNSD-ru.csv")}
    rows = [(code, english, name, "", "") for code, english, name in EXTRA_AREAS]
    for row in read_csv(sources / "codes-country/UNSD-en.csv"):
        code = row["ISO-alpha3 Code"] or row["M49 Code"]
        rows.append((code, row["Country or Area"], russian[row["M49 Code"]], *STATE_NAMES.get(code, ("", ""))))
    write_csv(HERE / "codes/areas.csv", ("code", "en", "ru", "kk", "tg"), rows)


def make_hs(sources):
    """English descriptions of the chapters and of the codes that occur in the monthly extract."""
    monthly = read_csv(HERE / "seed/data/comtrade-monthly/fish-kaz-tjk.csv")
    codes = HS_CHAPTERS | {row["cmdCode"] for row in monthly}
    codes |= {code[:length] for code in codes for length in (2, 4)}
    described = {row["hscode"]: row["description"]
                 for row in read_csv(sources / "codes-harmonized-system/harmonized-system.csv")}
    # Codes of an HS version that the list does not have are described as the extract itself does.
    described = {row["cmdCode"]: row["cmdDesc"] for row in monthly} | described
    rows = [(code, described[code]) for code in codes if code in described]
    write_csv(HERE / "codes/hs.csv", ("code", "description"), [("TOTAL", "All products")] + rows)


def main(sources):
    legacy = sources / "comtrade-legacy-hs27-hs44"
    annual = HERE / "seed/data/comtrade-annual"
    copy_lines(legacy / "oil_kaz_tjk_1988_2017.csv", annual / "hs27-kaz-tjk.csv", keep_legacy)
    copy_lines(legacy / "wood_kaz_tjk_1988_2017.csv", annual / "hs44-kaz-tjk.csv", keep_legacy)
    copy_lines(sources / "comtradeplus-monthly-fish-kaz-tjk/fish_monthly_kaz_tjk_2019_2024.csv",
               HERE / "seed/data/comtrade-monthly/fish-kaz-tjk.csv", keep_monthly)
    make_areas(sources)
    make_hs(sources)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]))
