#pragma once

#include "core/fractal/InverseIteration.h"
#include "ui/bridge/BackgroundWork.h"
#include "ui/canvas/CanvasLayer.h"

#include <QImage>
#include <QObject>

namespace escapade {

class FractalCanvas;

/// Where the points of inverse iteration are drawn.
enum class InverseShow {
    Off,
    Over, ///< white with a dark rim, over the picture
    Instead ///< brighter where there are more hits, on black
};

/// What the user chooses of inverse iteration. See InverseRequest.
struct InverseChoice
{
    InverseShow show = InverseShow::Off;
    InverseMethod method = InverseMethod::Tree;
    std::int64_t points = InverseRequest {}.points;
    std::int32_t hitLimit = InverseRequest {}.hitLimit;
    std::uint64_t seed = InverseRequest {}.seed;
    bool operator==(const InverseChoice&) const = default;
};

/// The Julia set of a canvas by inverse iteration, over its picture or instead of it. It follows the view and
/// c: what is there moves at once; then a picture of few points, which is always finished, and then the whole
/// one, unless something newer is wanted. All computing is the pool's, all waiting a background thread's.
class InverseLayer : public QObject, public CanvasLayer
{
    Q_OBJECT

public:
    /// Lasts as long as the canvas, whose child it is. The pool must outlive both.
    InverseLayer(FractalCanvas& canvas, WorkerPool& pool);
    ~InverseLayer() override;

    const InverseChoice& choice() const { return m_choice; }
    void setChoice(const InverseChoice& choice);

    /// Looks at what the canvas shows now.
    void refresh();
    /// Whether what is wanted is drawn.
    bool isComplete() const;
    /// The whole picture of what is wanted, in the canvas's own pixels; null while it is not there.
    QImage completeImage() const;
    /// How many points are drawn or hidden; 0 while nothing is.
    std::int64_t points() const { return m_points; }
    /// Why there is no picture; empty if there is one.
    const QString& problem() const { return m_problem; }

    void paint(QPainter& painter, const Viewport& viewport) const override;
    bool hidesPicture() const override { return m_choice.show == InverseShow::Instead; }

signals:
    void choiceChanged();
    /// Something was drawn, or could not be.
    void drawn();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class Stage { Coarse, Whole };

    /// A picture that was asked for.
    struct Drawn
    {
        InverseRequest request;
        Stage stage = Stage::Coarse;
        InverseShow show = InverseShow::Off;
        bool operator==(const Drawn&) const = default;
    };
    struct Image
    {
        QImage image;
        std::int64_t points = 0;
    };

    Drawn wanted() const;
    void computeNext();
    void take(const Drawn& asked, const Result<Image>& result);
    void show(const Drawn& asked, const Image& image);
    void showProblem(const Drawn& asked, const Error& error);
    static Result<Image> draw(WorkerPool& pool, const Drawn& asked, const CancelToken& cancel);

    FractalCanvas& m_canvas;
    WorkerPool& m_pool;
    InverseChoice m_choice;
    std::optional<Drawn> m_running;
    std::optional<Drawn> m_done; // the last that came back
    CancelToken m_cancel; // of m_running
    QImage m_image;
    Viewport m_imageViewport;
    std::int64_t m_points = 0;
    QString m_problem;
    BackgroundWork m_work; // last: its thread uses the pool until it is gone
};

} // namespace escapade
