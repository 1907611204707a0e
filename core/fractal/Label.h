#pragma once

#include "core/base/Label.h"
