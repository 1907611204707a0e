#pragma once

#include <CLI/App.hpp>

#include <functional>

namespace escapade::cli {

/// What a parsed subcommand will do; returns the exit code. Set by the subcommand's callback, run by main.
using Action = std::function<int()>;

// Each adds one subcommand with its options and help; parsing it sets action.
void addRenderCommand(CLI::App& app, Action& action);
void addDiffuseCommand(CLI::App& app, Action& action);
void addBenchCommand(CLI::App& app, Action& action);
void addPiCommand(CLI::App& app, Action& action);
void addInfoCommand(CLI::App& app, Action& action);

} // namespace escapade::cli
