#pragma once

namespace karvan::statistics {

// Lets the allocator of the process keep tens of megabytes that were freed. Imports and folds take as much
// again and again, and a fifth of an import was spent on pages that the kernel had just taken back.
void KeepFreedMemory();

}  // namespace karvan::statistics
