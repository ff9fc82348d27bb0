"""Loads a seed folder by calls of the contracts alone: what `karvan load` does, in a few lines."""

import json
import pathlib

from google.protobuf import json_format
from karvan.agreements.v1 import (agreement_service_pb2, claim_service_pb2, forum_service_pb2,
                                  party_service_pb2, target_service_pb2)
from karvan.statistics.v1 import dataset_pb2, dataset_service_pb2, release_pb2, release_service_pb2

import calls

# In the order in which one names another: file, the stub's name, the method, its request, its field.
_RESOURCES = [
    ("parties", "CreateParty", party_service_pb2.CreatePartyRequest, "party"),
    ("forums", "CreateForum", forum_service_pb2.CreateForumRequest, "forum"),
    ("targets", "CreateTarget", target_service_pb2.CreateTargetRequest, "target"),
    ("agreements", "CreateAgreement", agreement_service_pb2.CreateAgreementRequest, "agreement"),
    ("claims", "CreateClaim", claim_service_pb2.CreateClaimRequest, "claim"),
]


def load(folder, statistics_channel, agreements_channel):
    """Loads `folder` into empty servers."""
    folder = pathlib.Path(folder)
    load_statistics(folder, calls.Statistics(statistics_channel))
    load_agreements(folder, calls.Agreements(agreements_channel))


def load_statistics(folder, statistics):
    manifest = json.loads((folder / "manifest.json").read_text())
    for dataset in manifest["datasets"]:
        statistics.datasets.CreateDataset(dataset_service_pb2.CreateDatasetRequest(
            dataset_id=dataset["name"].split("/")[1],
            dataset=json_format.ParseDict(dataset, dataset_pb2.Dataset())))
    for entry in manifest["releases"]:
        release = statistics.releases.CreateRelease(release_service_pb2.CreateReleaseRequest(
            parent=entry["dataset"], release=json_format.ParseDict(entry["release"], release_pb2.Release())))
        for file in entry["files"]:
            answer = statistics.import_file(release.name, (folder / file["path"]).read_bytes(), file["path"],
                                            release_pb2.FileFormat.Value(file["format"]))
            assert not answer.problems, answer.problems
        statistics.publish(release.name)


def load_agreements(folder, agreements):
    for kind, method, request, field in _RESOURCES:
        for resource in json.loads((folder / f"{kind}.json").read_text()):
            message = json_format.ParseDict({field: resource}, request())
            setattr(message, f"{field}_id", resource["name"].split("/")[1])
            getattr(getattr(agreements, kind), method)(message)
