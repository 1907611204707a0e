#include "app/cli/Commands.h"

namespace escapade::cli {

void addInfoCommand(CLI::App& /*app*/, Action& /*action*/) { }

} // namespace escapade::cli
