#include "app/cli/HelpFormatter.h"

#include <sstream>

namespace escapade::cli {
namespace {

constexpr std::size_t descriptionColumns = 78; // beside the 30 that CLI11 keeps for the options' names

} // namespace

std::string HelpFormatter::make_option_desc(const CLI::Option* option) const
{
    return wrapped(CLI::Formatter::make_option_desc(option), descriptionColumns);
}

std::string HelpFormatter::make_subcommand(const CLI::App* command) const
{
    std::ostringstream out;
    CLI::detail::format_help(out, command->get_name(),
        wrapped(command->get_description(), descriptionColumns), get_column_width());
    return out.str();
}

std::string wrapped(const std::string& text, std::size_t columns)
{
    std::istringstream words(text);
    std::string result;
    std::size_t used = 0;
    for (std::string word; words >> word; used += word.size()) {
        if (used > 0 && used + 1 + word.size() > columns) {
            result += '\n';
            used = 0;
        } else if (used > 0) {
            result += ' ';
            ++used;
        }
        result += word;
    }
    return result;
}

} // namespace escapade::cli
