"""Fakes of the statistics and the agreements service with canned data, for the indicators service alone.

Each answers as its contract says, as far as a reader needs it; `trouble` makes every call slow or wrong.
"""

import concurrent.futures
import threading
from decimal import Decimal

import grpc
from karvan.agreements.v1 import (agreement_service_pb2, agreement_service_pb2_grpc, claim_service_pb2,
                                  claim_service_pb2_grpc, forum_service_pb2, forum_service_pb2_grpc,
                                  party_service_pb2, party_service_pb2_grpc, target_service_pb2,
                                  target_service_pb2_grpc)
from karvan.statistics.v1 import (dataset_service_pb2, dataset_service_pb2_grpc, observation_service_pb2,
                                  observation_service_pb2_grpc)

from oracle.evidence import months_of

SLOW_SECONDS = 120  # longer than any deadline here; ends at once when the server does


class Server:
    """A fake service on a port of its own."""

    def __init__(self):
        self.trouble = None  # called with the context before every answer
        self.calls = []
        self._ended = threading.Event()
        self._server = grpc.server(concurrent.futures.ThreadPoolExecutor(max_workers=32))
        self.register(self._server)
        self.address = f"127.0.0.1:{self._server.add_insecure_port('127.0.0.1:0')}"
        self._server.start()

    def register(self, server):
        raise NotImplementedError

    def before(self, name, context):
        self.calls.append(name)
        if self.trouble:
            self.trouble(context)

    def slow(self, _):
        self._ended.wait(SLOW_SECONDS)

    def stop(self):
        self._ended.set()
        self._server.stop(grace=0).wait(10)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def answers_with(code, message="a canned failure"):
    return lambda context: context.abort(code, message)


class Statistics(Server):
    """Holds `datasets`, and `observations` by the name of their dataset."""

    def __init__(self, datasets=(), observations=None):
        self.datasets, self.observations = list(datasets), observations or {}
        super().__init__()

    def register(self, server):
        dataset_service_pb2_grpc.add_DatasetServiceServicer_to_server(_Datasets(self), server)
        observation_service_pb2_grpc.add_ObservationServiceServicer_to_server(_Observations(self), server)

    def dataset(self, name, context):
        for dataset in self.datasets:
            if dataset.name == name:
                return dataset
        context.abort(grpc.StatusCode.NOT_FOUND, f"no dataset {name}")


class _Datasets(dataset_service_pb2_grpc.DatasetServiceServicer):
    def __init__(self, fake):
        self._fake = fake

    def GetDataset(self, request, context):
        self._fake.before("GetDataset", context)
        return self._fake.dataset(request.name, context)

    def ListDatasets(self, request, context):
        self._fake.before("ListDatasets", context)
        return dataset_service_pb2.ListDatasetsResponse(datasets=self._fake.datasets)


class _Observations(observation_service_pb2_grpc.ObservationServiceServicer):
    def __init__(self, fake):
        self._fake = fake

    def _matching(self, request, context):
        self._fake.dataset(request.dataset, context)
        wanted = request.filter
        return [o for o in self._fake.observations.get(request.dataset, ())
                if (not wanted.reporters or o.series.reporter in wanted.reporters)
                and (not wanted.partners or o.series.partner in wanted.partners)
                and (not wanted.flows or o.series.flow in wanted.flows)
                and (not wanted.periods or o.period in wanted.periods)]

    def QueryObservations(self, request, context):
        self._fake.before("QueryObservations", context)
        return observation_service_pb2.QueryObservationsResponse(
            observations=self._matching(request, context), snapshot=1)

    def StreamObservations(self, request, context):
        self._fake.before("StreamObservations", context)
        yield observation_service_pb2.StreamObservationsResponse(
            observations=self._matching(request, context), snapshot=1)

    def GetSeries(self, request, context):
        self._fake.before("GetSeries", context)
        self._fake.dataset(request.dataset, context)
        answer = observation_service_pb2.GetSeriesResponse(series=request.series, snapshot=1)
        asked = (request.series.reporter, request.series.partner, request.series.flow)
        for row, o in enumerate(o for o in self._fake.observations.get(request.dataset, ())
                                if (o.series.reporter, o.series.partner, o.series.flow) == asked):
            first, count = months_of(o.period)
            answer.periods.first_months.append(first)
            answer.periods.month_counts.append(count)
            value = Decimal(o.value).scaleb(o.unit_multiplier)
            answer.values.unscaled.append(int(value))
            answer.values.last_digit_places.append(value.as_tuple().exponent)
            answer.notes.add(row=row, qualifier=o.qualifier, statement=o.statement)
        return answer


class Agreements(Server):
    """Holds `resources`: lists of parties, forums, agreements, targets and claims by these words."""

    def __init__(self, **resources):
        self._resources = resources
        super().__init__()

    def register(self, server):
        for word, method, module, stubs, response, get in (
                ("parties", "ListParties", party_service_pb2, party_service_pb2_grpc, "ListPartiesResponse",
                 "GetParty"),
                ("forums", "ListForums", forum_service_pb2, forum_service_pb2_grpc, "ListForumsResponse",
                 "GetForum"),
                ("agreements", "ListAgreements", agreement_service_pb2, agreement_service_pb2_grpc,
                 "ListAgreementsResponse", "GetAgreement"),
                ("targets", "ListTargets", target_service_pb2, target_service_pb2_grpc, "ListTargetsResponse",
                 "GetTarget"),
                ("claims", "ListClaims", claim_service_pb2, claim_service_pb2_grpc, "ListClaimsResponse",
                 "GetClaim")):
            service = get.removeprefix("Get") + "Service"
            base = getattr(stubs, f"{service}Servicer")
            servicer = type(f"Fake{service}", (base,), {
                method: self._lister(word, method, getattr(module, response)),
                get: self._getter(word, get)})()
            getattr(stubs, f"add_{service}Servicer_to_server")(servicer, server)

    def _lister(self, word, method, response):
        def answer(_, request, context):
            self.before(method, context)
            return response(**{word: self._resources.get(word, [])}, snapshot=1)
        return answer

    def _getter(self, word, method):
        def answer(_, request, context):
            self.before(method, context)
            for resource in self._resources.get(word, []):
                if resource.name == request.name:
                    return resource
            return context.abort(grpc.StatusCode.NOT_FOUND, f"no {request.name}")
        return answer
