#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "services/cli/app.h"

namespace {

// Columns of the terminal behind stdout, within what is pleasant to read; 100 when it is none.
int TextColumns() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 100;
  return std::clamp<int>(size.ws_col, 40, 120);
}

}  // namespace

int main(int argc, char** argv) {
  karvan::cli::Session session(std::cout, std::cerr);
  session.err_is_terminal = isatty(STDERR_FILENO) == 1;
  session.width = TextColumns();
  return karvan::cli::RunCommandLine(argc, argv, session);
}
