"""The shim keeps what was synced and nothing else; and a store under it loses nothing that it acknowledged.

usage: unsynced_loss_shim_test.py SHIM STORE_WRITER
"""

import os
import random
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
import power_cut  # noqa: E402

CUTS = int(os.environ.get("KARVAN_POWER_CUTS", "10"))
SEED = 20240821

# What a script run under the shim has at hand.
PRELUDE = """
import os, signal
def write(name, text, sync=True, mode="a"):
    with open(name, mode) as file:
        file.write(text)
        file.flush()
        if sync:
            os.fsync(file.fileno())
def sync_folder(name="."):
    folder = os.open(name, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
"""


class Folder(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="power cut ")
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name, "data")
        self.durable = Path(temporary.name, "durable")
        self.folder.mkdir()
        self.durable.mkdir()

    def environment(self, **options):
        return os.environ | power_cut.environment(SHIM, self.folder, self.durable, **options)


class ShimTest(Folder):
    def cut_after(self, script, **options):
        """Runs a script in the folder until it has killed itself; returns the files that the power cut leaves."""
        script = PRELUDE + script + "\nos.kill(os.getpid(), signal.SIGKILL)\n"
        done = subprocess.run([sys.executable, "-c", script], cwd=self.folder, env=self.environment(**options),
                              check=False)
        self.assertEqual(done.returncode, -9)
        power_cut.restore(self.folder, self.durable)
        return {str(path.relative_to(self.folder)): path.read_text(encoding="utf-8")
                for path in self.folder.rglob("*") if path.is_file()}

    def test_synced_bytes_stay(self):
        self.assertEqual(self.cut_after("write('a', 'one'); sync_folder(); write('a', 'two')"), {"a": "onetwo"})

    def test_unsynced_bytes_go(self):
        self.assertEqual(self.cut_after("write('a', 'one'); sync_folder(); write('a', 'two', sync=False)"),
                         {"a": "one"})

    def test_name_goes_without_a_sync_of_its_folder(self):
        self.assertEqual(self.cut_after("write('a', 'one')"), {})

    def test_name_without_synced_bytes_is_an_empty_file(self):
        self.assertEqual(self.cut_after("write('a', 'one', sync=False); sync_folder()"), {"a": ""})

    def test_rename_goes_without_a_sync_of_its_folder(self):
        script = "write('a', 'old'); write('b', 'new'); sync_folder(); os.rename('b', 'a')"
        self.assertEqual(self.cut_after(script), {"a": "old", "b": "new"})

    def test_synced_rename_stays(self):
        script = "write('a', 'old'); write('b', 'new'); sync_folder(); os.rename('b', 'a'); sync_folder()"
        self.assertEqual(self.cut_after(script), {"a": "new"})

    def test_removed_name_is_back_without_a_sync_of_its_folder(self):
        self.assertEqual(self.cut_after("write('a', 'one'); sync_folder(); os.remove('a')"), {"a": "one"})
        self.assertEqual(self.cut_after("os.remove('a'); sync_folder()"), {})

    def test_new_file_is_not_taken_for_a_removed_one(self):
        script = "write('a', 'one'); sync_folder(); os.remove('a'); write('b', 'new bytes')"
        self.assertEqual(self.cut_after(script), {"a": "one"})

    def test_shorter_file_is_copied_whole(self):
        script = "write('a', 'long text'); sync_folder(); write('a', 'short', mode='w')"
        self.assertEqual(self.cut_after(script), {"a": "short"})

    def test_folders(self):
        script = "os.mkdir('kept'); os.mkdir('lost'); write('lost/a', 'x'); sync_folder('lost')"
        self.assertEqual(self.cut_after(script), {})
        script = "os.mkdir('kept'); write('kept/a', 'x'); sync_folder('kept'); write('kept/b', 'x'); sync_folder()"
        self.assertEqual(self.cut_after(script), {"kept/a": "x"})

    def test_what_was_there_at_the_start_is_durable(self):
        (self.folder / "kept").mkdir()
        (self.folder / "kept" / "a").write_text("before", encoding="utf-8")
        self.assertEqual(self.cut_after("write('kept/a', ' and after', sync=False)"), {"kept/a": "before"})

    def test_ignored_syncs_keep_nothing(self):
        self.assertEqual(self.cut_after("write('a', 'one'); sync_folder()", ignore_syncs=True), {})

    def test_other_folders_are_synced_by_the_system(self):
        with tempfile.NamedTemporaryFile() as other:
            self.assertEqual(self.cut_after(f"write({other.name!r}, 'x')"), {})


class StoreTest(Folder):
    def write_and_cut(self, seconds, **options):
        """Lets the store be written for some time; returns the numbers that were acknowledged."""
        process = subprocess.Popen([WRITER, "write", self.folder], env=self.environment(**options),
                                   stdout=subprocess.PIPE, text=True)
        first = process.stdout.readline()  # so that each cut is at work, not at the start
        time.sleep(seconds)
        process.kill()
        acknowledged = first + process.communicate()[0]
        power_cut.restore(self.folder, self.durable)
        return [int(line) for line in acknowledged.splitlines()]

    def read(self):
        done = subprocess.run([WRITER, "read", self.folder], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.splitlines()

    def test_acknowledged_writes_outlive_power_cuts(self):
        rng = random.Random(SEED)
        last = 0
        for _ in range(CUTS):
            acknowledged = self.write_and_cut(rng.uniform(0, 0.5))
            self.assertTrue(acknowledged, "the store wrote nothing")
            last = acknowledged[-1]
            found = self.read()
            self.assertEqual(found[:last], [str(number) for number in range(1, last + 1)])
        self.assertGreater(last, 20, "no bulk load was reached")

    def test_ignored_syncs_lose_acknowledged_writes(self):
        self.write_and_cut(0)
        before = self.read()
        acknowledged = self.write_and_cut(0.2, ignore_syncs=True)
        self.assertGreater(acknowledged[-1], len(before))
        self.assertEqual(self.read(), before)


if __name__ == "__main__":
    SHIM, WRITER = (os.path.abspath(path) for path in sys.argv[1:3])
    unittest.main(argv=sys.argv[:1])
