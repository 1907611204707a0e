#include "app/cli/Commands.h"

namespace escapade::cli {

void addPiCommand(CLI::App& /*app*/, Action& /*action*/) { }

} // namespace escapade::cli
