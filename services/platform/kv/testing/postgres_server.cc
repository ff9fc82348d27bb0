#include "services/platform/kv/testing/postgres_server.h"

#include <fcntl.h>
#include <grp.h>
#include <gtest/gtest.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "postgresql/libpq-fe.h"
#include "services/platform/kv/deadline.h"

namespace karvan::kv::testing {
namespace {

constexpr char kBin[] = "/usr/lib/postgresql/15/bin/";
constexpr absl::Duration kPatience = absl::Minutes(1);

struct User {
  uid_t uid = geteuid();
  gid_t gid = getegid();
};

// PostgreSQL refuses to run as root.
User ServerUser() {
  if (geteuid() != 0) return {};
  const passwd* postgres = getpwnam("postgres");
  if (postgres == nullptr) return {};
  return {postgres->pw_uid, postgres->pw_gid};
}

// Starts a program as the user, with its output in a file. Between fork and exec only system calls are made.
pid_t Spawn(const std::vector<std::string>& command, const std::string& output) {
  const User user = ServerUser();
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const pid_t parent = getpid();
  const pid_t child = fork();
  if (child != 0) return child;
  const int file = open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
  if (file < 0 || dup2(file, 1) < 0 || dup2(file, 2) < 0) _exit(126);
  if (geteuid() == 0 && (setgroups(0, nullptr) != 0 || setgid(user.gid) != 0 || setuid(user.uid) != 0))
    _exit(126);
  // After the change of user, which would undo it. SIGQUIT stops a server at once.
  prctl(PR_SET_PDEATHSIG, SIGQUIT);
  if (getppid() != parent) _exit(126);
  execv(arguments[0], arguments.data());
  _exit(127);
}

std::string TextOf(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

using Connection = std::unique_ptr<PGconn, decltype(&PQfinish)>;
using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

Connection Connect(const std::string& uri) { return {PQconnectdb(uri.c_str()), &PQfinish}; }

Result Run(const Connection& connection, const std::string& statement) {
  Result result(PQexec(connection.get(), statement.c_str()), &PQclear);
  const ExecStatusType status = PQresultStatus(result.get());
  EXPECT_TRUE(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
      << statement << ": " << PQerrorMessage(connection.get());
  return result;
}

void Pause() { std::this_thread::sleep_for(std::chrono::milliseconds(5)); }

}  // namespace

std::unique_ptr<PostgresServer> PostgresServer::Start(bool durable) {
  std::unique_ptr<PostgresServer> server(new PostgresServer());
  server->Initialise(durable);
  if (!::testing::Test::HasFatalFailure()) server->Launch();
  return server;
}

PostgresServer::~PostgresServer() { Stop(); }

void PostgresServer::Initialise(bool durable) {
  ASSERT_TRUE(std::filesystem::exists(absl::StrCat(kBin, "initdb")))
      << "PostgreSQL 15 is not installed; scripts/setup --test installs it";
  const User user = ServerUser();
  ASSERT_EQ(chown(folder_.path().c_str(), user.uid, user.gid), 0);
  const std::string log = folder_.path() + "/initdb.log";
  const pid_t child = Spawn({absl::StrCat(kBin, "initdb"), "-D", folder_.path() + "/data", "-U", "postgres",
                             "-A", "trust", "-N", "-E", "UTF8", "--locale=C"},
                            log);
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_EQ(status, 0) << TextOf(log);
  std::ofstream settings(folder_.path() + "/data/postgresql.conf", std::ios::app);
  settings << "listen_addresses = ''\nunix_socket_directories = '" << folder_.path() << "'\n"
           << "max_connections = 200\nmax_prepared_transactions = 0\nshared_buffers = 64MB\n"
           << "fsync = " << (durable ? "on" : "off") << "\n";
}

void PostgresServer::Launch() {
  const std::string log = folder_.path() + "/postgres.log";
  pid_ = Spawn({absl::StrCat(kBin, "postgres"), "-D", folder_.path() + "/data"}, log);
  const Deadline deadline(kPatience);
  while (PQping(BaseUri().c_str()) != PQPING_OK) {
    ASSERT_EQ(waitpid(pid_, nullptr, WNOHANG), 0) << "it ended: " << TextOf(log);
    ASSERT_GT(deadline.Left(), absl::ZeroDuration()) << TextOf(log);
    Pause();
  }
}

void PostgresServer::Stop() {
  if (pid_ <= 0) return;
  kill(pid_, SIGQUIT);
  waitpid(pid_, nullptr, 0);
  pid_ = 0;
}

void PostgresServer::Restart() {
  Stop();
  Launch();
}

std::string PostgresServer::BaseUri() const {
  return absl::StrCat("postgresql:///postgres?user=postgres&host=", folder_.path());
}

std::string PostgresServer::Uri(absl::string_view schema) {
  Query({absl::StrCat("SET client_min_messages = warning"),
         absl::StrCat("CREATE SCHEMA IF NOT EXISTS ", schema)});
  return absl::StrCat(BaseUri(), "&options=-csearch_path%3D", schema);
}

std::vector<std::string> PostgresServer::Query(const std::vector<std::string>& statements) {
  const Connection connection = Connect(BaseUri());
  std::vector<std::string> values;
  for (const std::string& statement : statements) {
    const Result result = Run(connection, statement);
    values.clear();
    for (int row = 0; row < PQntuples(result.get()); ++row)
      values.emplace_back(PQgetvalue(result.get(), row, 0));
  }
  return values;
}

std::string PostgresServer::QueryOne(const std::string& statement) {
  const std::vector<std::string> values = Query({statement});
  EXPECT_EQ(values.size(), 1u) << statement;
  return values.empty() ? "" : values[0];
}

std::string PostgresServer::Await(const std::string& statement) {
  const Deadline deadline(kPatience);
  while (deadline.Left() > absl::ZeroDuration()) {
    const std::vector<std::string> values = Query({statement});
    if (!values.empty()) return values[0];
    Pause();
  }
  ADD_FAILURE() << "no row came: " << statement;
  return "";
}

}  // namespace karvan::kv::testing
