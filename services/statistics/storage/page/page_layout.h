#pragma once

#include <cstddef>
#include <cstdint>

// What the encoder and the decoder of pages agree on; see FORMAT.md.
namespace karvan::statistics::page_layout {

// On disk: do not change.
inline constexpr int kGroupParts = 7;
inline constexpr uint8_t kDeleted = 1;
inline constexpr uint8_t kQuantityIsWeight = 2;
inline constexpr int kFirstYear = 2000;  // years are told from here
inline constexpr size_t kChecksumBytes = 8;
inline constexpr size_t kHeaderBytes = 1 + kChecksumBytes;

inline constexpr size_t kMaxCells = 65'535;
inline constexpr size_t kMaxPageAttributes = 65'535;
inline constexpr uint16_t kAllMonths = 0xfff;

}  // namespace karvan::statistics::page_layout
