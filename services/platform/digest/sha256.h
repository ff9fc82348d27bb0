#pragma once

#include <array>
#include <string>

#include "absl/strings/string_view.h"

struct evp_md_ctx_st;  // of OpenSSL

namespace karvan {

using Sha256Bytes = std::array<unsigned char, 32>;

// SHA-256 of bytes that arrive in pieces.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void Add(absl::string_view bytes);

  // 64 lower-case hexadecimal digits.
  std::string Finish();
  // The digest itself. One of the two is called, once, last.
  Sha256Bytes FinishBytes();

 private:
  evp_md_ctx_st* const context_;
};

}  // namespace karvan
