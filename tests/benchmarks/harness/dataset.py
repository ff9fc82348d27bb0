"""The generated data, kept from run to run: equal options give equal files."""

import pathlib
import subprocess


class Dataset:
    """Figures of `rows` rows, a CSV a month, and the keys to ask for."""

    def __init__(self, generator, folder, rows, outliers=False, vintage=0):
        name = f"rows-{rows}{'-outliers' if outliers else ''}{f'-vintage-{vintage}' if vintage else ''}"
        self.rows = rows
        self.folder = pathlib.Path(folder) / name
        self.keys_file = self.folder / "keys.csv"
        complete = self.folder / "complete"
        if not complete.exists():
            subprocess.run([generator, f"--rows={rows}", f"--folder={self.folder}", f"--vintage={vintage}",
                            f"--outliers={'true' if outliers else 'false'}"], check=True, stdout=subprocess.DEVNULL)
            complete.touch()
        self.months = sorted(self.folder.glob("[0-9]*.csv"))

    def rows_of(self, months):
        """The rows of some of the files."""
        total = 0
        for path in months:
            with open(path, "rb") as file:
                total += sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b"")) - 1
        return total

    def joined(self, path):
        """All months in one file at `path`."""
        with open(path, "wb") as out:
            for number, month in enumerate(self.months):
                header, rest = month.read_bytes().split(b"\n", 1)
                out.write(rest if number else header + b"\n" + rest)
        return path
