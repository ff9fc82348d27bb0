"""The agreements service alone: what every resource of its registry can do, and how it says no."""

import grpc
import pytest
from google.protobuf import field_mask_pb2
from karvan.agreements.v1 import (agreement_pb2, agreement_service_pb2, claim_pb2, claim_service_pb2, forum_pb2,
                                  forum_service_pb2, party_pb2, party_service_pb2, source_pb2, target_pb2,
                                  target_service_pb2)
from karvan.type.v1 import qualifier_pb2, text_pb2

import calls
import processes


@pytest.fixture(scope="module", params=["on disk", "in memory"])
def server(tmp_path_factory, request):
    store = "memory:" if request.param == "in memory" else None
    running = processes.agreements(tmp_path_factory.mktemp("registry"), store=store)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def registry(server):
    return calls.Agreements(server.channel)


def party(text="A company", **fields):
    return party_pb2.Party(names=[text_pb2.LocalizedText(language_code="en", text=text)],
                           **{"kind": party_pb2.Party.KIND_COMPANY, **fields})


def create(registry, party_id, **fields):
    return registry.parties.CreateParty(
        party_service_pb2.CreatePartyRequest(party_id=party_id, party=party(**fields)))


def update(changed, *paths, **fields):
    return party_service_pb2.UpdatePartyRequest(
        party=changed, update_mask=field_mask_pb2.FieldMask(paths=paths), **fields)


def claim(**fields):
    return claim_pb2.Claim(**{
        "indicator": "turnover", "reporter": "TJK", "partner": "KAZ", "period": "2023",
        "figure": qualifier_pb2.QuotedFigure(text="1.1", value="1.1", unit="USD", unit_multiplier=9),
        "source": source_pb2.Source(statement="a-statement"), **fields})


def test_what_is_created_is_got(registry):
    created = create(registry, "created", country="KAZ")
    assert created.name == "parties/created"
    assert created.revision == 1 and created.etag and created.create_time == created.update_time
    assert registry.parties.GetParty(party_service_pb2.GetPartyRequest(name=created.name)) == created


def test_the_server_chooses_an_id(registry):
    first, second = create(registry, ""), create(registry, "")
    assert first.name.startswith("parties/") and second.name.startswith("parties/")
    assert first.name != second.name


def test_an_id_is_taken_once(registry):
    create(registry, "taken")
    failure = calls.fails(create, registry, "taken")
    assert (failure.code, failure.reason, failure.domain) == (
        grpc.StatusCode.ALREADY_EXISTS, "RESOURCE_EXISTS", "karvan")
    assert failure.metadata == {"resource": "parties/taken"}


def test_what_is_not_there(registry):
    failure = calls.fails(registry.parties.GetParty, party_service_pb2.GetPartyRequest(name="parties/nobody"))
    assert (failure.code, failure.reason) == (grpc.StatusCode.NOT_FOUND, "RESOURCE_NOT_FOUND")
    assert failure.metadata == {"resource": "parties/nobody"}


def test_every_wrong_field_is_named(registry):
    request = party_service_pb2.CreatePartyRequest(party_id="Wrong Id", party=party_pb2.Party(country="kaz"))
    failure = calls.fails(registry.parties.CreateParty, request)
    assert (failure.code, failure.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "INVALID_FIELD")
    assert {"party_id", "party.names", "party.kind", "party.country"} <= set(failure.fields)
    assert all(failure.fields.values())


def test_updates_of_an_old_etag_are_refused(registry):
    created = create(registry, "etag")
    created.country = "TJK"
    updated = registry.parties.UpdateParty(update(created, "country"))
    assert (updated.revision, updated.country) == (2, "TJK") and updated.etag != created.etag
    failure = calls.fails(registry.parties.UpdateParty, update(created, "country"))
    assert (failure.code, failure.reason) == (grpc.StatusCode.ABORTED, "ETAG_MISMATCH")
    failure = calls.fails(registry.parties.DeleteParty,
                          party_service_pb2.DeletePartyRequest(name=created.name, etag=created.etag))
    assert (failure.code, failure.reason) == (grpc.StatusCode.ABORTED, "ETAG_MISMATCH")


def test_masks(registry):
    created = create(registry, "masks", country="KAZ",
                     identifiers=[party_pb2.PartyIdentifier(scheme="KZ-BIN", value="1")])
    other = party("Renamed", name=created.name)

    only_names = registry.parties.UpdateParty(update(other, "names"))
    assert (only_names.names[0].text, only_names.country, len(only_names.identifiers)) == ("Renamed", "KAZ", 1)

    what_is_set = registry.parties.UpdateParty(
        update(party_pb2.Party(name=created.name, country="TJK")))
    assert (what_is_set.names[0].text, what_is_set.country) == ("Renamed", "TJK")

    everything = registry.parties.UpdateParty(update(other, "*"))
    assert (everything.country, len(everything.identifiers)) == ("", 0)

    for path in ("no_such_field", "names.text"):
        failure = calls.fails(registry.parties.UpdateParty, update(other, path))
        assert (failure.code, failure.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "INVALID_FIELD"), path


