// swift-tools-version: 6.3
import PackageDescription

let common: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]
let pure = common + [.strictMemorySafety()]

let package = Package(
    name: "vesper",
    products: [.executable(name: "vesper", targets: ["vesper"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/LebJe/TOMLKit.git", from: "0.6.0"),
    ],
    targets: [
        .target(name: "ClinicModel", swiftSettings: pure),
        .target(name: "SchedulingEngine", dependencies: ["ClinicModel"], swiftSettings: pure),
        .target(name: "Interchange", dependencies: ["ClinicModel"], swiftSettings: pure),
        .target(
            name: "ClinicStore",
            dependencies: ["ClinicModel", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: common),
        .target(
            name: "FrontDesk", dependencies: ["ClinicModel", "SchedulingEngine", "ClinicStore"],
            swiftSettings: common),
        .target(
            name: "CCurses",
            linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
        .target(
            name: "Terminal",
            dependencies: ["CCurses", .product(name: "TOMLKit", package: "TOMLKit")],
            swiftSettings: common),
        .target(
            name: "Themes", path: "themes",
            resources: [
                .embedInCode("night.toml"), .embedInCode("day.toml"), .embedInCode("high-contrast.toml"),
                .embedInCode("deuteranopia.toml"), .embedInCode("tritanopia.toml"), .embedInCode("mono.toml"),
            ],
            swiftSettings: common),
        .target(name: "DemoClinic", dependencies: ["ClinicModel", "Interchange"], swiftSettings: pure),
        .target(
            name: "Dashboard",
            dependencies: [
                "ClinicModel", "SchedulingEngine", "FrontDesk", "Terminal",
                .product(name: "TOMLKit", package: "TOMLKit"),
            ],
            swiftSettings: common),
        .executableTarget(
            name: "vesper",
            dependencies: [
                "ClinicModel", "SchedulingEngine", "Interchange", "ClinicStore", "FrontDesk",
                "Terminal", "Themes", "Dashboard", "DemoClinic",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: common),
        .executableTarget(
            name: "vesper-bench", dependencies: ["ClinicModel", "SchedulingEngine", "Interchange"],
            exclude: ["README.md"],
            swiftSettings: common),
        .testTarget(name: "ClinicModelTests", dependencies: ["ClinicModel"], swiftSettings: common),
        .testTarget(
            name: "SchedulingEngineTests", dependencies: ["ClinicModel", "SchedulingEngine", "Interchange"],
            swiftSettings: common),
        .testTarget(
            name: "InterchangeTests", dependencies: ["ClinicModel", "Interchange", "DemoClinic"],
            swiftSettings: common),
        .testTarget(
            name: "ClinicStoreTests",
            dependencies: [
                "ClinicModel", "ClinicStore", "Interchange", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: common),
        .testTarget(
            name: "FrontDeskTests",
            dependencies: ["ClinicModel", "SchedulingEngine", "ClinicStore", "FrontDesk", "Interchange"],
            swiftSettings: common),
        .testTarget(name: "TerminalTests", dependencies: ["Terminal", "Themes"], swiftSettings: common),
        .testTarget(
            name: "DashboardTests",
            dependencies: [
                "ClinicModel", "SchedulingEngine", "ClinicStore", "FrontDesk", "Interchange", "Terminal",
                "Dashboard",
            ], exclude: ["Pictures"], swiftSettings: common),
        .testTarget(
            name: "VesperTests", dependencies: ["vesper", "ClinicStore"], swiftSettings: common),
    ],
    swiftLanguageModes: [.v6]
)
