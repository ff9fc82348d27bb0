#include "services/platform/listing/page_token.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/platform/status/error.h"

namespace karvan::listing {
namespace {

// The bytes of a token: version (1), fingerprint (8), snapshot (8), position (the rest). Numbers are
// big-endian. A change of the layout takes a new version; an old token is then refused in words.
constexpr char kVersion = 1;
constexpr size_t kHeaderBytes = 1 + 8 + 8;

void AppendFixed64(uint64_t value, std::string& bytes) {
  for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(value >> shift));
}

uint64_t ReadFixed64(absl::string_view bytes) {
  uint64_t value = 0;
  for (size_t i = 0; i < 8; ++i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

absl::Status InvalidToken(absl::string_view text, absl::string_view what) {
  constexpr size_t kQuoted = 64;
  return Error(absl::StatusCode::kInvalidArgument, "PAGE_TOKEN_INVALID",
               absl::StrCat("page_token: \"", absl::CEscape(text.substr(0, kQuoted)),
                            text.size() > kQuoted ? "...\" " : "\" ", what,
                            "; give next_page_token of the page before, with the same request, or nothing "
                            "for the first page"),
               {{"field", "page_token"}});
}

}  // namespace

uint64_t Fingerprint(absl::string_view request_text) {
  uint64_t hash = 0xcbf29ce484222325;  // FNV-1a: it guards against mistakes, not against forgery
  for (char c : request_text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

std::string EncodePageToken(const PageToken& token, uint64_t request_fingerprint) {
  std::string bytes(1, kVersion);
  AppendFixed64(request_fingerprint, bytes);
  AppendFixed64(static_cast<uint64_t>(token.snapshot), bytes);
  bytes += token.position;
  return absl::WebSafeBase64Escape(bytes);
}

absl::StatusOr<PageToken> DecodePageToken(absl::string_view text, uint64_t request_fingerprint) {
  if (text.empty()) return PageToken{};
  std::string bytes;
  if (!absl::WebSafeBase64Unescape(text, &bytes) || bytes.size() < kHeaderBytes || bytes[0] != kVersion) {
    return InvalidToken(text, "is not a token of this service");
  }
  const absl::string_view fields = bytes;
  if (ReadFixed64(fields.substr(1)) != request_fingerprint) {
    return InvalidToken(text, "belongs to another request");
  }
  PageToken token;
  token.snapshot = static_cast<int64_t>(ReadFixed64(fields.substr(9)));
  token.position = bytes.substr(kHeaderBytes);
  return token;
}

}  // namespace karvan::listing
