#include "services/agreements/api/request_fields.h"

#include <cstdlib>

#include "google/protobuf/descriptor.h"
#include "services/platform/log/log.h"

namespace karvan::agreements {
namespace {

using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;

const FieldDescriptor* FieldOf(const Message& message, const std::string& field) {
  const FieldDescriptor* found = message.GetDescriptor()->FindFieldByName(field);
  if (found == nullptr) {
    log::Error("no such field", {{"type", message.GetDescriptor()->full_name()}, {"field", field}});
    std::abort();
  }
  return found;
}

}  // namespace

std::string TextField(const Message& message, const std::string& field) {
  return message.GetReflection()->GetString(message, FieldOf(message, field));
}

const Message* MessageField(const Message& message, const std::string& field) {
  const FieldDescriptor* found = FieldOf(message, field);
  if (!message.GetReflection()->HasField(message, found)) return nullptr;
  return &message.GetReflection()->GetMessage(message, found);
}

Message& AddToField(Message& message, const std::string& field) {
  return *message.GetReflection()->AddMessage(&message, FieldOf(message, field));
}

}  // namespace karvan::agreements
