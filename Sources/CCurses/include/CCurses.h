// The one door to ncursesw. curses.h itself stays inside CCurses.c: its globals, attribute macros and
// variadic functions do not fit Swift.
#pragma once
#include <stdint.h>

// Columns a Unicode scalar takes by libc's wcwidth in a UTF-8 locale, whatever locale the process has:
// -1 not printable, 0 combining, 1, 2. Thread safe.
int vesper_columns(uint32_t scalar);
