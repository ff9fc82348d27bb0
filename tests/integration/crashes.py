"""A server that is killed while calls are open, and what must hold when it is back.

Each round starts the server on the folder of the rounds before, checks all that was ever acknowledged, and makes
bursts of calls of one kind until the kill, at a random moment of the time that the last burst took, cuts calls off.
"""

import collections
import math
import random
import time

import grpc
from karvan.agreements.v1 import party_pb2, party_service_pb2
from karvan.statistics.v1 import (observation_pb2, purge_service_pb2, release_lifecycle_pb2, release_pb2,
                                  release_service_pb2)
from karvan.type.v1 import text_pb2

import calls
import processes

ROWS = 3000  # cells of a release whose import is cut off
SMALL = 100  # cells of a release whose publication, or what follows it, is cut off
BURSTS_A_ROUND = 20  # at most, until the kill falls into one
SPARE_ROUNDS = 10  # of a kind, in which every call may be answered all the same
CUT_OFF = (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.CANCELLED)  # what the client of a dead server is told


class Crashing:
    """Rounds on one folder. `start(folder)` starts the server, `end(process)` kills it."""

    KINDS = {}  # of calls: how many are open at once

    def __init__(self, folder, start, seed, end=processes.Process.kill):
        self._folder, self._start, self._end = folder, start, end
        self._rng = random.Random(seed)
        self._seconds = {}  # kind: of the last burst that was answered
        self.kills, self.misses = collections.Counter(), collections.Counter()  # rounds, by kind
        self.cut = collections.Counter()  # calls, by kind

    def run(self, times):
        """Kills into each kind of call so many times; returns the counts in words."""
        process = self._start(self._folder)
        self.prepare(process)
        self._end(process)
        for kind in self.KINDS:
            while self.kills[kind] < times:
                assert self.misses[kind] < SPARE_ROUNDS + 2 * times, self.counts()
                self._round(kind)
        process = self._start(self._folder)
        self.check(process, everything=True)
        process.stop()
        return self.counts()

    def counts(self):
        return "; ".join(f"{kind}: {self.kills[kind]} kills cut {self.cut[kind]} calls off, {self.misses[kind]} none"
                         for kind in self.KINDS)

    def write(self, process):
        """A burst of each kind, in peace."""
        for kind in self.KINDS:
            self._burst(process, kind)

    def _round(self, kind):
        process = self._start(self._folder)
        self.check(process, everything=False)
        self._burst(process, kind)
        cut = self.cut[kind]
        for _ in range(BURSTS_A_ROUND):
            if not self._burst(process, kind, self._rng.uniform(0, self._seconds[kind])):
                break
        else:
            self._end(process)
        (self.kills if self.cut[kind] > cut else self.misses)[kind] += 1

    def _burst(self, process, kind, kill_after=math.inf):
        """Makes calls, and kills the server unless all are answered before that time; whether it lives."""
        prepared = [self.call(process, kind) for _ in range(self.KINDS[kind])]
        began, opened = time.monotonic(), []
        for begin, acknowledge in prepared:
            opened.append((begin(), acknowledge))
            if time.monotonic() - began > kill_after:
                break
        lives = _all_answered([call for call, _ in opened], began + kill_after)
        if lives:
            self._seconds[kind] = time.monotonic() - began
        else:
            self._end(process)
        for call, acknowledge in opened:
            if call.code() == grpc.StatusCode.OK:  # after a kill: the answer was under way to the client
                acknowledge(call.result())
            else:
                assert not lives and call.code() in CUT_OFF, call
                self.cut[kind] += 1
        return lives

    def prepare(self, process):
        """Once, before the first round."""

    def call(self, process, kind):
        """Does in peace what a call of that kind needs; returns what begins the call, and what notes its answer."""
        raise NotImplementedError

    def check(self, process, everything):
        """That nothing acknowledged was lost and nothing is there by halves; since the last check at least."""
        raise NotImplementedError


def _all_answered(futures, deadline):
    """Waits until then at most."""
    for future in futures:
        try:
            future.exception(timeout=None if deadline == math.inf else max(0, deadline - time.monotonic()))
        except grpc.FutureTimeoutError:
            return False
    return True


