#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/agreements/domain/code_form.h"
#include "services/agreements/domain/field.h"

// Checks of single fields. Each rejects the field with what is wrong and what is allowed.
namespace karvan::agreements {

inline constexpr size_t kMaxTextCharacters = 1000;
inline constexpr size_t kMaxListItems = 200;

// Code points of UTF-8 text.
size_t CharacterCount(absl::string_view text);

enum class Presence { kOptional, kRequired };

// At most 1000 characters, not just blanks; a required text is not empty.
void CheckText(absl::string_view text, Presence presence, const Field& field);

void CheckCode(absl::string_view code, const CodeForm& form, Presence presence, const Field& field);

// The name of a resource of this collection, such as "parties/kazakhstan".
void CheckName(absl::string_view name, absl::string_view collection, Presence presence, const Field& field);

// Every value of an enum of a contract is below `end`; 0 is "not given".
void CheckEnum(int number, int end, Presence presence, const Field& field);

// From `least` to 200 items. False when the field was rejected.
bool CheckCount(size_t count, size_t least, const Field& field);

// The count, and then every item by `check_item(item, field of the item)`.
template <typename Item, typename CheckItem>
void CheckList(const std::vector<Item>& items, size_t least, const Field& field, CheckItem check_item) {
  if (!CheckCount(items.size(), least, field)) return;
  for (size_t i = 0; i < items.size(); ++i) check_item(items[i], field.Item(i));
}

// Rejects the items of a list that repeat an earlier one, as far as `key_of` tells them apart.
template <typename Item, typename KeyOf>
void CheckDistinct(const std::vector<Item>& items, const Field& field, KeyOf key_of) {
  if (items.size() > kMaxListItems) return;  // rejected by CheckList; comparing all pairs would take long
  for (size_t i = 0; i < items.size(); ++i) {
    for (size_t earlier = 0; earlier < i; ++earlier) {
      if (key_of(items[earlier]) != key_of(items[i])) continue;
      field.Item(i).Reject("repeats " + field.Item(earlier).path() + "; each may be given once");
      break;
    }
  }
}

// A list of texts with content, at most 200.
void CheckTexts(const std::vector<std::string>& texts, const Field& field);

}  // namespace karvan::agreements
