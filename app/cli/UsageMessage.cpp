#include "app/cli/UsageMessage.h"

#include "app/cli/Values.h"

namespace escapade::cli {
namespace {

std::string subcommandList(const CLI::App& app)
{
    std::string list;
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
        list += (list.empty() ? "" : ", ") + command->get_name();
    return list;
}

} // namespace

std::string usageMessage(const CLI::App& app, const CLI::Error& error, const std::string& firstWord)
{
    std::string message = error.what();
    if (app.get_subcommands().empty()) {
        if (firstWord.empty() || firstWord.front() == '-')
            return "a subcommand is needed: " + subcommandList(app) + "; see escapade-cli --help";
        return "subcommand \"" + shown(firstWord) + "\" does not exist; it must be one of "
            + subcommandList(app);
    }
    const std::string command = app.get_subcommands().front()->get_name();
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
        const std::string option = message.substr(0, message.find(':'));
        if (message.find("At Most 1") != std::string::npos)
            return option + " is given more than once; once is right";
        if (message.find("missing") != std::string::npos)
            return option + " needs a value; see escapade-cli " + command + " --help";
    }
    if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr)
        return message + "; see escapade-cli " + command + " --help";
    return message;
}

} // namespace escapade::cli
