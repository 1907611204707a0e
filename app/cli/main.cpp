#include "app/cli/Commands.h"
#include "app/cli/CommonOptions.h"
#include "app/cli/HelpFormatter.h"
#include "app/cli/UsageMessage.h"

#include <CLI/Config.hpp>
#include <CLI/Error.hpp>

#include <csignal>
#include <exception>
#include <iostream>
#include <memory>
#include <new>

namespace escapade::cli {
namespace {

int run(int argc, char** argv)
{
    CLI::App app("Fractals, diffusion and parallel timings without a window", "escapade-cli");
    app.formatter(std::make_shared<HelpFormatter>());
    app.set_version_flag("--version", std::string("escapade-cli ") + ESCAPADE_VERSION);
    app.require_subcommand(1);
    Action action;
    addRenderCommand(app, action);
    addDiffuseCommand(app, action);
    addBenchCommand(app, action);
    addPiCommand(app, action);
    addInfoCommand(app, action);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& success) {
        return app.exit(success); // --help, --version
    } catch (const CLI::Error& error) {
        const std::string firstWord = argc > 1 ? argv[1] : "";
        return fail({ usageMessage(app, error, firstWord) }, exitUsage);
    }
    const InterruptWatch watch; // from here on SIGINT is ours
    // A file that grows beyond the user's limit shall be an error like a full disk, not the end of the
    // program.
    std::signal(SIGXFSZ, SIG_IGN);
    return action ? action() : exitUsage;
}

} // namespace
} // namespace escapade::cli

int main(int argc, char** argv)
{
    try {
        return escapade::cli::run(argc, argv);
    } catch (const std::bad_alloc&) {
        return escapade::cli::fail({ "out of memory" });
    } catch (const std::exception& problem) {
        return escapade::cli::fail({ problem.what() });
    }
}