def test_a_repeat_gives_the_first_answer(registry):
    request = party_service_pb2.CreatePartyRequest(party_id="repeated", party=party(), request_id="request-1")
    first = registry.parties.CreateParty(request)
    assert registry.parties.CreateParty(request) == first

    first.country = "KAZ"
    change = update(first, "country", request_id="request-2")
    changed = registry.parties.UpdateParty(change)
    assert registry.parties.UpdateParty(change) == changed and changed.revision == 2
    # The answer of then, though the resource has changed since.
    assert registry.parties.CreateParty(request).revision == 1


def test_a_request_id_is_for_one_payload(registry):
    registry.parties.CreateParty(
        party_service_pb2.CreatePartyRequest(party_id="reuse-a", party=party(), request_id="request-3"))
    failure = calls.fails(registry.parties.CreateParty, party_service_pb2.CreatePartyRequest(
        party_id="reuse-b", party=party(), request_id="request-3"))
    assert (failure.code, failure.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "REQUEST_ID_REUSED")


def test_validate_only_writes_nothing(registry):
    answer = registry.parties.CreateParty(party_service_pb2.CreatePartyRequest(
        party_id="only-checked", party=party(), validate_only=True))
    assert answer.names[0].text == "A company"
    failure = calls.fails(registry.parties.GetParty,
                          party_service_pb2.GetPartyRequest(name="parties/only-checked"))
    assert failure.reason == "RESOURCE_NOT_FOUND"


def test_deleted_is_kept_but_not_listed(registry):
    created = create(registry, "deleted")
    deleted = registry.parties.DeleteParty(party_service_pb2.DeletePartyRequest(name=created.name))
    assert deleted.HasField("delete_time") and deleted.revision == 2
    assert registry.parties.GetParty(party_service_pb2.GetPartyRequest(name=created.name)) == deleted
    assert created.name not in names(registry)
    assert created.name in names(registry, show_deleted=True)
    for call, request in ((registry.parties.UpdateParty, update(party(name=created.name), "names")),
                          (registry.parties.DeleteParty,
                           party_service_pb2.DeletePartyRequest(name=created.name))):
        failure = calls.fails(call, request)
        assert (failure.code, failure.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "RESOURCE_DELETED")
    assert calls.fails(create, registry, "deleted").reason == "RESOURCE_EXISTS"


def names(registry, **fields):
    request = party_service_pb2.ListPartiesRequest(page_size=2, **fields)
    found = []
    while True:
        page = registry.parties.ListParties(request)
        found += [p.name for p in page.parties]
        request.page_token = page.next_page_token
        if not page.next_page_token:
            return found


def test_lists_are_in_order_and_whole(registry):
    for party_id in ("order-c", "order-a", "order-b"):
        create(registry, party_id)
    listed = names(registry)
    assert listed == sorted(set(listed))
    assert [n for n in listed if n.startswith("parties/order-")] == [f"parties/order-{c}" for c in "abc"]


def test_pages_keep_the_snapshot_of_the_first(registry):
    for party_id in ("pages-a", "pages-c"):
        create(registry, party_id)
    first = registry.parties.ListParties(party_service_pb2.ListPartiesRequest(page_size=1))
    create(registry, "a-before-all")
    create(registry, "pages-b")
    seen, token = [p.name for p in first.parties], first.next_page_token
    while token:
        page = registry.parties.ListParties(
            party_service_pb2.ListPartiesRequest(page_size=1, page_token=token))
        assert page.snapshot == first.snapshot
        seen += [p.name for p in page.parties]
        token = page.next_page_token
    assert "parties/pages-b" not in seen and "parties/a-before-all" not in seen
    assert "parties/pages-c" in seen


def test_revisions_are_kept(registry):
    created = create(registry, "revisions", country="KAZ")
    for country in ("TJK", "UZB"):
        registry.parties.UpdateParty(
            update(party_pb2.Party(name=created.name, country=country), "country"))
    request = party_service_pb2.ListPartyRevisionsRequest(name=created.name, page_size=2)
    first = registry.parties.ListPartyRevisions(request)
    request.page_token = first.next_page_token
    second = registry.parties.ListPartyRevisions(request)
    assert [(p.revision, p.country) for p in [*first.parties, *second.parties]] == [
        (3, "UZB"), (2, "TJK"), (1, "KAZ")]
    assert not second.next_page_token
    assert second.parties[0] == created


def test_references_must_exist(registry):
    forum = forum_pb2.Forum(titles=[text_pb2.LocalizedText(language_code="en", text="A forum")],
                            hosts=["parties/nobody-at-all"])
    failure = calls.fails(registry.forums.CreateForum,
                          forum_service_pb2.CreateForumRequest(forum_id="no-host", forum=forum))
    assert (failure.code, failure.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "REFERENCE_NOT_FOUND")
    assert failure.metadata["resource"] == "parties/nobody-at-all"
    assert "hosts" in failure.metadata["field"]


