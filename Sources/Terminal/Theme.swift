/// The colours of the roles.
package struct Theme: Sendable {
    package let name: String

    package init(name: String) { self.name = name }
}
