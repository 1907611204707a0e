#pragma once

#include <CLI/App.hpp>
#include <CLI/Error.hpp>

#include <string>

namespace escapade::cli {

/// One line for a command line that CLI11 rejects: what is wrong and what would be right. firstWord is what
/// stands where the subcommand should.
std::string usageMessage(const CLI::App& app, const CLI::Error& error, const std::string& firstWord);

} // namespace escapade::cli
