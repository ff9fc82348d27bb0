"""A server that is killed while it writes, and what must hold when it is back.

Each round starts the server on the folder of the rounds before, checks all that was ever acknowledged,
lets it write, and kills it at a random moment.
"""

import collections
import random
import threading
import time

import grpc
from karvan.agreements.v1 import party_pb2, party_service_pb2
from karvan.statistics.v1 import release_pb2, release_service_pb2
from karvan.type.v1 import text_pb2

import calls
import processes

ROWS = 3000  # cells of a release that is imported under the threat of a kill
SMALL = 100  # cells of a release that was imported in peace
MORE_ROUNDS = 30  # at most, while a call that is to be cut off was not


class Crashing:
    """Rounds on one folder. `start(folder)` starts the server, `end(process)` kills it."""

    CALLS = ()  # calls of which a run cuts off each at least once

    def __init__(self, folder, start, seed, end=processes.Process.kill):
        self._folder, self._start, self._end = folder, start, end
        self._rng = random.Random(seed)
        self._call = ""  # under way
        self.cut = collections.Counter()  # calls that were cut off

    def run(self, rounds):
        """So many rounds, and more while a call of CALLS was never cut off."""
        process = self._start(self._folder)
        self.prepare(process)
        longest = [self._undisturbed(process, *kind) for kind in self.kinds()]
        self._end(process)
        done = 0
        while done < rounds or (done < rounds + MORE_ROUNDS and not self._has_cut_all()):
            process = self._start(self._folder)
            self.check(process, everything=False)
            kind = done % len(longest)
            self._crash(process, *self.kinds()[kind], longest[kind])
            done += 1
        process = self._start(self._folder)
        self.check(process, everything=True)
        process.stop()
        print(f"{done} rounds cut off {dict(self.cut)}")
        assert self._has_cut_all(), f"{done} rounds cut off {dict(self.cut)}, not all of {self.CALLS}"

    def _has_cut_all(self):
        return all(self.cut[call] for call in self.CALLS)

    @staticmethod
    def _undisturbed(process, arrange, write):
        """Seconds that the writing takes."""
        arrange(process)
        begin = time.monotonic()
        write(process)
        return time.monotonic() - begin

    def _crash(self, process, arrange, write, longest):
        arrange(process)
        killer = threading.Timer(self._rng.uniform(0, longest), self._end, [process])
        killer.start()
        try:
            write(process)
        except (grpc.RpcError, ValueError):  # ValueError: the channel was closed under the call
            self.cut[self._call] += 1
        finally:
            killer.join()

    def prepare(self, process):
        """Once, before the first round."""

    def kinds(self):
        """Kinds of rounds, which take turns: (what is done in peace, what is being done at the kill)."""
        return [(lambda process: None, self.write)]

    def write(self, process):
        """What is being done when the server is killed; notes what was acknowledged."""
        raise NotImplementedError

    def check(self, process, everything):
        """That nothing acknowledged was lost and nothing is there by halves; in the last rounds at least."""
        raise NotImplementedError


class Releases(Crashing):
    """Imports and publishes a release, in a dataset of its own; or publishes drafts made in peace.

    An import takes nearly all the time of the two, so that few kills in it would hit the publication.
    """

    CALLS = ("import", "publish")
    DRAFTS = 12  # published one after the other in a round

    def prepare(self, process):
        self.sizes = {}  # cells of the one release of each dataset whose creation was acknowledged
        self.seen = {}  # name of a release: the last acknowledged Release
        self.count = 0
        self.drafts = []  # of this round

    def kinds(self):
        return [(lambda process: None, self.write), (self._make_drafts, self._publish_drafts)]

    def write(self, process):
        statistics = calls.Statistics(process.channel)
        self._publish(statistics, self._imported(statistics, ROWS))

    def _make_drafts(self, process):
        statistics = calls.Statistics(process.channel)
        self.drafts = [self._imported(statistics, SMALL) for _ in range(self.DRAFTS)]

    def _publish_drafts(self, process):
        statistics = calls.Statistics(process.channel)
        for draft in self.drafts:
            self._publish(statistics, draft)

    def _imported(self, statistics, size):
        """The name of a draft of two files in a dataset of its own."""
        self._call, self.count = "create", self.count + 1
        dataset = statistics.create_dataset(f"crashing-{self.count}")
        self.sizes[dataset] = size
        draft = self._acknowledged(statistics.create_release(dataset))
        self._call = "import"
        for first in (0, size // 2):
            content = _rows(self.count, range(first, first + size // 2))
            self._acknowledged(statistics.import_file(draft.name, content).release)
        return draft.name

    def _publish(self, statistics, draft):
        self._call = "publish"
        self._acknowledged(statistics.publish(draft))

    def _acknowledged(self, release):
        self.seen[release.name] = release
        return release

    def check(self, process, everything):
        statistics = calls.Statistics(process.channel)
        for dataset in list(self.sizes)[0 if everything else -self.DRAFTS - 1:]:
            self._check_dataset(statistics, dataset, self.sizes[dataset])

    def _check_dataset(self, statistics, dataset, size):
        releases = {r.name: r for r in statistics.releases.ListReleases(
            release_service_pb2.ListReleasesRequest(parent=dataset)).releases}
        for name, acknowledged in self.seen.items():
            if name.startswith(f"{dataset}/"):
                assert name in releases, f"{name} was acknowledged and is lost"
                _assert_not_behind(releases[name], acknowledged, size)
        cells = statistics.stream(dataset)
        published = [r.name for r in releases.values() if r.state == release_pb2.Release.STATE_PUBLISHED]
        assert len(published) <= len(releases) <= 1
        assert len(cells) == size * len(published), f"{releases}\nshow {len(cells)} cells"
        assert {c.release for c in cells} == set(published)


def _assert_not_behind(release, acknowledged, size):
    """The next step may have happened without an acknowledgement; no step may be undone."""
    if acknowledged.state == release_pb2.Release.STATE_PUBLISHED:
        assert release == acknowledged
    else:
        assert release.observation_count >= acknowledged.observation_count
        assert [f.sha256 for f in release.files][:len(acknowledged.files)] == [
            f.sha256 for f in acknowledged.files]
        assert release.observation_count in (0, size // 2, size)


def _rows(number, products):
    return calls.rows(*(f"TJK,KAZ,X,2023,{number}.{product},{product + 100000}" for product in products),
                      header="reporter,partner,flow,period,value,product")


class Parties(Crashing):
    """Writes and changes parties of the registry, one small write after the other."""

    CALLS = ("create", "update")
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
            self._call = "create"
            created = registry.parties.CreateParty(
                party_service_pb2.CreatePartyRequest(party_id=f"p{self.count}", party=party))
            self.seen[created.name] = created
            created = party_pb2.Party(name=created.name, country="KAZ")
            self._call = "update"
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
