#pragma once

#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"
#include "services/agreements/domain/resource.h"

namespace karvan::agreements {

// The message of karvan.agreements.v1 for a content: MessageOf<Party> is v1::Party. Each content's header
// here declares its own, with
//   Content FromProto(const Message&, const Field&)   rejects what cannot be read
//   Message ToProto(const Content&)                   without the output-only fields
template <typename Content>
struct MessageFor;
template <typename Content>
using MessageOf = typename MessageFor<Content>::Type;

google::protobuf::Timestamp TimestampOf(absl::Time time);

// The whole message: name, content, and what the registry records.
template <typename Content>
MessageOf<Content> ToProto(const Resource<Content>& resource) {
  MessageOf<Content> message = ToProto(resource.content);
  message.set_name(resource.name().ToString());
  *message.mutable_create_time() = TimestampOf(resource.lifecycle.create_time);
  *message.mutable_update_time() = TimestampOf(resource.lifecycle.update_time);
  if (resource.lifecycle.delete_time.has_value()) {
    *message.mutable_delete_time() = TimestampOf(*resource.lifecycle.delete_time);
  }
  message.set_revision(resource.lifecycle.revision);
  message.set_etag(resource.lifecycle.etag);
  return message;
}

}  // namespace karvan::agreements
