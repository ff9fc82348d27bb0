#pragma once

#include <cstdint>

#include "absl/status/statusor.h"

namespace rocksdb {
class DB;
}

namespace karvan::kv {

// Keys of rows that are the engine's own begin with 0x00, before any key of the contract.
inline constexpr char kFirstContractKey[] = "\x01";

// Checks the format version of an opened database, writing it into a new one, and counts this opening,
// durably. Returns its number, from 1: row versions of different openings never meet.
// FAILED_PRECONDITION when the database has another format version.
absl::StatusOr<uint64_t> RegisterOpening(rocksdb::DB& db);

}  // namespace karvan::kv
