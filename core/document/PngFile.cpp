#include "core/document/PngFile.h"

#include "core/base/Check.h"

#include <spng.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string_view>

namespace escapade {
namespace {

constexpr std::size_t maxTextBytes = 4'000'000; // of one chunk
constexpr std::size_t maxAllTextBytes = 16'000'000;
constexpr std::uint32_t maxTexts = 1'000; // libspng's own limit for all chunks together

struct ContextDeleter
{
    void operator()(spng_ctx* context) const { spng_ctx_free(context); }
};
using Context = std::unique_ptr<spng_ctx, ContextDeleter>;

Error pngError(const char* what, int code)
{
    return { std::string(what) + ": " + spng_strerror(code) };
}

bool isAscii(const std::string& text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// libspng keeps copies of keywords but only pointers to texts: these must outlive the context.
int setTexts(spng_ctx* context, const std::map<std::string, std::string>& texts)
{
    // Never written to; the library's structure has no const.
    static std::array<char, 1> empty {};
    std::vector<spng_text> chunks;
    for (const auto& [keyword, text] : texts) {
        if (text.empty())
            continue; // libspng refuses these
        spng_text chunk {};
        ESCAPADE_CHECK(!keyword.empty() && keyword.size() < sizeof chunk.keyword && isAscii(keyword));
        std::copy(keyword.begin(), keyword.end(), chunk.keyword);
        chunk.type = isAscii(text) ? SPNG_TEXT : SPNG_ITXT;
        chunk.length = text.size();
        chunk.text = const_cast<char*>(text.c_str());
        chunk.language_tag = empty.data();
        chunk.translated_keyword = empty.data();
        chunks.push_back(chunk);
    }
    return chunks.empty() ? 0
                          : spng_set_text(context, chunks.data(), static_cast<std::uint32_t>(chunks.size()));
}

int writeRow(spng_ctx* context, std::span<const std::uint32_t> pixels, std::vector<std::uint8_t>& rgb)
{
    for (std::size_t x = 0; x < pixels.size(); ++x) {
        rgb[3 * x] = static_cast<std::uint8_t>(pixels[x] >> 16U);
        rgb[3 * x + 1] = static_cast<std::uint8_t>(pixels[x] >> 8U);
        rgb[3 * x + 2] = static_cast<std::uint8_t>(pixels[x]);
    }
    return spng_encode_row(context, rgb.data(), rgb.size());
}

} // namespace

Result<std::vector<std::byte>> encodePng(Size size, const RowSource& rows,
    const std::map<std::string, std::string>& texts, const CancelToken& cancel)
{
    ESCAPADE_CHECK(!size.isEmpty());
    constexpr const char* what = "cannot encode a PNG";
    const Context context(spng_ctx_new(SPNG_CTX_ENCODER));
    if (!context)
        return Error { std::string(what) + ": out of memory" };
    spng_ihdr header {};
    header.width = static_cast<std::uint32_t>(size.width);
    header.height = static_cast<std::uint32_t>(size.height);
    header.bit_depth = 8;
    header.color_type = SPNG_COLOR_TYPE_TRUECOLOR;
    int code = spng_set_option(context.get(), SPNG_ENCODE_TO_BUFFER, 1);
    if (code == 0)
        code = spng_set_ihdr(context.get(), &header);
    if (code == 0)
        code = setTexts(context.get(), texts);
    if (code == 0)
        code = spng_encode_image(
            context.get(), nullptr, 0, SPNG_FMT_PNG, SPNG_ENCODE_PROGRESSIVE | SPNG_ENCODE_FINALIZE);
    std::vector<std::uint32_t> row(static_cast<std::size_t>(size.width));
    std::vector<std::uint8_t> rgb(3 * row.size());
    for (int y = 0; y < size.height && code == 0; ++y) {
        if (cancel.isCancelled())
            return Error { std::string(what) + ": cancelled" };
        rows(y, row);
        code = writeRow(context.get(), row, rgb);
    }
    if (code != SPNG_EOI)
        return pngError(what, code);

    std::size_t length = 0;
    const std::unique_ptr<void, decltype(&std::free)> buffer(
        spng_get_png_buffer(context.get(), &length, &code), &std::free);
    if (!buffer)
        return pngError(what, code);
    const auto* const first = static_cast<const std::byte*>(buffer.get());
    return std::vector<std::byte>(first, first + length);
}

Result<std::vector<std::byte>> encodePng(const Array2D<std::uint32_t>& pixels,
    const std::map<std::string, std::string>& texts, const CancelToken& cancel)
{
    const auto copyRow = [&pixels](int y, std::span<std::uint32_t> row) {
        std::copy_n(pixels.row(y), row.size(), row.begin());
    };
    return encodePng(pixels.size(), copyRow, texts, cancel);
}

bool isPng(std::span<const std::byte> bytes)
{
    constexpr std::string_view signature = "\x89PNG\r\n\x1a\n";
    return bytes.size() >= signature.size()
        && std::memcmp(bytes.data(), signature.data(), signature.size()) == 0;
}

Result<std::map<std::string, std::string>> readPngTexts(std::span<const std::byte> bytes)
{
    constexpr const char* what = "not a usable PNG";
    const Context context(spng_ctx_new(0));
    if (!context)
        return Error { std::string(what) + ": out of memory" };
    int code = spng_set_chunk_limits(context.get(), maxTextBytes, maxAllTextBytes);
    if (code == 0)
        code = spng_set_png_buffer(context.get(), bytes.data(), bytes.size());
    // Texts may stand behind the pixels: decode_chunks reads to the first IDAT, or, called again after the
    // pixels are read, to the end. Ours stand before them, as those of most programs do.
    if (code == 0)
        code = spng_decode_chunks(context.get());
    std::uint32_t count = 0;
    if (code == 0)
        code = spng_get_text(context.get(), nullptr, &count);
    std::map<std::string, std::string> texts;
    if (code == SPNG_ECHUNKAVAIL)
        return texts;
    if (code == 0 && count > maxTexts)
        return Error { std::string(what) + ": more than " + std::to_string(maxTexts) + " texts" };
    std::vector<spng_text> chunks(count);
    if (code == 0)
        code = spng_get_text(context.get(), chunks.data(), &count);
    if (code != 0)
        return pngError(what, code);
    for (const spng_text& chunk : chunks)
        texts.emplace(chunk.keyword, std::string(chunk.text, chunk.length));
    return texts;
}

} // namespace escapade
