#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "google/protobuf/repeated_ptr_field.h"

// The requests of the five services differ in names only: CreatePartyRequest has party_id and party,
// CreateForumRequest has forum_id and forum. These read such fields by name. Each ends the process when the
// message has no such field: a slip in the contract, which the first test of the method shows.
namespace karvan::agreements {

std::string TextField(const google::protobuf::Message& message, const std::string& field);

// The message in a field, or null when it is not set.
const google::protobuf::Message* MessageField(const google::protobuf::Message& message,
                                              const std::string& field);

// Adds a message to a repeated field.
google::protobuf::Message& AddToField(google::protobuf::Message& message, const std::string& field);

}  // namespace karvan::agreements
