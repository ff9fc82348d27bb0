#pragma once

#include "karvan/agreements/v1/forum_service.grpc.pb.h"
#include "services/agreements/api/crud_calls.h"
#include "services/agreements/convert/forum.h"

namespace karvan::agreements {

// karvan.agreements.v1.ForumService.
class ForumService final : public v1::ForumService::CallbackService {
 public:
  using Contract = v1::ForumService;
  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  ForumService(rpc::ServiceRuntime& runtime, ResourceRepository& records, IdGenerator& ids)
      : calls_(runtime, records, ids) {}

  Reactor* CreateForum(Context* context, const v1::CreateForumRequest* request,
                       v1::Forum* response) override {
    return calls_.Create(context, request, response);
  }
  Reactor* GetForum(Context* context, const v1::GetForumRequest* request, v1::Forum* response) override {
    return calls_.Get(context, request, response);
  }
  Reactor* ListForums(Context* context, const v1::ListForumsRequest* request,
                      v1::ListForumsResponse* response) override {
    return calls_.List(context, request, response);
  }
  Reactor* UpdateForum(Context* context, const v1::UpdateForumRequest* request,
                       v1::Forum* response) override {
    return calls_.Update(context, request, response);
  }
  Reactor* DeleteForum(Context* context, const v1::DeleteForumRequest* request,
                       v1::Forum* response) override {
    return calls_.Delete(context, request, response);
  }
  Reactor* ListForumRevisions(Context* context, const v1::ListForumRevisionsRequest* request,
                              v1::ListForumRevisionsResponse* response) override {
    return calls_.ListRevisions(context, request, response);
  }

 private:
  CrudCalls<Forum> calls_;
};

}  // namespace karvan::agreements
