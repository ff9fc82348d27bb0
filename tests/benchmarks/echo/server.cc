// The echo server: prints its address and serves until its standard input ends.

#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>

#include "grpcpp/grpcpp.h"
#include "tests/benchmarks/echo/echo_service.grpc.pb.h"

namespace karvan::bench {
namespace {

class EchoServer : public EchoService::CallbackService {
  grpc::ServerUnaryReactor* Echo(grpc::CallbackServerContext* context, const EchoMessage* request,
                                 EchoMessage* response) override {
    response->set_content(request->content());
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
};

int Serve() {
  EchoServer service;
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(&service);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr) {
    std::cerr << "no port of 127.0.0.1 can be served\n";
    return EXIT_FAILURE;
  }
  std::cout << "127.0.0.1:" << port << std::endl;  // flushed: the harness waits for it
  std::string line;
  while (std::getline(std::cin, line)) {
  }
  server->Shutdown();
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace karvan::bench

int main() { return karvan::bench::Serve(); }
