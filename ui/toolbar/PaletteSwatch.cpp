#include "ui/toolbar/PaletteSwatch.h"

#include "core/color/ColorTable.h"

#include <QIconEngine>
#include <QPainter>
#include <QPixmap>

#include <utility>

namespace escapade {
namespace {

/// Draws the colours into whatever space there is: long in a list, square in a menu.
class SwatchEngine : public QIconEngine
{
public:
    explicit SwatchEngine(Palette palette)
        : m_palette(std::move(palette))
    { }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode /*mode*/, QIcon::State /*state*/) override
    {
        // Interpolated when it is first looked at: most palettes of a long list never are.
        if (m_colors.isNull()) {
            m_colors = QImage(256, 1, QImage::Format_RGB32);
            const ColorTable table(m_palette);
            for (int x = 0; x < m_colors.width(); ++x)
                m_colors.setPixel(x, 0, table.at((x + 0.5) / m_colors.width()));
        }
        painter->drawImage(rect, m_colors);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    QIconEngine* clone() const override
    {
        return new SwatchEngine(*this); // NOLINT(cppcoreguidelines-owning-memory)
    }

private:
    Palette m_palette;
    QImage m_colors;
};

} // namespace

QIcon paletteSwatch(const Palette& palette)
{
    return QIcon(new SwatchEngine(palette)); // the icon owns its engine
}

} // namespace escapade
