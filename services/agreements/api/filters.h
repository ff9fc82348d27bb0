#pragma once

#include <vector>

#include "karvan/agreements/v1/agreement_service.pb.h"
#include "karvan/agreements/v1/claim_service.pb.h"
#include "karvan/agreements/v1/forum_service.pb.h"
#include "karvan/agreements/v1/party_service.pb.h"
#include "karvan/agreements/v1/target_service.pb.h"
#include "services/agreements/domain/field.h"
#include "services/agreements/domain/resource.h"

// What a filter asks for, as the facets that a resource must have. Rejects values of a wrong form.
namespace karvan::agreements {

std::vector<Facet> ReadFilter(const v1::PartyFilter& filter, const Field& field);
std::vector<Facet> ReadFilter(const v1::ForumFilter& filter, const Field& field);
std::vector<Facet> ReadFilter(const v1::AgreementFilter& filter, const Field& field);
std::vector<Facet> ReadFilter(const v1::TargetFilter& filter, const Field& field);
std::vector<Facet> ReadFilter(const v1::ClaimFilter& filter, const Field& field);

}  // namespace karvan::agreements
