"""How the tests call the servers: stubs by service, a deadline on every call, errors taken apart."""

import dataclasses

import grpc
from google.protobuf import timestamp_pb2
from google.rpc import error_details_pb2, status_pb2
from karvan.agreements.v1 import (agreement_service_pb2_grpc, claim_service_pb2_grpc, forum_service_pb2_grpc,
                                  party_service_pb2_grpc, target_service_pb2_grpc)
from karvan.indicators.v1 import indicator_service_pb2_grpc
from karvan.statistics.v1 import (dataset_pb2, dataset_service_pb2, dataset_service_pb2_grpc,
                                  observation_service_pb2, observation_service_pb2_grpc,
                                  purge_service_pb2_grpc, release_pb2, release_schedule_service_pb2_grpc,
                                  release_service_pb2, release_service_pb2_grpc, upload_pb2,
                                  upload_service_pb2, upload_service_pb2_grpc)

DEADLINE = 60  # seconds; sanitizer builds on a busy machine


@dataclasses.dataclass
class Failure:
    """What an error of a call said."""
    code: grpc.StatusCode
    message: str
    reason: str = ""
    domain: str = ""
    metadata: dict = dataclasses.field(default_factory=dict)
    fields: dict = dataclasses.field(default_factory=dict)  # BadRequest: field -> description


def failure_of(error):
    """The Failure of a grpc.RpcError, from its grpc-status-details-bin."""
    failure = Failure(error.code(), error.details())
    details = dict(error.trailing_metadata() or ()).get("grpc-status-details-bin")
    if details is None:
        return failure
    status = status_pb2.Status.FromString(details)
    assert (status.code, status.message) == (failure.code.value[0], failure.message)
    for detail in status.details:
        info, bad_request = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest()
        if detail.Unpack(info):
            failure.reason, failure.domain, failure.metadata = info.reason, info.domain, dict(info.metadata)
        elif detail.Unpack(bad_request):
            failure.fields.update({v.field: v.description for v in bad_request.field_violations})
    return failure


def fails(call, *arguments, **keywords):
    """Makes a call that must fail, and returns its Failure."""
    try:
        answer = call(*arguments, **keywords)
        if hasattr(answer, "__next__"):
            answer = list(answer)
    except grpc.RpcError as error:
        return failure_of(error)
    raise AssertionError(f"the call succeeded:\n{answer}")


class _Deadlined:
    """A stub whose calls have a deadline."""

    def __init__(self, stub):
        self._stub = stub

    def __getattr__(self, name):
        method = getattr(self._stub, name)
        return lambda *arguments, timeout=DEADLINE, **keywords: method(*arguments, timeout=timeout, **keywords)

    def begin(self, name, request):
        """Begins a call with one answer, and returns its grpc.Future."""
        return getattr(self._stub, name).future(request, timeout=DEADLINE)


class Agreements:
    """The stubs of the agreements service."""

    def __init__(self, channel):
        self.parties = _Deadlined(party_service_pb2_grpc.PartyServiceStub(channel))
        self.forums = _Deadlined(forum_service_pb2_grpc.ForumServiceStub(channel))
        self.agreements = _Deadlined(agreement_service_pb2_grpc.AgreementServiceStub(channel))
        self.targets = _Deadlined(target_service_pb2_grpc.TargetServiceStub(channel))
        self.claims = _Deadlined(claim_service_pb2_grpc.ClaimServiceStub(channel))


def indicators(channel):
    """The stub of the indicators service."""
    return _Deadlined(indicator_service_pb2_grpc.IndicatorServiceStub(channel))


