@main
struct VesperBench {
    static func main() {}
}
