/// A size in cells.
package struct Size: Hashable, Sendable, CustomStringConvertible {
    package var columns: Int
    package var rows: Int

    package init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
    }
    /// `120×40`
    package var description: String { "\(columns)×\(rows)" }
}

/// A cell's place: columns from the left, rows from the top, both from 0.
package struct Point: Hashable, Sendable {
    package var x: Int
    package var y: Int

    package init(_ x: Int, _ y: Int) {
        self.x = x
        self.y = y
    }
}

/// A rectangle of cells. Negative widths and heights are empty rectangles; numbers beyond any screen are
/// brought back to ±1,000,000.
package struct Rect: Hashable, Sendable {
    package var x: Int
    package var y: Int
    package var width: Int
    package var height: Int

    package init(x: Int, y: Int, width: Int, height: Int) {
        self.x = Self.bounded(x)
        self.y = Self.bounded(y)
        self.width = max(0, Self.bounded(width))
        self.height = max(0, Self.bounded(height))
    }
    static func bounded(_ n: Int) -> Int { min(max(n, -1_000_000), 1_000_000) }

    package init(_ size: Size) { self.init(x: 0, y: 0, width: size.columns, height: size.rows) }

    /// The column and the row just past the rectangle.
    package var maxX: Int { x + width }
    package var maxY: Int { y + height }
    package var isEmpty: Bool { width == 0 || height == 0 }
    package var size: Size { Size(columns: width, rows: height) }

    package func contains(_ p: Point) -> Bool { p.x >= x && p.x < maxX && p.y >= y && p.y < maxY }

    package func intersection(_ other: Rect) -> Rect {
        let left = max(x, other.x)
        let top = max(y, other.y)
        return Rect(
            x: left, y: top, width: min(maxX, other.maxX) - left, height: min(maxY, other.maxY) - top)
    }
    package func inset(_ columns: Int, _ rows: Int) -> Rect {
        Rect(x: x + columns, y: y + rows, width: width - 2 * columns, height: height - 2 * rows)
    }
    /// Cuts off the first `rows` rows (fewer when there are not as many).
    package func splitTop(_ rows: Int) -> (top: Rect, rest: Rect) {
        let n = min(max(0, rows), height)
        return (
            Rect(x: x, y: y, width: width, height: n),
            Rect(x: x, y: y + n, width: width, height: height - n)
        )
    }
    package func splitBottom(_ rows: Int) -> (rest: Rect, bottom: Rect) {
        let (a, b) = splitTop(height - min(max(0, rows), height))
        return (a, b)
    }
    package func splitLeft(_ columns: Int) -> (left: Rect, rest: Rect) {
        let n = min(max(0, columns), width)
        return (
            Rect(x: x, y: y, width: n, height: height),
            Rect(x: x + n, y: y, width: width - n, height: height)
        )
    }
    package func splitRight(_ columns: Int) -> (rest: Rect, right: Rect) {
        let (a, b) = splitLeft(width - min(max(0, columns), width))
        return (a, b)
    }
    /// A rectangle of this size, or as much of it as fits, in the middle.
    package func centered(_ size: Size) -> Rect {
        let w = min(size.columns, width)
        let h = min(size.rows, height)
        return Rect(x: x + (width - w) / 2, y: y + (height - h) / 2, width: w, height: h)
    }
}
