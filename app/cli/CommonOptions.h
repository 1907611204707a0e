#pragma once

#include "app/cli/Interrupt.h"
#include "core/base/Result.h"
#include "core/simd/KernelTable.h"

#include <CLI/App.hpp>

namespace escapade::cli {

inline constexpr int exitSuccess = 0;
inline constexpr int exitFailure = 1; ///< something went wrong while running
inline constexpr int exitUsage = 2; ///< the command line was wrong; nothing was touched
inline constexpr int exitInterrupted = 130; ///< SIGINT

/// How to compute: options that every subcommand takes.
struct ComputeOptions
{
    int threads = 0; ///< after parsing 1 or more
    SimdLevel simd = SimdLevel::Scalar; ///< after parsing one that is available
    Arithmetic arithmetic = Arithmetic::Strict;
    bool progress = false;
};

/// Adds --threads, --simd and --progress, and --arithmetic where asked for. Values are checked while parsing.
/// The combination of simd and arithmetic is checked by checkCompute().
enum class WithArithmetic { No, Yes };
void addComputeOptions(CLI::App& command, ComputeOptions& options, WithArithmetic arithmetic);

/// Throws CLI::ValidationError where the instruction set cannot do the arithmetic. Call from the subcommand's
/// callback.
void checkCompute(const ComputeOptions& options);

/// Prints "escapade-cli: MESSAGE" as one line on stderr and returns the exit code. Control characters, which
/// may come from what the user wrote, become question marks.
int fail(const Error& error, int exitCode = exitFailure);

/// Prints to stdout at once; fails where it is closed or its disk is full.
Result<void> printText(const std::string& text);

} // namespace escapade::cli
