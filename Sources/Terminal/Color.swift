internal import Glibc

/// A colour in sRGB, 8 bits a channel.
package struct RGB: Hashable, Sendable, CustomStringConvertible {
    package let red, green, blue: UInt8

    package init(_ hex: UInt32) {
        red = UInt8(truncatingIfNeeded: hex >> 16)
        green = UInt8(truncatingIfNeeded: hex >> 8)
        blue = UInt8(truncatingIfNeeded: hex)
    }
    /// Reads `#7aa2f7`.
    package init?(_ text: String) {
        guard text.utf8.count == 7, text.first == "#", text.dropFirst().allSatisfy(\.isHexDigit),
            let hex = UInt32(text.dropFirst(), radix: 16)
        else { return nil }
        self.init(hex)
    }
    package var hex: UInt32 { UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue) }
    package var description: String {
        let digits = String(hex, radix: 16)
        return "#" + String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// Channels as light, 0…1, without sRGB's gamma.
    package var linear: (red: Double, green: Double, blue: Double) {
        func light(_ c: UInt8) -> Double {
            let v = Double(c) / 255
            return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4)
        }
        return (light(red), light(green), light(blue))
    }
    /// Relative luminance, 0…1 (WCAG 2.2).
    package var luminance: Double {
        let l = linear
        return 0.2126 * l.red + 0.7152 * l.green + 0.0722 * l.blue
    }
    /// Contrast ratio of text and background, 1…21 (WCAG 2.2, success criterion 1.4.3).
    package func contrast(with other: RGB) -> Double {
        let (a, b) = (luminance, other.luminance)
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    /// How different two colours look: distance in OKLab (Ottosson 2020), 0…about 1.
    package func distance(to other: RGB) -> Double {
        let (a, b) = (oklab, other.oklab)
        let (x, y, z) = (a.0 - b.0, a.1 - b.1, a.2 - b.2)
        return (x * x + y * y + z * z).squareRoot()
    }
    private var oklab: (Double, Double, Double) {
        let c = linear
        let l = cbrt(0.4122214708 * c.red + 0.5363325363 * c.green + 0.0514459929 * c.blue)
        let m = cbrt(0.2119034982 * c.red + 0.6806995451 * c.green + 0.1073969566 * c.blue)
        let s = cbrt(0.0883024619 * c.red + 0.2817188376 * c.green + 0.6299787005 * c.blue)
        return (
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
        )
    }
}

/// The colours terminals have by number.
package enum IndexedColors {
    /// The sixteen as xterm draws them. People change them, so they are only a guess.
    package static let first16: [RGB] = [
        0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
        0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
    ].map { RGB($0) }

    package static let names = [
        "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
        "bright-black", "bright-red", "bright-green", "bright-yellow", "bright-blue", "bright-magenta",
        "bright-cyan", "bright-white",
    ]

    /// What a number looks like: 16 to 231 are a cube of six steps, 232 to 255 greys.
    package static func rgb(_ index: UInt8) -> RGB {
        let i = Int(index)
        if i < 16 { return first16[i] }
        if i >= 232 {
            let grey = UInt32(8 + 10 * (i - 232))
            return RGB(grey << 16 | grey << 8 | grey)
        }
        func step(_ n: Int) -> UInt32 { n == 0 ? 0 : UInt32(55 + 40 * n) }
        return RGB(step((i - 16) / 36) << 16 | step((i - 16) / 6 % 6) << 8 | step((i - 16) % 6))
    }

    /// The nearest of the 240 numbers whose look is the same everywhere (16 to 255): the nearest grey or one
    /// of the eight corners of its cell of the cube.
    package static func nearest256(_ color: RGB) -> UInt8 {
        func steps(_ c: UInt8) -> [Int] {
            let low = c < 95 ? 0 : (Int(c) - 55) / 40
            return low == 5 ? [5] : [low, low + 1]
        }
        var candidates: [UInt8] = []
        for r in steps(color.red) {
            for g in steps(color.green) {
                for b in steps(color.blue) { candidates.append(UInt8(16 + 36 * r + 6 * g + b)) }
            }
        }
        let mean = (Int(color.red) + Int(color.green) + Int(color.blue)) / 3
        let grey = max(0, min(23, (mean - 8) / 10))
        candidates += [UInt8(232 + grey), UInt8(232 + min(23, grey + 1))]
        return nearest(to: color, of: candidates)
    }
    package static func nearest16(_ color: RGB) -> UInt8 { nearest(to: color, of: Array(0..<16)) }

    private static func nearest(to color: RGB, of candidates: [UInt8]) -> UInt8 {
        var best: (index: UInt8, distance: Double) = (candidates[0], .infinity)
        for index in candidates {
            let distance = color.distance(to: rgb(index))
            if distance < best.distance { best = (index, distance) }
        }
        return best.index
    }
}
