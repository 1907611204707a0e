#include "app/cli/CommonOptions.h"

#include "core/parallel/WorkerPool.h"

#include <CLI/Error.hpp>
#include <CLI/Option.hpp>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>

namespace escapade::cli {
namespace {

std::string parseThreads(const std::string& text, int& threads)
{
    const int most = WorkerPool::defaultMembers();
    const bool digits
        = !text.empty() && text.size() <= 4 && text.find_first_not_of("0123456789") == std::string::npos;
    const int value = digits ? std::stoi(text) : 0;
    if (value < 1 || value > most)
        return "--threads is \"" + text + "\"; it must be a whole number from 1 to " + std::to_string(most);
    threads = value;
    return {};
}

std::string parseSimd(const std::string& text, SimdLevel& level)
{
    if (text == "auto") {
        level = bestSimdLevel();
        return {};
    }
    const auto named = simdFromName(text);
    if (!named)
        return "--simd is \"" + text + "\"; it must be auto, scalar, sse2, avx2 or avx512";
    if (!isAvailable(*named))
        return "--simd " + text + " cannot run here: this processor, operating system or build lacks it";
    level = *named;
    return {};
}

} // namespace

void addComputeOptions(CLI::App& command, ComputeOptions& options, WithArithmetic arithmetic)
{
    options.threads = std::min(WorkerPool::logicalCores(), WorkerPool::defaultMembers());
    options.simd = bestSimdLevel();
    command
        .add_option_function<std::string>(
            "--threads",
            [&options](const std::string& text) {
                if (const std::string problem = parseThreads(text, options.threads); !problem.empty())
                    throw CLI::ValidationError(problem);
            },
            "Worker threads, 1 to " + std::to_string(WorkerPool::defaultMembers())
                + " (default: all logical cores)")
        ->type_name("N");
    command
        .add_option_function<std::string>(
            "--simd",
            [&options](const std::string& text) {
                if (const std::string problem = parseSimd(text, options.simd); !problem.empty())
                    throw CLI::ValidationError(problem);
            },
            "Instruction set: auto, scalar, sse2, avx2 or avx512 (default: auto)")
        ->type_name("LEVEL");
    if (arithmetic == WithArithmetic::Yes) {
        command
            .add_option_function<std::string>(
                "--arithmetic",
                [&options](const std::string& text) {
                    if (text != "strict" && text != "fused")
                        throw CLI::ValidationError(
                            "--arithmetic is \"" + text + "\"; it must be strict or fused");
                    options.arithmetic = text == "fused" ? Arithmetic::Fused : Arithmetic::Strict;
                },
                "strict (plain IEEE double, default) or fused (multiply-add, faster, rounds differently)")
            ->type_name("KIND");
    }
    command.add_flag("--progress", options.progress, "Progress bar on stderr when that is a terminal");
}

void checkCompute(const ComputeOptions& options)
{
    if (!supports(options.simd, options.arithmetic))
        throw CLI::ValidationError("--arithmetic fused needs a multiply-add instruction, which --simd "
            + std::string(simdName(options.simd)) + " lacks; use strict, or avx2 or avx512");
}

int fail(const Error& error, int exitCode)
{
    constexpr std::size_t longest = 1000;
    std::string line = error.message.substr(0, longest);
    for (char& c : line) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            c = '?';
    }
    std::fprintf(stderr, "escapade-cli: %s\n", line.c_str());
    return exitCode;
}

Result<void> printText(const std::string& text)
{
    errno = 0;
    if (std::fputs(text.c_str(), stdout) < 0 || std::fflush(stdout) != 0)
        return Error { "cannot write to the standard output: " + std::generic_category().message(errno) };
    return {};
}

} // namespace escapade::cli
