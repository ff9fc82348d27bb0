"""scripts/check-layering names every violation in a small tree, and nothing else."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

CHECK = Path(__file__).resolve().parents[2] / "scripts" / "check-layering"


def check(sources: dict[str, str]) -> tuple[int, list[str]]:
    """Writes `sources`, path to text, into an empty tree; returns the exit code and lines of the check."""
    with tempfile.TemporaryDirectory(prefix="layering test ") as root:
        for path, text in sources.items():
            file = Path(root) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        done = subprocess.run([sys.executable, str(CHECK), root], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout.splitlines()


def include(name: str) -> str:
    return f'#include "{name}"\n'


class LayeringTest(unittest.TestCase):
    def test_accepts_each_layer_s_own_dependencies(self):
        code, lines = check({
            "services/platform/kv/store.cc": include("services/platform/status/error.h") + "#include <rocksdb/db.h>\n",
            "services/platform/rpc/server.cc": "#include <grpcpp/grpcpp.h>\n",
            "services/agreements/domain/party.cc": include("services/platform/decimal/decimal.h")
                + "#include <string>\n",
            "services/agreements/convert/party.cc": include("karvan/agreements/v1/party.pb.h")
                + include("services/agreements/domain/party.h"),
            "services/agreements/storage/kv_party_repository.cc": include("services/platform/kv/store.h")
                + include("services/agreements/convert/party.h"),
            "services/agreements/api/handlers.cc": include("services/agreements/storage/party_repository.h")
                + include("karvan/agreements/v1/party_service.grpc.pb.h"),
            "services/agreements/api/handlers_test.cc":
                include("services/agreements/storage/kv_party_repository.h"),
            "services/agreements/server/options.cc": include("absl/flags/flag.h"),
            "services/agreements/main.cc": include("services/agreements/server/options.h"),
            "services/indicators/clients/grpc_statistics_client.cc":
                include("karvan/statistics/v1/dataset_service.grpc.pb.h"),
            "services/cli/suite/suite.cc": include("services/agreements/server/agreements_server.h")
                + include("services/cli/render/table.h"),
        })
        self.assertEqual(lines, ["layering: every include keeps to its layer"])
        self.assertEqual(code, 0)

    def test_names_each_violation(self):
        violations = {
            "services/platform/kv/store.cc": "services/agreements/domain/party.h",
            "services/platform/kv/store.h": "karvan/agreements/v1/party.pb.h",
            "services/platform/rpc/server.cc": "rocksdb/db.h",
            "services/agreements/domain/party.cc": "grpcpp/grpcpp.h",
            "services/agreements/domain/forum.cc": "karvan/agreements/v1/forum.pb.h",
            "services/agreements/domain/claim.cc": "services/platform/kv/store.h",
            "services/agreements/domain/target.cc": "services/agreements/api/handlers.h",
            "services/agreements/convert/party.cc": "services/agreements/storage/party_repository.h",
            "services/agreements/storage/a.cc": "services/agreements/api/handlers.h",
            "services/agreements/storage/b.cc": "grpcpp/grpcpp.h",
            "services/agreements/api/a.cc": "services/agreements/storage/kv_party_repository.h",
            "services/agreements/api/b.cc": "services/agreements/server/options.h",
            "services/agreements/api/c.cc": "absl/flags/flag.h",
            "services/agreements/api/d.cc": "karvan/statistics/v1/dataset.pb.h",
            "services/agreements/api/d_test.cc": "services/statistics/domain/dataset.h",
            "services/agreements/main.cc": "services/agreements/storage/kv_party_repository.h",
            "services/indicators/api/a.cc": "services/indicators/clients/grpc_statistics_client.h",
            "services/indicators/server/a.cc": "services/statistics/server/options.h",
            "services/cli/commands/a.cc": "services/statistics/domain/dataset.h",
        }
        code, lines = check({path: "\n" + include(name) for path, name in violations.items()})
        self.assertEqual(len(lines), len(violations), lines)
        for path, name in violations.items():
            named = [line for line in lines if line.startswith(f"{path}:2: ")]
            self.assertEqual(len(named), 1, path)
            self.assertTrue(named[0].endswith(f" may not include {name}"), named[0])
        self.assertEqual(code, 1)

    def test_refuses_a_folder_that_is_no_layer(self):
        code, lines = check({"services/agreements/helpers/a.cc": "#include <string>\n"})
        self.assertEqual(lines, ["services/agreements/helpers/a.cc:1: helpers may not include string"])
        self.assertEqual(code, 1)

    def test_refuses_an_include_without_its_path(self):
        code, lines = check({
            "services/platform/kv/store.cc": include("store.h") + include("xxhash.h"),
            "services/platform/kv/store.h": "",
        })
        self.assertEqual(lines, ["services/platform/kv/store.cc:1: store.h must be included by its path from the root"])
        self.assertEqual(code, 1)

    def test_limits_the_length_of_main(self):
        self.assertEqual(check({"services/agreements/main.cc": "\n" * 59})[0], 0)
        code, lines = check({"services/agreements/main.cc": "\n" * 60})
        self.assertEqual(lines, ["services/agreements/main.cc:60: a main.cc has at most 59 lines"])
        self.assertEqual(code, 1)

    def test_refuses_a_tree_without_sources(self):
        self.assertEqual(check({"services/README.md": ""})[0], 1)


if __name__ == "__main__":
    unittest.main()
