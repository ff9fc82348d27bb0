#pragma once

namespace karvan::statistics {

// Whether the office expects to revise the figures. The numbers are stored: do not change them.
enum class Finality {
  kNotStated = 0,
  kProvisional = 1,
  kFinal = 2,
};

}  // namespace karvan::statistics
