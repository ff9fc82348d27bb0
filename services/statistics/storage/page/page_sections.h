#pragma once

#include "services/statistics/storage/page/byte_stream.h"
#include "services/statistics/storage/page/page_draft.h"

// The sections of a page, in their order (FORMAT.md). Each appends its own.
namespace karvan::statistics {

void EncodeGroups(const PageDraft& draft, ByteWriter& out);
void EncodeAttributes(const PageDraft& draft, ByteWriter& out);
void EncodeBlocks(const PageDraft& draft, ByteWriter& out);
void EncodeSequences(const PageDraft& draft, ByteWriter& out);
void EncodeColumns(const PageDraft& draft, ByteWriter& out);

}  // namespace karvan::statistics
