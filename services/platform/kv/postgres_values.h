#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "postgresql/libpq-fe.h"

// Values in the binary form of PostgreSQL: numbers are big-endian, a bytea is its bytes.
namespace karvan::kv {

std::string Int2(int16_t number);
std::string Int4(int32_t number);
std::string Int8(int64_t number);
// One-dimensional arrays; an element without value is NULL.
std::string ByteaArray(const std::vector<std::optional<absl::string_view>>& elements);
std::string Int8Array(const std::vector<std::optional<int64_t>>& elements);

// Fields of results, which must be of that type and not NULL.
absl::string_view BytesAt(const PGresult* result, int row, int column);
int64_t Int8At(const PGresult* result, int row, int column);
bool BoolAt(const PGresult* result, int row, int column);

}  // namespace karvan::kv