def test_what_is_named_cannot_be_deleted(registry):
    host = create(registry, "host")
    forum = registry.forums.CreateForum(forum_service_pb2.CreateForumRequest(
        forum_id="named", forum=forum_pb2.Forum(
            titles=[text_pb2.LocalizedText(language_code="en", text="A forum")], hosts=[host.name])))
    said = registry.claims.CreateClaim(claim_service_pb2.CreateClaimRequest(
        claim_id="said-of-forum", claim=claim(forum=forum.name)))
    for call, request, referrer in (
            (registry.parties.DeleteParty, party_service_pb2.DeletePartyRequest(name=host.name), forum.name),
            (registry.forums.DeleteForum, forum_service_pb2.DeleteForumRequest(name=forum.name), said.name)):
        failure = calls.fails(call, request)
        assert (failure.code, failure.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "STILL_REFERENCED")
        assert referrer in failure.metadata["referrers"]
    registry.claims.DeleteClaim(claim_service_pb2.DeleteClaimRequest(name=said.name))
    registry.forums.DeleteForum(forum_service_pb2.DeleteForumRequest(name=forum.name))
    registry.parties.DeleteParty(party_service_pb2.DeletePartyRequest(name=host.name))


def test_filters(registry):
    for claim_id, fields in {"filter-a": {}, "filter-b": {"indicator": "growth"},
                             "filter-c": {"reporter": "UZB", "partner": "KAZ"},
                             "filter-d": {"source": source_pb2.Source(statement="filter-statement")}}.items():
        registry.claims.CreateClaim(
            claim_service_pb2.CreateClaimRequest(claim_id=claim_id, claim=claim(**fields)))

    def listed(**fields):
        answer = registry.claims.ListClaims(
            claim_service_pb2.ListClaimsRequest(filter=claim_service_pb2.ClaimFilter(**fields)))
        return [c.name.removeprefix("claims/") for c in answer.claims if "filter-" in c.name]

    assert listed() == ["filter-a", "filter-b", "filter-c", "filter-d"]
    assert listed(indicator="growth") == ["filter-b"]
    assert listed(areas=["TJK", "KAZ"]) == listed(areas=["KAZ", "TJK"]) == ["filter-a", "filter-b", "filter-d"]
    assert listed(areas=["UZB"]) == ["filter-c"]
    assert listed(statement="filter-statement") == ["filter-d"]
    assert listed(statement="filter-statement", indicator="growth") == []


def test_every_kind_of_resource(registry):
    """One of each, created, changed and deleted, with the same life."""
    seller, buyer = create(registry, "seller"), create(registry, "buyer")
    agreement = registry.agreements.CreateAgreement(agreement_service_pb2.CreateAgreementRequest(
        agreement_id="all-kinds", agreement=agreement_pb2.Agreement(
            titles=[text_pb2.LocalizedText(language_code="en", text="A contract")],
            kind=agreement_pb2.Agreement.KIND_CONTRACT, signature_date="2024-08",
            participants=[agreement_pb2.Participant(party=p.name) for p in (seller, buyer)])))
    target = registry.targets.CreateTarget(target_service_pb2.CreateTargetRequest(
        target_id="all-kinds", target=target_pb2.Target(
            indicator="turnover", areas=["KAZ", "TJK"], announced_by=[buyer.name],
            figure=qualifier_pb2.QuotedFigure(value="2", unit="USD", unit_multiplier=9))))
    assert (agreement.revision, target.revision) == (1, 1)
    by_party = registry.agreements.ListAgreements(agreement_service_pb2.ListAgreementsRequest(
        filter=agreement_service_pb2.AgreementFilter(party=seller.name)))
    assert [a.name for a in by_party.agreements] == [agreement.name]
    changed = registry.targets.UpdateTarget(target_service_pb2.UpdateTargetRequest(
        target=target_pb2.Target(name=target.name, deadline="2030"),
        update_mask=field_mask_pb2.FieldMask(paths=["deadline"])))
    assert (changed.deadline, changed.areas, changed.revision) == ("2030", target.areas, 2)
    registry.targets.DeleteTarget(target_service_pb2.DeleteTargetRequest(name=target.name))
    registry.agreements.DeleteAgreement(agreement_service_pb2.DeleteAgreementRequest(name=agreement.name))


def test_everything_survives_a_restart(tmp_path):
    server = processes.agreements(tmp_path)
    registry = calls.Agreements(server.channel)
    request = party_service_pb2.CreatePartyRequest(party_id="kept", party=party(), request_id="kept")
    created = registry.parties.CreateParty(request)
    snapshot = registry.parties.ListParties(party_service_pb2.ListPartiesRequest()).snapshot
    server.stop()

    server = processes.agreements(tmp_path)
    registry = calls.Agreements(server.channel)
    listed = registry.parties.ListParties(party_service_pb2.ListPartiesRequest())
    assert (list(listed.parties), listed.snapshot) == ([created], snapshot)
    assert registry.parties.CreateParty(request) == created
    server.stop()
