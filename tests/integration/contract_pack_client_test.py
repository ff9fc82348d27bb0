"""A client made from the contract pack and nothing else: another team's first hour."""

import os
import subprocess
import sys
import zipfile

import pytest

import contract_pack
import processes

# What the other team writes. The generated google.api and google.rpc stand beside Debian's google package.
CLIENT = """
import sys
import google
import grpc

google.__path__ = [*google.__path__, sys.argv[1] + "/google"]
from google.rpc import error_details_pb2, status_pb2
from karvan.indicators.v1 import indicator_service_pb2, indicator_service_pb2_grpc
from karvan.statistics.v1 import dataset_service_pb2, dataset_service_pb2_grpc

statistics = dataset_service_pb2_grpc.DatasetServiceStub(grpc.insecure_channel(sys.argv[2]))
for dataset in statistics.ListDatasets(dataset_service_pb2.ListDatasetsRequest(), timeout=30).datasets:
    print(dataset.name)
try:
    statistics.GetDataset(dataset_service_pb2.GetDatasetRequest(name="datasets/none"), timeout=30)
except grpc.RpcError as error:
    status = status_pb2.Status.FromString(dict(error.trailing_metadata())["grpc-status-details-bin"])
    info = error_details_pb2.ErrorInfo()
    assert status.details[0].Unpack(info)
    print(info.reason, info.domain, dict(info.metadata))
indicators = indicator_service_pb2_grpc.IndicatorServiceStub(grpc.insecure_channel(sys.argv[3]))
print(indicators.ComputeIndicator(indicator_service_pb2.ComputeIndicatorRequest(
    indicator="turnover", dataset="datasets/tjk-agency", reporter="TJK", partner="KAZ", period="2023"),
    timeout=30).value)
print(indicators.GetBriefing(indicator_service_pb2.GetBriefingRequest(
    country="KAZ", partner="TJK", period="2024-01-01/P7M"), timeout=60).text)
"""


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    return contract_pack.generate(tmp_path_factory.mktemp("pack"))


def test_the_pack_holds_the_licence_and_every_contract():
    with zipfile.ZipFile(contract_pack.PACK) as pack:
        names = set(pack.namelist())
    source = processes.SOURCE / "proto"
    assert {str(p.relative_to(source)) for p in source.rglob("*.proto")} <= names
    assert "LICENSE" in names


def test_a_client_of_the_pack_alone(generated, loaded_suite):
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(generated), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", CLIENT, str(generated), loaded_suite.statistics.address,
         loaded_suite.indicators.address],
        capture_output=True, text=True, env=environment, timeout=120)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[:7] == ["datasets/comtrade-annual", "datasets/comtrade-monthly", "datasets/kaz-bns",
                         "datasets/tjk-agency", "datasets/tjk-customs",
                         "RESOURCE_NOT_FOUND karvan {'resource': 'datasets/none'}", "1148800000"]
    assert "1,148.8" in done.stdout
