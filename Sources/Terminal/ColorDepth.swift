/// How many colours a terminal is given.
package enum ColorDepth: String, CaseIterable, Sendable {
    case truecolor
    case x256 = "256"
    case x16 = "16"
    case mono
}
