/// The themes that ship with the program, embedded so that one binary holds them.
package enum ShippedThemes {
    /// Name and TOML text, in the order people choose from.
    package static let texts: [(name: String, toml: String)] = [
        ("night", PackageResources.night_toml), ("day", PackageResources.day_toml),
        ("high-contrast", PackageResources.high_contrast_toml),
        ("deuteranopia", PackageResources.deuteranopia_toml),
        ("tritanopia", PackageResources.tritanopia_toml), ("mono", PackageResources.mono_toml),
    ].map { ($0, String(decoding: $1, as: UTF8.self)) }
}