class Statistics:
    """The stubs of the statistics service, and what nearly every test does with them."""

    def __init__(self, channel):
        self.datasets = _Deadlined(dataset_service_pb2_grpc.DatasetServiceStub(channel))
        self.releases = _Deadlined(release_service_pb2_grpc.ReleaseServiceStub(channel))
        self.uploads = _Deadlined(upload_service_pb2_grpc.UploadServiceStub(channel))
        self.schedule = _Deadlined(release_schedule_service_pb2_grpc.ReleaseScheduleServiceStub(channel))
        self.observations = _Deadlined(observation_service_pb2_grpc.ObservationServiceStub(channel))
        self.purges = _Deadlined(purge_service_pb2_grpc.PurgeServiceStub(channel))

    def create_dataset(self, dataset_id, **fields):
        """A dataset of merchandise trade in dollars, unless `fields` say otherwise; returns its name."""
        fields = {"display_name": f"Dataset {dataset_id}", "provider": "An office",
                  "kind": dataset_pb2.Dataset.KIND_MERCHANDISE_TRADE, "currency_code": "USD", **fields}
        return self.datasets.CreateDataset(dataset_service_pb2.CreateDatasetRequest(
            dataset_id=dataset_id, dataset=dataset_pb2.Dataset(**fields))).name

    def create_release(self, dataset, published_at=None, **fields):
        release = release_pb2.Release(**fields)
        if published_at:
            release.published_at.FromJsonString(published_at)
        return self.releases.CreateRelease(
            release_service_pb2.CreateReleaseRequest(parent=dataset, release=release))

    def import_file(self, release, content, file_name="", file_format=0, piece=1 << 16):
        """Imports bytes into a draft and returns the response."""
        return self.releases.ImportObservations(
            import_messages(release, content, file_name, file_format, piece))

    def create_upload(self, release, **fields):
        return self.uploads.CreateUpload(
            upload_service_pb2.CreateUploadRequest(parent=release, upload=upload_pb2.Upload(**fields)))

    def get_upload(self, name):
        return self.uploads.GetUpload(upload_service_pb2.GetUploadRequest(name=name))

    def write_upload(self, name, offset, content):
        """Adds bytes to an upload and returns it."""
        return self.uploads.WriteUpload(upload_messages(name, offset, content))

    def finish_upload(self, name):
        return self.uploads.FinishUpload(upload_service_pb2.FinishUploadRequest(name=name))

    def publish(self, release, **fields):
        return self.releases.PublishRelease(
            release_service_pb2.PublishReleaseRequest(name=release, **fields))

    def release(self, dataset, content, published_at=None, **fields):
        """Creates a release, imports one file without problems and publishes it."""
        draft = self.create_release(dataset, published_at, **fields)
        imported = self.import_file(draft.name, content)
        assert not imported.problems, imported.problems
        return self.publish(draft.name)

    def query(self, dataset, page_size=1000, as_of=None, **filter_fields):
        """All cells that match, page by page."""
        request = observation_service_pb2.QueryObservationsRequest(
            dataset=dataset, page_size=page_size, as_of=as_of,
            filter=observation_service_pb2.ObservationFilter(**filter_fields))
        cells = []
        while True:
            page = self.observations.QueryObservations(request)
            assert len(page.observations) <= page_size
            cells += page.observations
            request.page_token = page.next_page_token
            if not page.next_page_token:
                return cells

    def stream(self, dataset, as_of=None, **filter_fields):
        """All cells that match, as one stream."""
        request = observation_service_pb2.StreamObservationsRequest(
            dataset=dataset, as_of=as_of,
            filter=observation_service_pb2.ObservationFilter(**filter_fields))
        cells, snapshots = [], set()
        for message in self.observations.StreamObservations(request):
            cells += message.observations
            snapshots.add(message.snapshot)
        assert len(snapshots) <= 1
        return cells


def import_messages(release, content, file_name="", file_format=0, piece=1 << 16):
    """The messages of ImportObservations."""
    header = release_service_pb2.ImportHeader(release=release, file_name=file_name, format=file_format)
    yield release_service_pb2.ImportObservationsRequest(header=header)
    for start in range(0, len(content), piece):
        yield release_service_pb2.ImportObservationsRequest(content=content[start:start + piece])


def upload_messages(name, offset, content, piece=1 << 16):
    """The messages of WriteUpload."""
    header = upload_service_pb2.WriteUploadHeader(name=name, offset_bytes=offset)
    yield upload_service_pb2.WriteUploadRequest(header=header)
    for start in range(0, len(content), piece):
        yield upload_service_pb2.WriteUploadRequest(content=content[start:start + piece])


def rows(*lines, header="reporter,partner,flow,period,value,unit_multiplier,statement"):
    """A Karvan CSV of the given lines."""
    return "".join(line + "\n" for line in (header, *lines)).encode()


def as_of(known_at=None, snapshot=None):
    moment = observation_service_pb2.AsOf()
    if known_at is not None:
        moment.known_at.CopyFrom(known_at)
    if snapshot is not None:
        moment.snapshot = snapshot
    return moment


def timestamp(text):
    value = timestamp_pb2.Timestamp()
    value.FromJsonString(text)
    return value
