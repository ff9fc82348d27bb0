#include "services/platform/kv/postgres_values.h"

#include "absl/strings/str_cat.h"

namespace karvan::kv {
namespace {

constexpr int32_t kByteaType = 17;
constexpr int32_t kInt8Type = 20;

std::string BigEndian(uint64_t number, int bytes) {
  std::string text;
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
    text.push_back(static_cast<char>(number >> shift));
  return text;
}

// Dimensions, whether NULLs occur, the type, the length, the first index.
std::string ArrayHead(int32_t type, size_t length) {
  return absl::StrCat(Int4(1), Int4(1), Int4(type), Int4(static_cast<int32_t>(length)), Int4(1));
}

void AppendElement(const std::optional<absl::string_view>& element, std::string& array) {
  absl::StrAppend(&array, Int4(element.has_value() ? static_cast<int32_t>(element->size()) : -1),
                  element.value_or(""));
}

}  // namespace

std::string Int2(int16_t number) { return BigEndian(static_cast<uint16_t>(number), 2); }
std::string Int4(int32_t number) { return BigEndian(static_cast<uint32_t>(number), 4); }
std::string Int8(int64_t number) { return BigEndian(static_cast<uint64_t>(number), 8); }

std::string ByteaArray(const std::vector<std::optional<absl::string_view>>& elements) {
  std::string array = ArrayHead(kByteaType, elements.size());
  for (const std::optional<absl::string_view>& element : elements) AppendElement(element, array);
  return array;
}

std::string Int8Array(const std::vector<std::optional<int64_t>>& elements) {
  std::string array = ArrayHead(kInt8Type, elements.size());
  for (const std::optional<int64_t>& element : elements) {
    const std::string bytes = Int8(element.value_or(0));
    AppendElement(element.has_value() ? std::optional<absl::string_view>(bytes) : std::nullopt, array);
  }
  return array;
}

absl::string_view BytesAt(const PGresult* result, int row, int column) {
  return {PQgetvalue(result, row, column), static_cast<size_t>(PQgetlength(result, row, column))};
}

int64_t Int8At(const PGresult* result, int row, int column) {
  uint64_t number = 0;
  for (char byte : BytesAt(result, row, column)) number = number << 8 | static_cast<unsigned char>(byte);
  return static_cast<int64_t>(number);
}

bool BoolAt(const PGresult* result, int row, int column) { return Int8At(result, row, column) != 0; }

}  // namespace karvan::kv
