#include "services/agreements/api/id_generator.h"

#include <random>

#include "absl/strings/str_cat.h"

namespace karvan::agreements {
namespace {

constexpr absl::string_view kAlphabet =
    "0123456789abcdefghjkmnpqrstvwxyz";  // 32, without those that look alike
constexpr int kRandomLength = 16;

}  // namespace

std::string RandomIdGenerator::Next(absl::string_view singular) {
  std::random_device device;
  std::uniform_int_distribution<size_t> letter(0, kAlphabet.size() - 1);
  std::string id = absl::StrCat(singular, "-");
  for (int i = 0; i < kRandomLength; ++i) id.push_back(kAlphabet[letter(device)]);
  return id;
}

std::string SequentialIdGenerator::Next(absl::string_view singular) {
  MutexLock lock(&mutex_);
  return absl::StrCat(singular, "-", ++last_[std::string(singular)]);
}

}  // namespace karvan::agreements
