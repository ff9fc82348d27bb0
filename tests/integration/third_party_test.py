"""A client that knows nothing but public protocols: health by service name, and reflection."""

import grpc
import pytest
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from grpc.health.v1 import health_pb2, health_pb2_grpc
from grpc.reflection.v1alpha import reflection_pb2, reflection_pb2_grpc

SERVICES = {
    "statistics": ["karvan.admin.v1.AdminService", "karvan.statistics.v1.DatasetService",
                   "karvan.statistics.v1.ObservationService", "karvan.statistics.v1.PurgeService",
                   "karvan.statistics.v1.ReleaseScheduleService", "karvan.statistics.v1.ReleaseService",
                   "karvan.statistics.v1.UploadService"],
    "agreements": ["karvan.agreements.v1.AgreementService", "karvan.agreements.v1.ClaimService",
                   "karvan.agreements.v1.ForumService", "karvan.agreements.v1.PartyService",
                   "karvan.agreements.v1.TargetService"],
    "indicators": ["karvan.indicators.v1.IndicatorService"],
}
EVERY_SERVER = pytest.mark.parametrize("server", SERVICES)


def health(channel, service):
    return health_pb2_grpc.HealthStub(channel).Check(
        health_pb2.HealthCheckRequest(service=service), timeout=30).status


def reflect(channel, **request):
    """The one answer to one request of the reflection stream."""
    stub = reflection_pb2_grpc.ServerReflectionStub(channel)
    answers = stub.ServerReflectionInfo(
        iter([reflection_pb2.ServerReflectionRequest(**request)]), timeout=30)
    return next(answers)


@EVERY_SERVER
def test_health_by_service_name(suite, server):
    channel = getattr(suite, server).channel
    for service in ["", *SERVICES[server]]:
        assert health(channel, service) == health_pb2.HealthCheckResponse.SERVING, service
    with pytest.raises(grpc.RpcError) as failure:
        health(channel, "karvan.nothing.v1.NoService")
    assert failure.value.code() == grpc.StatusCode.NOT_FOUND


@EVERY_SERVER
def test_reflection_lists_the_services(suite, server):
    answer = reflect(getattr(suite, server).channel, list_services="")
    listed = {s.name for s in answer.list_services_response.service}
    assert set(SERVICES[server]) <= listed
    assert {name for name in listed if name.startswith("karvan.")} == set(SERVICES[server])


class _Reflected:
    """The types of a server, from its reflection alone."""

    def __init__(self, channel):
        self._channel, self._files = channel, {}
        self.pool = descriptor_pool.DescriptorPool()

    def load(self, symbol):
        pending = [reflect(self._channel, file_containing_symbol=symbol)]
        while pending:
            answer = pending.pop()
            assert not answer.HasField("error_response"), answer.error_response
            for content in answer.file_descriptor_response.file_descriptor_proto:
                file = descriptor_pb2.FileDescriptorProto.FromString(content)
                if file.name not in self._files:
                    self._files[file.name] = file
                    pending += [reflect(self._channel, file_by_filename=name)
                                for name in file.dependency if name not in self._files]
        for name in list(self._files):
            self._add(name)
        return self

    def _add(self, name):
        file = self._files.pop(name, None)
        if file is not None:
            for dependency in file.dependency:
                self._add(dependency)
            self.pool.Add(file)

    def call(self, service, method, **fields):
        """A unary call with no generated code."""
        described = self.pool.FindServiceByName(service).FindMethodByName(method)
        factory = message_factory.MessageFactory(self.pool)
        request = factory.GetPrototype(described.input_type)(**fields)
        return self._channel.unary_unary(
            f"/{service}/{method}", request_serializer=lambda m: m.SerializeToString(),
            response_deserializer=factory.GetPrototype(described.output_type).FromString)(request, timeout=30)


@pytest.mark.parametrize("server, service, method, field, count", [
    ("statistics", "karvan.statistics.v1.DatasetService", "ListDatasets", "datasets", 5),
    ("agreements", "karvan.agreements.v1.ClaimService", "ListClaims", "claims", 15),
    ("indicators", "karvan.indicators.v1.IndicatorService", "ListIndicators", "indicators", None),
])
def test_calls_by_reflection_alone(loaded_suite, server, service, method, field, count):
    reflected = _Reflected(getattr(loaded_suite, server).channel).load(service)
    listed = getattr(reflected.call(service, method), field)
    assert len(listed) == count if count else len(listed) > 0


@EVERY_SERVER
def test_every_method_is_there_declares_a_permission_and_lets_the_local_user_in(suite, server):
    reflected = _Reflected(getattr(suite, server).channel)
    for service in SERVICES[server]:
        described = reflected.load(service).pool.FindServiceByName(service)
        proto = descriptor_pb2.ServiceDescriptorProto()
        described.CopyToProto(proto)
        for method in proto.method:
            package = service.split(".")[1]  # "admin" of AdminService, whatever server it is in
            assert f"{package}.".encode() in method.options.SerializeToString(), method.name
            assert code_of_empty_call(getattr(suite, server).channel, service, method) not in (
                grpc.StatusCode.UNIMPLEMENTED, grpc.StatusCode.PERMISSION_DENIED,
                grpc.StatusCode.UNAUTHENTICATED, grpc.StatusCode.INTERNAL, grpc.StatusCode.UNKNOWN), method.name


def code_of_empty_call(channel, service, method):
    """What a call with an empty request comes to."""
    path = f"/{service}/{method.name}"
    try:
        if method.client_streaming:
            channel.stream_unary(path)(iter([]), timeout=30)
        elif method.server_streaming:
            list(channel.unary_stream(path)(b"", timeout=30))
        else:
            channel.unary_unary(path)(b"", timeout=30)
    except grpc.RpcError as error:
        return error.code()
    return grpc.StatusCode.OK


def test_a_method_that_is_not_there(suite):
    call = suite.statistics.channel.unary_unary("/karvan.statistics.v1.DatasetService/NoMethod")
    with pytest.raises(grpc.RpcError) as failure:
        call(b"", timeout=30)
    assert failure.value.code() == grpc.StatusCode.UNIMPLEMENTED
