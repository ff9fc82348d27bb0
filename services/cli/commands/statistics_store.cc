#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "karvan/admin/v1/admin_service.grpc.pb.h"
#include "services/cli/commands/commands.h"
#include "services/cli/commands/connect.h"
#include "services/cli/render/amount.h"
#include "services/cli/render/print.h"
#include "services/platform/clock/clock.h"
#include "services/platform/kv/store_address.h"
#include "services/platform/status/grpc_status.h"
#include "services/platform/status/macros.h"
#include "services/statistics/server/offline_verification.h"

// What operators do with the store of the statistics service.
namespace karvan::cli {
namespace {

using admin::v1::AdminService;
using admin::v1::VerifyStoreResponse;

// Verifying and backing up take as long as the store is large: the calls have no deadline.
std::unique_ptr<AdminService::Stub> Admin(const Session& session) {
  return AdminService::NewStub(DialStatistics(session));
}

absl::StatusOr<std::vector<VerifyStoreResponse>> VerifyServed(const Session& session) {
  const std::unique_ptr<AdminService::Stub> admin = Admin(session);
  grpc::ClientContext context;
  const auto stream = admin->VerifyStore(&context, {});
  std::vector<VerifyStoreResponse> parts;
  for (VerifyStoreResponse part; stream->Read(&part);) parts.push_back(part);
  if (grpc::Status status = stream->Finish(); !status.ok()) return FromGrpcStatus(status);
  return parts;
}

absl::StatusOr<std::vector<VerifyStoreResponse>> VerifyFolder(const std::string& store_address) {
  KARVAN_ASSIGN_OR_RETURN(const kv::StoreAddress address, kv::ParseStoreAddress(store_address));
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::Store> store, kv::OpenStore(address, SystemClock::Instance()));
  std::vector<VerifyStoreResponse> parts;
  KARVAN_RETURN_IF_ERROR(statistics::VerifyOffline(
      *store, [&parts](const VerifyStoreResponse& part) { parts.push_back(part); }));
  return parts;
}

void PrintParts(const Session& session, const std::vector<VerifyStoreResponse>& parts) {
  using Align = Table::Align;
  Table table({{"part"},
               {"releases", Align::kRight},
               {"runs", Align::kRight},
               {"pages", Align::kRight},
               {"cells", Align::kRight},
               {"log entries", Align::kRight},
               {"faults", Align::kRight}});
  auto number = [](int64_t count) { return GroupDigits(absl::StrCat(count)); };
  for (const VerifyStoreResponse& part : parts) {
    table.AddRow({part.part(), number(part.release_count()), number(part.run_count()),
                  number(part.page_count()), number(part.cell_count()), number(part.log_entry_count()),
                  number(part.fault_count())});
  }
  PrintRows(session, table, parts);
}

absl::Status Verify(const Session& session, const std::string& store_address) {
  KARVAN_ASSIGN_OR_RETURN(const std::vector<VerifyStoreResponse> parts,
                          store_address.empty() ? VerifyServed(session) : VerifyFolder(store_address));
  PrintParts(session, parts);
  int64_t faults = 0;
  for (const VerifyStoreResponse& part : parts) {
    faults += part.fault_count();
    for (const std::string& fault : part.faults()) session.err << part.part() << ": " << fault << "\n";
  }
  if (faults == 0) return absl::OkStatus();
  return absl::DataLossError(absl::StrCat("the store has ", faults, faults == 1 ? " fault" : " faults"));
}

absl::Status Backup(const Session& session, const std::string& folder) {
  grpc::ClientContext context;
  admin::v1::BackupStoreRequest request;
  request.set_folder(folder);
  admin::v1::BackupStoreResponse response;
  const grpc::Status status = Admin(session)->BackupStore(&context, request, &response);
  if (!status.ok()) return FromGrpcStatus(status);
  session.out << "the backup is in " << response.path() << " on the server's machine\n";
  return absl::OkStatus();
}

absl::Status Restore(const Session& session, const std::string& backup_folder,
                     const std::string& store_address) {
  KARVAN_ASSIGN_OR_RETURN(const kv::StoreAddress address, kv::ParseStoreAddress(store_address));
  KARVAN_RETURN_IF_ERROR(kv::RestoreStore(address, backup_folder, SystemClock::Instance()).status());
  session.out << "the backup is restored; verify it before it is served\n";
  return absl::OkStatus();
}

absl::Status Salvage(const Session& session, const std::string& store_address) {
  KARVAN_ASSIGN_OR_RETURN(const kv::StoreAddress address, kv::ParseStoreAddress(store_address));
  KARVAN_RETURN_IF_ERROR(kv::SalvageStore(address, SystemClock::Instance()).status());
  session.out
      << "the store opens again, without the commits from the damage on; verify it before it is served\n";
  return absl::OkStatus();
}

struct StoreOptions {
  std::string store;
  std::string folder;
};

void AddVerify(CLI::App& parent, Session& session, Action& action) {
  CLI::App* command = parent.add_subcommand(
      "verify",
      "Check all that the store holds: checksums, pages, releases, the log; 1 when something is wrong");
  auto options = std::make_shared<StoreOptions>();
  command
      ->add_option("--store", options->store,
                   "A store that no server has open, instead of the one that is served: rocksdb:FOLDER or "
                   "postgresql://...")
      ->type_name("STORE");
  command->callback([&session, &action, options] {
    action = [&session, options] { return Verify(session, options->store); };
  });
}

void AddBackup(CLI::App& parent, Session& session, Action& action) {
  CLI::App* command =
      parent.add_subcommand("backup", "Write a backup below the server's --backup_folder, while it serves");
  auto options = std::make_shared<StoreOptions>();
  command->add_option("NAME", options->folder, "Name of the new folder: monday, or day-2026-11-24")
      ->required();
  command->callback([&session, &action, options] {
    action = [&session, options] { return Backup(session, options->folder); };
  });
}

void AddRestore(CLI::App& parent, Session& session, Action& action) {
  CLI::App* command =
      parent.add_subcommand("restore", "Fill an empty store that no server has open from a backup");
  auto options = std::make_shared<StoreOptions>();
  command->add_option("FOLDER", options->folder, "The backup")->required();
  command->add_option("--store", options->store, "rocksdb:FOLDER or postgresql://...")
      ->required()
      ->type_name("STORE");
  command->callback([&session, &action, options] {
    action = [&session, options] { return Restore(session, options->folder, options->store); };
  });
}

void AddSalvage(CLI::App& parent, Session& session, Action& action) {
  CLI::App* command = parent.add_subcommand(
      "salvage", "Where no backup helps: drop what was committed last, from the damage of a store's log on");
  auto options = std::make_shared<StoreOptions>();
  command->add_option("--store", options->store, "rocksdb:FOLDER")->required()->type_name("STORE");
  command->callback([&session, &action, options] {
    action = [&session, options] { return Salvage(session, options->store); };
  });
}

}  // namespace

void AddStatisticsCommand(CLI::App& app, Session& session, Action& action) {
  CLI::App* command =
      app.add_subcommand("statistics", "Verify, back up, restore or salvage the store of statistics");
  command->require_subcommand(1);
  AddVerify(*command, session, action);
  AddBackup(*command, session, action);
  AddRestore(*command, session, action);
  AddSalvage(*command, session, action);
}

}  // namespace karvan::cli
