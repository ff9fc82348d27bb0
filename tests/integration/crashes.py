"""A server that is killed while it writes, and what must hold when it is back.

Each round starts the server on the folder of the rounds before, checks all that was ever acknowledged,
lets it write, and kills it at a random moment.
"""

import random
import threading
import time

import grpc
from karvan.agreements.v1 import party_pb2, party_service_pb2
from karvan.statistics.v1 import release_pb2, release_service_pb2
from karvan.type.v1 import text_pb2

import calls
import processes

ROWS = 3000  # cells of a release


class Crashing:
    """Rounds on one folder. `start(folder)` starts the server, `end(process)` kills it."""

    def __init__(self, folder, start, seed, end=processes.Process.kill):
        self._folder, self._start, self._end = folder, start, end
        self._rng = random.Random(seed)
        self.longest = 0.0  # seconds that an undisturbed round of writing took
        self.interrupted = 0  # rounds in which a call was cut off

    def run(self, rounds):
        process = self._start(self._folder)
        self.prepare(process)
        begin = time.monotonic()
        self.write(process)
        self.longest = time.monotonic() - begin
        self._end(process)
        for _ in range(rounds):
            process = self._start(self._folder)
            self.check(process, everything=False)
            self._crash(process)
        process = self._start(self._folder)
        self.check(process, everything=True)
        process.stop()

    def _crash(self, process):
        killer = threading.Timer(self._rng.uniform(0, self.longest), self._end, [process])
        killer.start()
        try:
            self.write(process)
        except (grpc.RpcError, ValueError):  # ValueError: the channel was closed under the call
            self.interrupted += 1
        finally:
            killer.join()

    def prepare(self, process):
        """Once, before the first round."""

    def write(self, process):
        """What is being done when the server is killed; notes what was acknowledged."""
        raise NotImplementedError

    def check(self, process, everything):
        """That nothing acknowledged was lost and nothing is there by halves; in the last rounds at least."""
        raise NotImplementedError


class Releases(Crashing):
    """Imports and publishes one release a round, each in a dataset of its own."""

    def prepare(self, process):
        self.datasets = []  # names of those whose creation was acknowledged
        self.seen = {}  # name of a release: the last acknowledged Release
        self.count = 0

    def write(self, process):
        statistics = calls.Statistics(process.channel)
        self.count += 1
        dataset = statistics.create_dataset(f"crashing-{self.count}")
        self.datasets.append(dataset)
        draft = self._acknowledged(statistics.create_release(dataset))
        half = ROWS // 2
        for first in (0, half):
            content = _rows(self.count, range(first, first + half))
            self._acknowledged(statistics.import_file(draft.name, content).release)
        self._acknowledged(statistics.publish(draft.name))

    def _acknowledged(self, release):
        self.seen[release.name] = release
        return release

    def check(self, process, everything):
        statistics = calls.Statistics(process.channel)
        for dataset in self.datasets if everything else self.datasets[-3:]:
            self._check_dataset(statistics, dataset)

    def _check_dataset(self, statistics, dataset):
        releases = {r.name: r for r in statistics.releases.ListReleases(
            release_service_pb2.ListReleasesRequest(parent=dataset)).releases}
        for name, acknowledged in self.seen.items():
            if name.startswith(f"{dataset}/"):
                assert name in releases, f"{name} was acknowledged and is lost"
                _assert_not_behind(releases[name], acknowledged)
        cells = statistics.stream(dataset)
        published = [r.name for r in releases.values() if r.state == release_pb2.Release.STATE_PUBLISHED]
        assert len(published) <= len(releases) <= 1
        assert len(cells) == ROWS * len(published), f"{releases}\nshow {len(cells)} cells"
        assert {c.release for c in cells} == set(published)


def _assert_not_behind(release, acknowledged):
    """The next step may have happened without an acknowledgement; no step may be undone."""
    if acknowledged.state == release_pb2.Release.STATE_PUBLISHED:
        assert release == acknowledged
    else:
        assert release.observation_count >= acknowledged.observation_count
        assert [f.sha256 for f in release.files][:len(acknowledged.files)] == [
            f.sha256 for f in acknowledged.files]
        assert release.observation_count in (0, ROWS // 2, ROWS)


def _rows(number, products):
    return calls.rows(*(f"TJK,KAZ,X,2023,{number}.{product},{product + 100000}" for product in products),
                      header="reporter,partner,flow,period,value,product")


class Parties(Crashing):
    """Writes and changes parties of the registry, one small write after the other."""

    WRITES = 150

    def prepare(self, process):
        self.seen = {}  # name: the last acknowledged Party
        self.attempted = set()  # names of creations
        self.count = 0

    def write(self, process):
        registry = calls.Agreements(process.channel)
        for _ in range(self.WRITES):
            self.count += 1
            party = party_pb2.Party(names=[text_pb2.LocalizedText(language_code="en", text=str(self.count))],
                                    kind=party_pb2.Party.KIND_COMPANY)
            self.attempted.add(f"parties/p{self.count}")
            created = registry.parties.CreateParty(
                party_service_pb2.CreatePartyRequest(party_id=f"p{self.count}", party=party))
            self.seen[created.name] = created
            created = party_pb2.Party(name=created.name, country="KAZ")
            self.seen[created.name] = registry.parties.UpdateParty(
                party_service_pb2.UpdatePartyRequest(party=created))

    def check(self, process, everything):
        registry = calls.Agreements(process.channel)
        request, stored = party_service_pb2.ListPartiesRequest(page_size=1000), {}
        while True:
            page = registry.parties.ListParties(request)
            stored.update({p.name: p for p in page.parties})
            request.page_token = page.next_page_token
            if not page.next_page_token:
                break
        assert set(self.seen) <= set(stored) <= self.attempted
        for name, party in stored.items():
            acknowledged = self.seen.get(name)
            assert party == acknowledged or party.revision == (acknowledged.revision if acknowledged else 0) + 1
            assert party.revision == (2 if party.country else 1)
