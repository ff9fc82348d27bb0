#pragma once

#include <optional>
#include <utility>

#include "services/indicators/api/indicator_handlers.h"
#include "services/indicators/clients/testing/fake_agreements_client.h"
#include "services/indicators/clients/testing/fake_statistics_client.h"
#include "services/platform/task/start.h"

namespace karvan::indicators::testing {

// The value of a task that ends without waiting for anything, as those over fakes do.
template <typename T>
T Run(Task<T> task) {
  std::optional<T> result;
  Start(std::move(task), [&result](T value) { result.emplace(std::move(value)); });
  return *std::move(result);
}

// The handlers over fakes of the two other services.
struct HandlerTest {
  FakeStatisticsClient statistics;
  FakeAgreementsClient agreements;
  IndicatorHandlers handlers{statistics, agreements};
  rpc::CallContext call{{}};
};

}  // namespace karvan::indicators::testing
