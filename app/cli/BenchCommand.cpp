#include "app/cli/Commands.h"

namespace escapade::cli {

void addBenchCommand(CLI::App& /*app*/, Action& /*action*/) { }

} // namespace escapade::cli
