#include "app/cli/Commands.h"

namespace escapade::cli {

void addDiffuseCommand(CLI::App& /*app*/, Action& /*action*/) { }

} // namespace escapade::cli
