#pragma once

namespace karvan::rpc {

// Sends what gRPC and protobuf have to say to our log from now on, so that each of its lines is JSON. A
// setting of the whole process.
void TakeOverLibraryLogs();

}  // namespace karvan::rpc
