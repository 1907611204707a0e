#pragma once

#include "core/color/Palette.h"
#include "core/document/Location.h"
#include "core/parallel/CancelToken.h"
#include "ui/bridge/BackgroundWork.h"

#include <QImage>

#include <functional>

namespace escapade {

class WorkerPool;

/// What a small picture is to show.
struct ThumbnailRequest
{
    Location location;
    Palette palette; ///< the location's own is not looked up
    Size pixels;
};

/// Draws small pictures of places in the background, one after the other.
class ThumbnailRenderer : public QObject
{
    Q_OBJECT

public:
    /// The pool must outlive this.
    explicit ThumbnailRenderer(WorkerPool& pool, QObject* parent = nullptr);
    /// What is still to be drawn is dropped.
    ~ThumbnailRenderer() override;

    /// Calls done(image) on this object's thread, with a null image where it cannot be drawn; never after
    /// cancelAll().
    void draw(const ThumbnailRequest& request, const std::function<void(const QImage&)>& done);
    /// Drops all that was asked for.
    void cancelAll();
    /// Whether a picture is still to come.
    bool isBusy() const { return m_pending > 0; }

private:
    WorkerPool& m_pool;
    CancelToken m_cancel; // of all that was asked for since the last cancelAll()
    int m_pending = 0;
    BackgroundWork m_work; // last: its results come to this object
};

} // namespace escapade
