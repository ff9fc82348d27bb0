#include "services/agreements/api/update_mask.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/api/field_behavior.pb.h"
#include "services/agreements/domain/field.h"
#include "services/platform/status/error.h"

namespace karvan::agreements {
namespace {

using ::google::protobuf::Descriptor;
using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::FieldMask;
using ::google::protobuf::Message;

bool CanChange(const FieldDescriptor& field) {
  const auto& options = field.options();
  for (int i = 0; i < options.ExtensionSize(google::api::field_behavior); ++i) {
    const google::api::FieldBehavior behavior = options.GetExtension(google::api::field_behavior, i);
    if (behavior == google::api::OUTPUT_ONLY || behavior == google::api::IMMUTABLE) return false;
  }
  return true;
}

std::vector<const FieldDescriptor*> ChangeableFields(const Descriptor& type) {
  std::vector<const FieldDescriptor*> fields;
  for (int i = 0; i < type.field_count(); ++i) {
    if (CanChange(*type.field(i))) fields.push_back(type.field(i));
  }
  return fields;
}

bool IsSet(const Message& message, const FieldDescriptor& field) {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  return field.is_repeated() ? reflection.FieldSize(message, &field) > 0
                             : reflection.HasField(message, &field);
}

absl::Status InvalidMask(const std::string& wrong, const std::vector<const FieldDescriptor*>& allowed) {
  const std::string names = absl::StrJoin(allowed, ", ", [](std::string* out, const FieldDescriptor* field) {
    absl::StrAppend(out, field->name());
  });
  return InvalidField("update_mask",
                      absl::StrCat(wrong, ", but must be \"*\" or name whole fields of these: ", names));
}

}  // namespace

absl::StatusOr<std::vector<const FieldDescriptor*>> FieldsToUpdate(const FieldMask& mask,
                                                                   const Message& resource) {
  const Descriptor& type = *resource.GetDescriptor();
  const std::vector<const FieldDescriptor*> changeable = ChangeableFields(type);
  if (mask.paths_size() == 1 && mask.paths(0) == "*") return changeable;

  std::vector<const FieldDescriptor*> fields;
  for (const std::string& path : mask.paths()) {
    const FieldDescriptor* field = type.FindFieldByName(path);
    if (field == nullptr) return InvalidMask(absl::StrCat("has the path ", Quoted(path)), changeable);
    if (CanChange(*field)) fields.push_back(field);
  }
  if (mask.paths_size() == 0) {
    for (const FieldDescriptor* field : changeable) {
      if (IsSet(resource, *field)) fields.push_back(field);
    }
  }
  if (fields.empty()) return InvalidMask("names no field that can be changed, nor is one set", changeable);
  return fields;
}

void CopyFields(const Message& source, const std::vector<const FieldDescriptor*>& fields, Message& target) {
  std::unique_ptr<Message> copy(source.New());
  copy->CopyFrom(source);
  target.GetReflection()->SwapFields(copy.get(), &target, fields);
}

}  // namespace karvan::agreements
