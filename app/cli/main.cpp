#include "app/cli/Commands.h"
#include "app/cli/CommonOptions.h"

#include <exception>
#include <iostream>

#include <CLI/Config.hpp>
#include <CLI/Error.hpp>
#include <CLI/Formatter.hpp>

namespace {

int run(int argc, char** argv)
{
    CLI::App app("Fractals, diffusion and parallel timings without a window", "escapade-cli");
    app.set_version_flag("--version", std::string("escapade-cli ") + ESCAPADE_VERSION);
    app.require_subcommand(1);
    escapade::cli::Action action;
    escapade::cli::addRenderCommand(app, action);
    escapade::cli::addDiffuseCommand(app, action);
    escapade::cli::addBenchCommand(app, action);
    escapade::cli::addPiCommand(app, action);
    escapade::cli::addInfoCommand(app, action);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& success) {
        return app.exit(success); // --help, --version
    } catch (const CLI::Error& error) {
        return escapade::cli::fail({ error.what() }, escapade::cli::exitUsage);
    }
    return action ? action() : escapade::cli::exitUsage;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return run(argc, argv);
    } catch (const std::exception& problem) {
        return escapade::cli::fail({ problem.what() });
    }
}
