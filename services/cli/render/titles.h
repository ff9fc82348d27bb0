#pragma once

#include <string>

#include "google/protobuf/repeated_field.h"
#include "karvan/type/v1/text.pb.h"

namespace karvan::cli {

// The English text, or else the first one; empty when there is none.
inline std::string EnglishText(const google::protobuf::RepeatedPtrField<type::v1::LocalizedText>& texts) {
  for (const type::v1::LocalizedText& text : texts) {
    if (text.language_code() == "en") return text.text();
  }
  return texts.empty() ? "" : texts[0].text();
}

}  // namespace karvan::cli
