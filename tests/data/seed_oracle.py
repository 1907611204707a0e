"""The escape-time loops of the course text that this program grew from, as they stand there, for one view.

Usage: seed_oracle.py mandelbrot|julia WIDTH HEIGHT RE IM EXTENT_W EXTENT_H MAX_ITER C_RE C_IM OUTPUT

Writes the counts as little-endian int32, rows from the bottom to the top as the loops go. Plain Python: its complex
numbers are pairs of IEEE doubles without fused operations, so it is the oracle for strict arithmetic, bit for bit.
"""

import array
import sys


def mandelbrot(width, height, center, extent, max_iter):
    scale = max((extent / width).real, (extent / height).imag)
    result = array.array("i", [0]) * (width * height)
    for j in range(height):
        for i in range(width):
            c = center + (i - width // 2 + (j - height // 2)*1j) * scale
            z = 0
            for k in range(max_iter):
                z = z**2 + c
                if (z * z.conjugate()).real > 4.0:
                    break
            result[j * width + i] = k
    return result


def julia(width, height, center, extent, max_iter, c):
    scale = max((extent / width).real, (extent / height).imag)
    result = array.array("i", [0]) * (width * height)
    for j in range(height):
        for i in range(width):
            z = center + (i - width // 2 + (j - height // 2)*1j) * scale
            for k in range(max_iter):
                z = z**2 + c
                if (z * z.conjugate()).real > 4.0:
                    break
            result[j * width + i] = k
    return result


def main():
    formula, width, height, re, im, extent_w, extent_h, max_iter, c_re, c_im, output = sys.argv[1:]
    center = complex(float(re), float(im))
    extent = complex(float(extent_w), float(extent_h))
    if formula == "mandelbrot":
        result = mandelbrot(int(width), int(height), center, extent, int(max_iter))
    else:
        result = julia(int(width), int(height), center, extent, int(max_iter), complex(float(c_re), float(c_im)))
    if sys.byteorder == "big":
        result.byteswap()
    with open(output, "wb") as file:
        result.tofile(file)


main()
