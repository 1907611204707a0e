#include "app/cli/Commands.h"

namespace escapade::cli {

void addRenderCommand(CLI::App& /*app*/, Action& /*action*/) { }

} // namespace escapade::cli
