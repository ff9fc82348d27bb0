#pragma once

#include <memory>

#include "google/protobuf/message.h"

namespace karvan::cli {

// A copy without the fields that its proto marks OUTPUT_ONLY: what a client sets.
std::unique_ptr<google::protobuf::Message> WithoutOutputOnly(const google::protobuf::Message& message);

// True when two messages of one type are equal in all that a client sets.
bool SameInput(const google::protobuf::Message& a, const google::protobuf::Message& b);

}  // namespace karvan::cli
