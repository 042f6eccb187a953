package import ClinicModel

/// The clinic document, version 1: one JSON text that holds everything a clinic schedules with.
package enum ClinicDocument {
    /// Problems listed at most; the rest are counted.
    package static let mostProblems = 50

    /// Reads the whole document strictly: unknown and missing keys, wrong types and ranges, ids that stand
    /// twice or point nowhere are problems, all of them reported at once.
    package static func read(_ bytes: [UInt8]) throws(ClinicDocumentError) -> Clinic {
        try read(try parse(bytes))
    }

    /// The same of a text that has been parsed already.
    package static func read(_ root: JSONValue) throws(ClinicDocumentError) -> Clinic {
        var reader = DocumentReader()
        let clinic = reader.document(root)
        guard reader.problems.isEmpty else {
            throw ClinicDocumentError(
                problems: Array(reader.problems.prefix(mostProblems)),
                more: max(0, reader.problems.count - mostProblems))
        }
        return clinic
    }

    /// The text as JSON; what is none is a problem like any other.
    package static func parse(_ bytes: [UInt8]) throws(ClinicDocumentError) -> JSONValue {
        do {
            return try JSONReader.read(bytes)
        } catch {
            throw ClinicDocumentError(
                problems: [
                    Problem(path: "", line: error.line, message: "column \(error.column): \(error.message)")
                ], more: 0)
        }
    }

    package static func read(_ text: String) throws(ClinicDocumentError) -> Clinic {
        try read(Array(text.utf8))
    }

    /// What is wrong, and where.
    package struct Problem: Hashable, Sendable, CustomStringConvertible {
        /// `patients[3].work[0].from`; empty when the text is no JSON.
        package var path: String
        /// Counted from 1.
        package var line: Int
        /// The value as it stands and what was wanted.
        package var message: String

        package var description: String {
            path.isEmpty ? "line \(line), \(message)" : "\(path): \(message) (line \(line))"
        }
    }
}

/// A text that is no clinic document.
package struct ClinicDocumentError: Error, Hashable, Sendable, CustomStringConvertible {
    /// In the order of the text, at most `ClinicDocument.mostProblems`.
    package var problems: [ClinicDocument.Problem]
    /// How many more there are.
    package var more: Int

    /// A line a problem.
    package var description: String {
        problems.map(\.description).joined(separator: "\n") + (more > 0 ? "\nand \(more) more" : "")
    }
}
