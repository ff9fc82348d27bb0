#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "tests/fuzz/fuzz_target.h"

// Runs a fuzz target without libFuzzer: on its corpus, and on inputs made from it.
namespace {

constexpr int kMutations = 200;  // of each input

std::vector<std::string> Corpus() {
  std::vector<std::string> inputs;
  for (const auto& file :
       std::filesystem::directory_iterator(KARVAN_SOURCE_DIR "/tests/fuzz/corpus/" KARVAN_FUZZ_CORPUS)) {
    std::ifstream in(file.path(), std::ios::binary);
    inputs.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  std::sort(inputs.begin(), inputs.end());
  return inputs;
}

void Feed(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size());
}

// Changes, inserts or takes away a byte, or cuts the input off.
void Mutate(std::mt19937& random, std::string& input) {
  const size_t at = random() % (input.size() + 1);
  const char byte = static_cast<char>(random());
  switch (random() % 8) {
    case 0:
      input.insert(at, 1, byte);
      break;
    case 1:
      if (at < input.size()) input.erase(at, 1);
      break;
    case 2:
      input.resize(at);
      break;
    default:
      if (at < input.size()) input[at] = byte;
  }
}

TEST(CorpusTest, Runs) {
  const std::vector<std::string> corpus = Corpus();
  ASSERT_FALSE(corpus.empty());
  for (const std::string& input : corpus) Feed(input);
}

TEST(CorpusTest, RunsOnMutations) {
  std::mt19937 random(1);
  for (const std::string& input : Corpus()) {
    for (int i = 0; i < kMutations; ++i) {
      std::string mutated = input;
      for (uint32_t changes = 1 + random() % 3; changes > 0; --changes) Mutate(random, mutated);
      Feed(mutated);
    }
  }
}

}  // namespace
