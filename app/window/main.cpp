#include "app/window/CommandLine.h"
#include "app/window/Screenshot.h"
#include "core/parallel/WorkerPool.h"
#include "ui/MainWindow.h"
#include "ui/bridge/InputKeyGuard.h"
#include "ui/settings/SessionKeeper.h"

#include <QApplication>
#include <QFileInfo>
#include <QIcon>
#include <QSettings>
#include <QStandardPaths>

#include <clocale>
#include <exception>
#include <iostream>
#include <memory>

namespace escapade {
namespace {

constexpr int exitFailure = 1;
constexpr int exitUsage = 2;

void nameApplication()
{
    QCoreApplication::setOrganizationName(QStringLiteral("Escapade"));
    QCoreApplication::setApplicationName(QStringLiteral("escapade"));
    QCoreApplication::setApplicationVersion(QStringLiteral(ESCAPADE_VERSION));
}

/// Reads the command line before anything needs a display. Empty: the program is to end with this exit code.
std::optional<CommandLine> readCommandLine(int argc, char** argv, int& exitCode)
{
    const QCoreApplication application(argc, argv);
    const Result<CommandLine> commandLine = parseCommandLine(QCoreApplication::arguments());
    exitCode = 0;
    if (!commandLine) {
        std::cerr << "escapade: " << commandLine.error().message << '\n';
        exitCode = exitUsage;
        return std::nullopt;
    }
    if (commandLine->help)
        std::cout << commandLineHelp().toStdString();
    else if (commandLine->version)
        std::cout << "escapade " << ESCAPADE_VERSION << '\n';
    else
        return *commandLine;
    return std::nullopt;
}

bool hasDisplay()
{
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY")
        || qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
}

std::unique_ptr<QSettings> openSettings(const CommandLine& commandLine)
{
    if (commandLine.settingsFile.isEmpty())
        return std::make_unique<QSettings>();
    return std::make_unique<QSettings>(commandLine.settingsFile, QSettings::IniFormat);
}

/// Where the user's own places are: beside a settings file that was named, or with the user's other data.
QString placesFolder(const CommandLine& commandLine)
{
    if (!commandLine.settingsFile.isEmpty())
        return QFileInfo(commandLine.settingsFile).absolutePath() + QLatin1String("/places");
    if (!commandLine.screenshotFile.isEmpty())
        return {};
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QLatin1String("/places");
}

Session firstSession(const CommandLine& commandLine, QSettings& settings)
{
    const bool ignoreUsers = !commandLine.screenshotFile.isEmpty() && commandLine.settingsFile.isEmpty();
    Session session = ignoreUsers || commandLine.resetSettings ? defaultSession() : loadSession(settings);
    if (commandLine.theme)
        session.theme = *commandLine.theme;
    return session;
}

void writeSettings(const MainWindow& window, const CommandLine& commandLine)
{
    if (!writeSession(window.session(), commandLine.settingsFile))
        std::cerr << "escapade: the settings could not be written to "
                  << openSettings(commandLine)->fileName().toStdString() << '\n';
}

int runWindow(QApplication& application, const CommandLine& commandLine)
{
    QApplication::setDesktopFileName(QStringLiteral("org.escapade.Escapade"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/escapade.svg")));
    InputKeyGuard keyGuard;
    application.installEventFilter(&keyGuard);
    const std::unique_ptr<QSettings> settings = openSettings(commandLine);
    const Session session = firstSession(commandLine, *settings);
    ThemeSwitch theme(application);
    theme.apply(session.theme);

    // It outlives the window, whose pictures it computes.
    WorkerPool pool(WorkerPool::defaultMembers(), WorkerPool::Manners::Yielding);
    MainWindow window(pool, theme, session);
    if (commandLine.size) {
        window.setWindowState(Qt::WindowNoState);
        window.resize(*commandLine.size);
    }
    const bool takesScreenshot = !commandLine.screenshotFile.isEmpty();
    std::unique_ptr<SessionKeeper> keeper;
    if (!takesScreenshot) {
        keeper = std::make_unique<SessionKeeper>(SessionKeeper::Work { [&window] { return window.session(); },
            [file = commandLine.settingsFile](const Session& last) { return writeSession(last, file); } });
        QObject::connect(&window, &MainWindow::closing, &window, [&] {
            keeper.reset(); // the last one to write is the one below
            writeSettings(window, commandLine);
        });
    }
    window.setPlacesFolder(placesFolder(commandLine));
    window.show();
    if (!commandLine.locationFile.isEmpty())
        window.openFile(commandLine.locationFile);
    std::unique_ptr<Screenshot> screenshot;
    if (takesScreenshot)
        screenshot = std::make_unique<Screenshot>(window, commandLine.screenshotFile);
    return QApplication::exec();
}

int run(int argc, char** argv)
{
    nameApplication();
    int exitCode = 0;
    const std::optional<CommandLine> commandLine = readCommandLine(argc, argv, exitCode);
    if (!commandLine)
        return exitCode;
    if (!commandLine->screenshotFile.isEmpty() && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    if (!hasDisplay()) {
        std::cerr << "escapade: there is no display; --screenshot FILE draws the window without one\n";
        return exitFailure;
    }
    QApplication application(argc, argv);
    // Qt takes the user's decimal comma into the C library, where files would get it, too.
    std::setlocale(LC_NUMERIC, "C");
    return runWindow(application, *commandLine);
}

} // namespace
} // namespace escapade

int main(int argc, char** argv)
{
    try {
        return escapade::run(argc, argv);
    } catch (const std::exception& problem) {
        std::cerr << "escapade: " << problem.what() << '\n';
        return escapade::exitFailure;
    }
}
