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

#include "absl/strings/numbers.h"
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

// Processes are killed, not machines: memory is as good as a disk, if there is enough.
std::string Parent() {
  constexpr char kMemory[] = "/dev/shm";
  std::error_code error;
  const std::filesystem::space_info space = std::filesystem::space(kMemory, error);
  return !error && space.available > (1u << 30) ? kMemory : ::testing::TempDir();
}

void Pause() { std::this_thread::sleep_for(std::chrono::milliseconds(10)); }

}  // namespace

PostgresSession::PostgresSession(const std::string& uri) : connection_(PQconnectdb(uri.c_str())) {
  EXPECT_EQ(PQstatus(connection_), CONNECTION_OK) << PQerrorMessage(connection_);
}

PostgresSession::~PostgresSession() { PQfinish(connection_); }

std::vector<std::string> PostgresSession::Query(const std::string& statement) {
  PGresult* result = PQexec(connection_, statement.c_str());
  const ExecStatusType status = PQresultStatus(result);
  EXPECT_TRUE(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
      << statement << ": " << PQerrorMessage(connection_);
  std::vector<std::string> values;
  for (int row = 0; row < PQntuples(result); ++row) values.emplace_back(PQgetvalue(result, row, 0));
  PQclear(result);
  return values;
}

void PostgresSession::AwaitEnd() {
  const Deadline deadline(kPatience);
  while (PQconsumeInput(connection_) == 1 && PQstatus(connection_) == CONNECTION_OK) {
    ASSERT_GT(deadline.Left(), absl::ZeroDuration()) << "the session goes on";
    Pause();
  }
}

std::unique_ptr<PostgresServer> PostgresServer::Start(bool durable) {
  std::unique_ptr<PostgresServer> server(new PostgresServer());
  server->Initialise(durable);
  if (!::testing::Test::HasFatalFailure()) server->Launch();
  return server;
}

PostgresServer::PostgresServer() : folder_(Parent()) {}

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
           << "max_connections = 200\nshared_buffers = 64MB\ndeadlock_timeout = 20ms\n"
           << "fsync = " << (durable ? "on" : "off") << "\n";
}

void PostgresServer::Launch() {
  const std::string log = folder_.path() + "/postgres.log";
  pid_ = Spawn({absl::StrCat(kBin, "postgres"), "-D", folder_.path() + "/data"}, log);
  AwaitReady();
}

void PostgresServer::AwaitReady() {
  const std::string log = folder_.path() + "/postgres.log";
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

std::string PostgresServer::Uri(absl::string_view schema, absl::string_view settings) const {
  PostgresSession session(BaseUri());
  session.Query("SET client_min_messages = warning");
  session.Query(absl::StrCat("CREATE SCHEMA IF NOT EXISTS ", schema));
  return absl::StrCat(BaseUri(), "&options=-csearch_path%3D", schema, "%20", settings);
}

std::string PostgresServer::Await(const std::string& statement) const {
  const Deadline deadline(kPatience);
  while (deadline.Left() > absl::ZeroDuration()) {
    const std::vector<std::string> values = Query(statement);
    if (!values.empty()) return values[0];
    Pause();
  }
  ADD_FAILURE() << "no row came: " << statement;
  return "";
}

void PostgresServer::Kill(const std::string& pid) {
  int number = 0;
  ASSERT_TRUE(absl::SimpleAtoi(pid, &number) && number > 1) << pid;
  PostgresSession witness = Session();
  ASSERT_EQ(kill(number, SIGKILL), 0);
  witness.AwaitEnd();
  AwaitReady();
}

}  // namespace karvan::kv::testing
