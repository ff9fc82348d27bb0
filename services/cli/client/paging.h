#pragma once

#include <utility>

#include "absl/status/status.h"
#include "services/cli/client/client.h"
#include "services/platform/status/macros.h"

namespace karvan::cli {

// Calls a List method page by page and hands every page to `take`, which answers whether it wants more.
// A failure ends the walk with its error.
//   ForEachPage(client, client.parties(), &PartyService::Stub::ListParties, request,
//               [&](const ListPartiesResponse& page) { ...; return true; });
template <typename Stub, typename Request, typename Response, typename Take>
absl::Status ForEachPage(Client& client, Stub& stub,
                         grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                         Request request, Take take) {
  do {
    KARVAN_ASSIGN_OR_RETURN(Response page, client.Call(stub, method, request));
    request.set_page_token(page.next_page_token());
    if (!take(page)) break;
  } while (!request.page_token().empty());
  return absl::OkStatus();
}

}  // namespace karvan::cli
