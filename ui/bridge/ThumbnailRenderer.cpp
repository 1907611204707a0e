#include "ui/bridge/ThumbnailRenderer.h"

#include "ui/bridge/Thumbnail.h"

namespace escapade {

ThumbnailRenderer::ThumbnailRenderer(WorkerPool& pool, QObject* parent)
    : QObject(parent)
    , m_pool(pool)
{ }

ThumbnailRenderer::~ThumbnailRenderer()
{
    m_cancel.cancel();
}

void ThumbnailRenderer::draw(const ThumbnailRequest& request, const std::function<void(const QImage&)>& done)
{
    ++m_pending;
    m_work.run(
        [&pool = m_pool, request, cancel = m_cancel] {
            const auto frame = thumbnailFrame(pool, request.location, request.pixels, cancel);
            return frame ? thumbnailImage(*frame, request.palette, request.location.colorMapping) : QImage();
        },
        [this, done, cancel = m_cancel](const QImage& image) {
            if (cancel.isCancelled())
                return;
            --m_pending;
            done(image);
        });
}

void ThumbnailRenderer::cancelAll()
{
    m_cancel.cancel();
    m_cancel = CancelToken();
    m_pending = 0;
}

} // namespace escapade
