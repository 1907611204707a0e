#pragma once

#include <CLI/Formatter.hpp>

#include <string>

namespace escapade::cli {

/// CLI11's help with long descriptions broken into lines.
class HelpFormatter : public CLI::Formatter
{
public:
    std::string make_option_desc(const CLI::Option* option) const override;
    std::string make_subcommand(const CLI::App* command) const override;
};

/// Breaks a text at spaces into lines of at most this many characters; longer words stay whole.
std::string wrapped(const std::string& text, std::size_t columns);

} // namespace escapade::cli
