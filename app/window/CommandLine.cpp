#include "app/window/CommandLine.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QRegularExpression>

namespace escapade {
namespace {

constexpr QSize smallest(640, 480);
constexpr QSize largest(16'384, 16'384);

/// The options, as the parser wants them.
struct Options
{
    Q_DECLARE_TR_FUNCTIONS(CommandLine)

public:
    QCommandLineOption help { { QStringLiteral("h"), QStringLiteral("help") },
        tr("Show this help and end.") };
    QCommandLineOption version { { QStringLiteral("v"), QStringLiteral("version") },
        tr("Show the version and end.") };
    QCommandLineOption resetSettings { QStringLiteral("reset-settings"),
        tr("Forget all settings and the layout.") };
    QCommandLineOption settings { QStringLiteral("settings"),
        tr("Keep the settings in this INI file, and places beside it, instead of "
           "the user's own."),
        tr("FILE") };
    QCommandLineOption screenshot { QStringLiteral("screenshot"),
        tr("Draw the window into a PNG file once its pictures are complete, without a display, and end. The "
           "user's settings are "
           "neither read nor written."),
        tr("FILE") };
    QCommandLineOption size { QStringLiteral("size"),
        tr("The window's size in pixels, from 640x480 to 16384x16384 (default 1400x900)."), tr("WxH") };
    QCommandLineOption dark { QStringLiteral("dark"), tr("Light text on dark.") };
    QCommandLineOption light { QStringLiteral("light"), tr("Dark text on light.") };

    void addTo(QCommandLineParser& parser) const
    {
        parser.setApplicationDescription(
            tr("Mandelbrot and Julia sets, a diffusion laboratory, and what parallel threads make of them."));
        parser.addOptions({ help, version, resetSettings, settings, screenshot, size, dark, light });
        parser.addPositionalArgument(QStringLiteral("LOCATION-FILE"),
            tr("A location as text, or a picture that carries one; shown at the start."),
            QStringLiteral("[LOCATION-FILE]"));
    }
};

std::optional<QSize> parseSize(const QString& text)
{
    static const QRegularExpression form(QStringLiteral("^([0-9]{1,5})x([0-9]{1,5})$"));
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const QSize size(match.captured(1).toInt(), match.captured(2).toInt());
    const bool within = size.expandedTo(smallest) == size && size.boundedTo(largest) == size;
    return within ? std::optional(size) : std::nullopt;
}

Error usageError(const QString& text)
{
    return { text.toStdString() };
}

/// The value of an option that may not be empty.
Result<QString> fileValue(const QCommandLineParser& parser, const QCommandLineOption& option)
{
    const QString value = parser.value(option);
    if (parser.isSet(option) && value.isEmpty())
        return usageError(Options::tr("--%1: the file name is empty").arg(option.names().constLast()));
    return value;
}

} // namespace

Result<CommandLine> parseCommandLine(const QStringList& arguments)
{
    const Options options;
    QCommandLineParser parser;
    options.addTo(parser);
    if (!parser.parse(arguments))
        return usageError(parser.errorText());

    CommandLine result;
    result.help = parser.isSet(options.help);
    result.version = parser.isSet(options.version);
    result.resetSettings = parser.isSet(options.resetSettings);
    const Result<QString> settings = fileValue(parser, options.settings);
    const Result<QString> screenshot = fileValue(parser, options.screenshot);
    for (const Result<QString>* file : { &settings, &screenshot }) {
        if (!*file)
            return file->error();
    }
    result.settingsFile = *settings;
    result.screenshotFile = *screenshot;
    if (parser.isSet(options.size)) {
        result.size = parseSize(parser.value(options.size));
        if (!result.size)
            return usageError(Options::tr("--size %1: it must be WIDTHxHEIGHT, from 640x480 to 16384x16384")
                                  .arg(parser.value(options.size)));
    }
    if (parser.isSet(options.dark) && parser.isSet(options.light))
        return usageError(Options::tr("--dark and --light: only one of them makes sense"));
    if (parser.isSet(options.dark))
        result.theme = Theme::Dark;
    if (parser.isSet(options.light))
        result.theme = Theme::Light;
    const QStringList files = parser.positionalArguments();
    if (files.size() > 1)
        return usageError(Options::tr("%1: only one LOCATION-FILE can be shown").arg(files.at(1)));
    result.locationFile = files.isEmpty() ? QString() : files.front();
    return result;
}

QString commandLineHelp()
{
    const Options options;
    QCommandLineParser parser;
    options.addTo(parser);
    return parser.helpText();
}

} // namespace escapade
