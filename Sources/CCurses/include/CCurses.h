// The one door to ncursesw. curses.h itself stays inside the .c files: its globals, attribute macros and
// variadic functions do not fit Swift. ncurses is not thread-safe: one isolation calls these, except where
// a comment says otherwise.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Columns a Unicode scalar takes by libc's wcwidth in a UTF-8 locale, whatever locale the process has:
// -1 not printable, 0 combining, 1, 2. Thread safe.
int vesper_columns(uint32_t scalar);

// Takes the locale of the environment, C.UTF-8 for one in UTF-8 that is not installed. Returns the name of the
// codeset that the terminal is set to ("UTF-8"; in C, POSIX or where none is set "ANSI_X3.4-1968"), valid until the
// next call.
const char *vesper_locale(void);

// What a terminal description says; false when there is none of that name.
struct vesper_terminfo {
    bool addressable, alternate, mouse, direct;
    int colors, pairs;
};
bool vesper_describe(const char *term, struct vesper_terminfo *out);

// Rows and columns of the terminal at a file descriptor; false when it does not tell.
bool vesper_size(int fd, int *height, int *width);
// Whether a file descriptor is a terminal.
bool vesper_is_terminal(int fd);
// Milliseconds of a clock that never goes back.
uint64_t vesper_milliseconds(void);

// How the terminal is taken.
struct vesper_options {
    const char *term;
    // 24-bit colours: pairs take 0xRRGGBB.
    bool direct_color;
    // Blanks on a coloured background are written, not erased.
    bool no_erase;
    // Sent after entering and before leaving (mouse, bracketed paste, title).
    const char *enter, *leave;
};
// Enters full-screen mode on stdin and stdout; false when newterm refuses.
bool vesper_open(const struct vesper_options *options);
// Leaves it for good and shows what was written to stderr meanwhile. Does nothing when it is not open.
void vesper_close(void);
// Leaves it, stops the process group as Ctrl-Z does, and enters it again when continued.
void vesper_suspend(void);
// Enters it again after something outside stopped and continued the process.
void vesper_reenter(void);

// Colours there are (0: none) and pairs of them.
int vesper_colors(void);
int vesper_pairs(void);
// Defines a pair; -1 is the terminal's own colour.
void vesper_pair(int pair, int ink, int paper);

enum { VESPER_BOLD = 1, VESPER_UNDERLINE = 2, VESPER_REVERSE = 4, VESPER_DIM = 8 };
struct vesper_cell {
    // The letter, its combining marks, 0.
    uint32_t scalars[6];
    int32_t pair;
    uint32_t marks;
};
// Puts cells beside one another; a wide one counts as one entry and takes two columns.
void vesper_put(int row, int column, const struct vesper_cell *cells, int count);
// Shows what was put and the cursor at a place, or no cursor (row -1).
void vesper_flush(int row, int column);
// Everything is sent again at the next flush.
void vesper_redraw(void);
void vesper_resize(int height, int width);
// Writes bytes straight to the terminal.
void vesper_send(const char *bytes, size_t count);

// What woke a wait.
enum {
    VESPER_INPUT = 1, VESPER_RESIZED = 2, VESPER_STOPPED = 4, VESPER_CONTINUED = 8, VESPER_ENDED = 16,
    VESPER_WOKEN = 32, VESPER_GONE = 64
};
// Waits for input, a signal or vesper_wake; at most so many milliseconds, for ever when negative. Returns
// the bits above, 0 when the time is over.
int vesper_wait(int milliseconds);
// Reads what is there; 0 when nothing is, -1 when the terminal is gone.
int vesper_read(uint8_t *bytes, int most);
// Ends a wait. From any thread.
void vesper_wake(void);
// The signal that asked the program to end (SIGTERM, SIGHUP, SIGINT); 0 when none did.
int vesper_ending_signal(void);