class Releases(Crashing):
    """Imports a file into a release, publishes or retracts one, or purges one of its cells; each release in a
    dataset of its own."""

    KINDS = {"import": 2, "publish": 8, "retract": 8, "purge": 4}

    def prepare(self, process):
        self.sizes = {}  # cells of the one release of each dataset
        self.seen = {}  # name of a release: the last acknowledged Release
        self.purges = {}  # dataset: the acknowledged Purge
        self.checked = 0  # datasets

    def call(self, process, kind):
        """An import is that of the second file of a release."""
        statistics = calls.Statistics(process.channel)
        size = ROWS if kind == "import" else SMALL
        dataset = statistics.create_dataset(f"crashing-{len(self.sizes)}")
        self.sizes[dataset] = size
        draft = statistics.create_release(dataset).name
        first, second = (_rows(dataset, range(start, start + size // 2)) for start in (0, size // 2))
        self._acknowledge(statistics.import_file(draft, first).release)
        if kind == "import":
            messages = calls.import_messages(draft, second)
            return (lambda: statistics.releases.begin("ImportObservations", messages),
                    lambda answer: self._acknowledge(answer.release))
        self._acknowledge(statistics.import_file(draft, second).release)
        if kind == "publish":
            request = release_service_pb2.PublishReleaseRequest(name=draft)
            return lambda: statistics.releases.begin("PublishRelease", request), self._acknowledge
        self._acknowledge(statistics.publish(draft))
        if kind == "retract":
            retract = release_lifecycle_pb2.RetractReleaseRequest(name=draft, reason="wrong")
            return lambda: statistics.releases.begin("RetractRelease", retract), self._acknowledge
        purge = purge_service_pb2.PurgeObservationsRequest(
            parent=dataset, reason="leaked", periods=["2023"],
            series=observation_pb2.SeriesKey(reporter="TJK", partner="KAZ", flow="X", product="100007"))
        return (lambda: statistics.purges.begin("PurgeObservations", purge),
                lambda answer: self.purges.update({dataset: answer}))

    def _acknowledge(self, release):
        self.seen[release.name] = release

    def check(self, process, everything):
        statistics = calls.Statistics(process.channel)
        for dataset in list(self.sizes)[0 if everything else self.checked:]:
            self._check_dataset(statistics, dataset, self.sizes[dataset])
        self.checked = len(self.sizes)

    def _check_dataset(self, statistics, dataset, size):
        releases = statistics.releases.ListReleases(
            release_service_pb2.ListReleasesRequest(parent=dataset)).releases
        assert len(releases) == 1, f"{dataset} has {len(releases)} releases"
        release = releases[0]
        _assert_not_behind(release, self.seen[release.name], size)
        published = release.state == release_pb2.Release.STATE_PUBLISHED
        purges = statistics.purges.ListPurges(purge_service_pb2.ListPurgesRequest(parent=dataset)).purges
        if dataset in self.purges:
            assert [p.name for p in purges] == [self.purges[dataset].name]
        cells = statistics.stream(dataset)
        assert len(cells) == (size - len(purges) if published else 0), f"{release}\nshows {len(cells)} cells"
        assert {c.release for c in cells} == ({release.name} if published else set())


def _assert_not_behind(release, acknowledged, size):
    """The next step may have happened without an acknowledgement; no step may be undone."""
    if acknowledged.state in (release_pb2.Release.STATE_PUBLISHED, release_pb2.Release.STATE_RETRACTED):
        retracted = release.state == release_pb2.Release.STATE_RETRACTED
        assert release == acknowledged or (retracted and release.sequence == acknowledged.sequence)
    else:
        assert release.observation_count >= acknowledged.observation_count
        assert [f.sha256 for f in release.files][:len(acknowledged.files)] == [
            f.sha256 for f in acknowledged.files]
        assert release.observation_count in (size // 2, size)


def _rows(dataset, products):
    number = dataset.rsplit("-", 1)[1]
    return calls.rows(*(f"TJK,KAZ,X,2023,{number}.{product},{product + 100000}" for product in products),
                      header="reporter,partner,flow,period,value,product")


class Parties(Crashing):
    """Creates a party of the registry, or changes one."""

    KINDS = {"create": 8, "update": 8}

    def prepare(self, process):
        self.seen = {}  # name: the last acknowledged Party
        self.attempted = set()  # names of creations

    def call(self, process, kind):
        registry = calls.Agreements(process.channel)
        number = len(self.attempted)
        self.attempted.add(f"parties/p{number}")
        request = party_service_pb2.CreatePartyRequest(party_id=f"p{number}", party=party_pb2.Party(
            names=[text_pb2.LocalizedText(language_code="en", text=str(number))],
            kind=party_pb2.Party.KIND_COMPANY))
        if kind == "create":
            return lambda: registry.parties.begin("CreateParty", request), self._acknowledge
        created = registry.parties.CreateParty(request)
        self._acknowledge(created)
        change = party_service_pb2.UpdatePartyRequest(party=party_pb2.Party(name=created.name, country="KAZ"))
        return lambda: registry.parties.begin("UpdateParty", change), self._acknowledge

    def _acknowledge(self, party):
        self.seen[party.name] = party

    def check(self, process, everything):
        """A party and its index rows are written together: what lists by an index finds what lists all."""
        registry = calls.Agreements(process.channel)
        stored = _listed(registry)
        assert set(self.seen) <= set(stored) <= self.attempted
        for name, party in stored.items():
            acknowledged = self.seen.get(name)
            assert party == acknowledged or party.revision == (acknowledged.revision if acknowledged else 0) + 1
            assert party.revision == (2 if party.country else 1)
        assert _listed(registry, kind=party_pb2.Party.KIND_COMPANY) == stored
        assert _listed(registry, country="KAZ") == {n: p for n, p in stored.items() if p.country}
        assert not _listed(registry, kind=party_pb2.Party.KIND_STATE)


def _listed(registry, **filter_fields):
    """{name: Party} of those that match, page by page."""
    request = party_service_pb2.ListPartiesRequest(
        page_size=1000, filter=party_service_pb2.PartyFilter(**filter_fields))
    found = {}
    while True:
        page = registry.parties.ListParties(request)
        found.update({p.name: p for p in page.parties})
        request.page_token = page.next_page_token
        if not page.next_page_token:
            return found
