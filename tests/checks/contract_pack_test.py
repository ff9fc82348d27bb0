"""The contract pack is complete: the archive alone compiles, and every file says its name in each language.

usage: contract_pack_test.py BUILD_FOLDER
"""

import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

from google.protobuf import descriptor_pb2

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(sys.argv.pop(1)) if len(sys.argv) > 1 else ROOT / "build" / "dev"


class ContractPackTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="contract pack "))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        with zipfile.ZipFile(BUILD / "karvan-protos.zip") as archive:
            archive.extractall(cls.folder / "protos")
            cls.names = sorted(archive.namelist())
        cls.protos = [name for name in cls.names if name.endswith(".proto")]
        cls.files = descriptor_pb2.FileDescriptorSet.FromString((BUILD / "karvan-protos.binpb").read_bytes()).file

    def test_archive_holds_every_contract_and_the_licence(self):
        contracts = [path.relative_to(ROOT / "proto").as_posix() for path in (ROOT / "proto").rglob("*.proto")]
        self.assertEqual(sorted(contracts), [name for name in self.protos if name.startswith("karvan/")])
        self.assertEqual(["LICENSE"], [name for name in self.names if name not in self.protos])
        self.assertEqual((ROOT / "LICENSE").read_bytes(), (self.folder / "protos" / "LICENSE").read_bytes())

    def test_descriptors_hold_the_same_files_and_all_imports(self):
        described = {file.name for file in self.files}
        packed = {name for name in described if not name.startswith("google/protobuf/")}
        self.assertEqual(set(self.protos), packed)
        for file in self.files:
            self.assertLessEqual(set(file.dependency), described, file.name)

    def test_archive_holds_what_errors_carry(self):
        details = next(file for file in self.files if file.name == "google/rpc/error_details.proto")
        described = {message.name: {field.name: field.number for field in message.field}
                     for message in details.message_type}
        self.assertEqual({"reason": 1, "domain": 2, "metadata": 3}, described["ErrorInfo"])
        self.assertEqual({"field_violations": 1}, described["BadRequest"])
        self.assertIn(details.name, self.protos)

    def test_archive_alone_compiles_for_python_java_and_csharp(self):
        for language, options in (("python", []), ("java", []), ("csharp", ["--csharp_opt=base_namespace="])):
            out = self.folder / language
            out.mkdir()
            subprocess.run(
                ["protoc", f"--proto_path={self.folder / 'protos'}", f"--{language}_out={out}", *options, *self.protos],
                check=True)
        self.assertTrue((self.folder / "python" / "karvan" / "type" / "v1" / "money_pb2.py").is_file())
        self.assertTrue((self.folder / "java" / "io" / "karvan" / "type" / "v1" / "Money.java").is_file())
        self.assertTrue((self.folder / "csharp" / "Karvan" / "Type" / "V1" / "Money.cs").is_file())

    def test_archive_gives_python_stubs(self):
        out = self.folder / "stubs"
        out.mkdir()
        services = [file.name for file in self.files if file.service]
        self.assertTrue(services)
        subprocess.run(
            ["protoc", f"--proto_path={self.folder / 'protos'}", f"--grpc_out={out}",
             f"--plugin=protoc-gen-grpc={shutil.which('grpc_python_plugin')}", *services],
            check=True)
        for name in services:
            self.assertTrue((out / name.replace(".proto", "_pb2_grpc.py")).is_file(), name)

    def test_every_file_says_its_name_in_each_language(self):
        for file in self.files:
            if not file.name.startswith("karvan/"):
                continue
            with self.subTest(file.name):
                area, version = re.fullmatch(r"karvan\.(\w+)\.(v\d+)", file.package).groups()
                options = file.options
                self.assertEqual(options.java_package, f"io.{file.package}")
                self.assertTrue(options.java_multiple_files)
                self.assertEqual(options.csharp_namespace, f"Karvan.{area.capitalize()}.{version.capitalize()}")
                self.assertEqual(options.go_package, f"karvan/gen/karvan/{area}/{version};{area}{version}")

    def test_descriptors_carry_the_comments(self):
        for file in self.files:
            if file.service:
                comments = [location.leading_comments for location in file.source_code_info.location]
                self.assertTrue(any(comments), file.name)


if __name__ == "__main__":
    unittest.main()
