#pragma once

#include <QByteArray>
#include <QProcess>
#include <QStringList>

namespace escapade::test {

/// What a run of escapade-cli did.
struct CliResult
{
    bool crashed = true;
    int exitCode = -1;
    QByteArray out;
    QByteArray err;
};

/// Runs the command line under test and waits for its end.
inline CliResult runCli(const QStringList& arguments, const QString& workingDirectory = {})
{
    constexpr int milliseconds = 900'000; // generous: sanitizers are slow
    QProcess process;
    process.setWorkingDirectory(workingDirectory);
    process.start(QStringLiteral(ESCAPADE_CLI), arguments);
    CliResult result;
    if (!process.waitForFinished(milliseconds)) {
        process.kill();
        process.waitForFinished();
        return result;
    }
    result.crashed = process.exitStatus() != QProcess::NormalExit;
    result.exitCode = process.exitCode();
    result.out = process.readAllStandardOutput();
    result.err = process.readAllStandardError();
    return result;
}

} // namespace escapade::test
