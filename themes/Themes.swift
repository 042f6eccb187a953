// The themes that ship with the program, embedded as bytes (`PackageResources`).
