#pragma once

#include "core/render/Verification.h"

#include <QString>

namespace escapade {

/// What a verification showed of a picture, in a few lines.
QString verificationText(const Verification& result, const RenderRequest& request);

} // namespace escapade
