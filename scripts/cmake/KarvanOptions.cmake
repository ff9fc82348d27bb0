# Build options of the whole tree. Presets in CMakePresets.json set them.
set(KARVAN_SANITIZE "" CACHE STRING "Sanitizers to build with, comma separated: address,undefined or thread")
option(KARVAN_COVERAGE "Instrument for gcov" OFF)
option(KARVAN_FUZZ "Build libFuzzer binaries of tests/fuzz; needs clang" OFF)
option(KARVAN_WERROR "Treat warnings as errors" ON)

# Flags for our own code; generated code is included as SYSTEM and compiled without them.
add_library(karvan_flags INTERFACE)
target_compile_options(karvan_flags INTERFACE -Wall -Wextra -Wpedantic)
# With optimisation g++ 12 sees overlaps in std::string that are not there (its bug 105651).
target_compile_options(karvan_flags INTERFACE $<$<CONFIG:Release>:-Wno-restrict>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")  # the tidy preset; g++ ignores the annotations of karvan::Mutex
  target_compile_options(karvan_flags INTERFACE -Wthread-safety)
endif()
if(KARVAN_WERROR)
  target_compile_options(karvan_flags INTERFACE -Werror)
endif()

if(KARVAN_SANITIZE)
  add_compile_options(-fsanitize=${KARVAN_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${KARVAN_SANITIZE})
endif()
if(KARVAN_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(KARVAN_COVERAGE)
  add_compile_options(--coverage)
  add_link_options(--coverage)
endif()

# mold links a test binary in a fraction of the default linker's time.
find_program(KARVAN_MOLD mold)
if(KARVAN_MOLD AND NOT KARVAN_SANITIZE)
  add_link_options(-fuse-ld=mold)
endif()
