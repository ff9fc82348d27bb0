"""Python code made from the contract pack, as another team makes it."""

import os
import pathlib
import shutil
import subprocess
import zipfile

PACK = pathlib.Path(os.environ["KARVAN_BUILD"]) / "karvan-protos.zip"


def generate(folder):
    """Unpacks the contracts and runs protoc over them; returns the folder of the code."""
    protos, code = pathlib.Path(folder) / "protos", pathlib.Path(folder) / "code"
    code.mkdir()
    with zipfile.ZipFile(PACK) as pack:
        pack.extractall(protos)
    files = sorted(str(p.relative_to(protos)) for p in protos.rglob("*.proto"))
    subprocess.run(
        ["protoc", f"--proto_path={protos}", f"--python_out={code}", f"--grpc_python_out={code}",
         f"--plugin=protoc-gen-grpc_python={shutil.which('grpc_python_plugin')}", *files],
        check=True, cwd=folder, timeout=60)
    return code
