#pragma once

#include <algorithm>

namespace escapade {

/// A place in a picture, in pixels; y counts downwards from the top row.
struct Point
{
    int x = 0;
    int y = 0;
    bool operator==(const Point&) const = default;
};

/// A picture's size in pixels.
struct Size
{
    int width = 0;
    int height = 0;
    bool operator==(const Size&) const = default;
    bool isEmpty() const { return width <= 0 || height <= 0; }
};

/// Pixels [x, x+width) by [y, y+height), y downwards. A rectangle without pixels is empty.
struct Rect
{
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
    bool operator==(const Rect&) const = default;
    bool isEmpty() const { return width <= 0 || height <= 0; }

    /// The smallest rectangle that holds both.
    Rect united(const Rect& other) const
    {
        if (isEmpty())
            return other;
        if (other.isEmpty())
            return *this;
        const int left = std::min(x, other.x);
        const int top = std::min(y, other.y);
        const int right = std::max(x + width, other.x + other.width);
        const int bottom = std::max(y + height, other.y + other.height);
        return { left, top, right - left, bottom - top };
    }
};

} // namespace escapade
