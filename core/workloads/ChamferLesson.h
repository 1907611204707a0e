#pragma once

#include "core/workloads/Lesson.h"
#include "core/workloads/PointClouds.h"

namespace escapade {

/// The lesson about matching clusters of points: brute force plain, with vectors, and on several threads,
/// against a k-d tree on one thread and on several. The clouds are made by the first run, before its clock
/// starts. The fingerprint is that of all distances.
Lesson makeChamferLesson(WorkerPool& pool, const CloudsRequest& request = {});

} // namespace escapade
