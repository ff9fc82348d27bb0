#include "services/cli/seed/output_only.h"

#include "google/api/field_behavior.pb.h"
#include "google/protobuf/util/message_differencer.h"

namespace karvan::cli {

std::unique_ptr<google::protobuf::Message> WithoutOutputOnly(const google::protobuf::Message& message) {
  std::unique_ptr<google::protobuf::Message> copy(message.New());
  copy->CopyFrom(message);
  const google::protobuf::Descriptor* type = message.GetDescriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    const google::protobuf::FieldDescriptor* field = type->field(i);
    const auto& options = field->options();
    for (int b = 0; b < options.ExtensionSize(google::api::field_behavior); ++b) {
      if (options.GetExtension(google::api::field_behavior, b) != google::api::OUTPUT_ONLY) continue;
      copy->GetReflection()->ClearField(copy.get(), field);
    }
  }
  return copy;
}

bool SameInput(const google::protobuf::Message& a, const google::protobuf::Message& b) {
  return google::protobuf::util::MessageDifferencer::Equals(*WithoutOutputOnly(a), *WithoutOutputOnly(b));
}

}  // namespace karvan::cli
