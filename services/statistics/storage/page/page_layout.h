#pragma once

#include <cstddef>
#include <cstdint>

// What the encoder and the decoder of pages agree on; see FORMAT.md. On disk: do not change.
namespace karvan::statistics::page_layout {

inline constexpr size_t kChecksumBytes = 8;
inline constexpr size_t kHeaderBytes = 1 + kChecksumBytes;

inline constexpr int kGroupParts = 7;
inline constexpr int kFirstYear = 2000;  // years are told from here
inline constexpr uint16_t kAllMonths = 0xfff;

// Flags of attributes.
inline constexpr uint8_t kDeleted = 1;
inline constexpr uint8_t kQuantityIsWeight = 2;

// Flags of a column.
inline constexpr uint8_t kSomeMissing = 1;
inline constexpr uint8_t kSigned = 2;
// In the byte that tells the scale of an exception.
inline constexpr uint8_t kWideException = 0x80;

inline constexpr size_t kMaxCells = 65'535;
inline constexpr size_t kMaxPageAttributes = 65'535;

}  // namespace karvan::statistics::page_layout
