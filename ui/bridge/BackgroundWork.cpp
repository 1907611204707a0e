#include "ui/bridge/BackgroundWork.h"

namespace escapade {

BackgroundWork::BackgroundWork(QObject* parent)
    : QObject(parent)
{
    m_thread.setMaxThreadCount(1);
}

BackgroundWork::~BackgroundWork()
{
    m_thread.waitForDone();
}

} // namespace escapade
