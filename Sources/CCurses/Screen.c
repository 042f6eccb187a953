#include "internal.h"

#include <curses.h>
#include <sys/ioctl.h>
#include <term.h>
#include <wchar.h>

static SCREEN *screen;
static bool has_colors_now, has_own_colors, cursor_shown;
// The number of the terminal's own colour in the description; -1: it has none.
static int own_color = -1;
static char *enter_bytes, *leave_bytes;

bool vesper_is_terminal(int fd) { return isatty(fd); }

bool vesper_size(int fd, int *height, int *width) {
    struct winsize size;
    if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) return false;
    *height = size.ws_row;
    *width = size.ws_col;
    return true;
}

static bool has(const char *name) {
    const char *text = tigetstr(name);
    return text && text != (char *)-1;
}

bool vesper_describe(const char *term, struct vesper_terminfo *out) {
    int error;
    if (setupterm(term, STDOUT_FILENO, &error) != OK) return false;
    out->addressable = has("cup");
    out->alternate = has("smcup");
    out->mouse = has("kmous");
    out->direct = tigetflag("RGB") > 0 || tigetflag("Tc") > 0;
    out->colors = tigetnum("colors");
    out->pairs = tigetnum("pairs");
    del_curterm(cur_term);
    return true;
}

// ---- the bytes that give the terminal back

static char collected[512];
static size_t collected_count;
static int collect(int c) {
    if (collected_count < sizeof collected) collected[collected_count++] = (char)c;
    return c;
}
static void collect_text(const char *text) {
    while (text && *text) collect(*text++);
}
static void collect_capability(const char *text) {
    if (text && text != (char *)-1) tputs(text, 1, collect);
}
static void build_restore(void) {
    collected_count = 0;
    // CAN ends a sequence that was cut off.
    collect('\030');
    collect_text(leave_bytes);
    collect_capability(exit_attribute_mode);
    collect_capability(orig_pair);
    if (!exit_ca_mode) collect_capability(clear_screen);
    collect_capability(cursor_normal);
    collect_capability(exit_ca_mode);
    if (!exit_ca_mode) return;
    collect('\r');
}

static void send_text(const char *text) {
    if (text) vesper_send(text, strlen(text));
}

// ---- entering and leaving

static void prepare_colors(void) {
    has_colors_now = has_colors() && start_color() == OK;
    has_own_colors =
        has_colors_now
        && (own_color < 0 ? use_default_colors() : assume_default_colors(own_color, own_color)) == OK;
}

static void fit_to_terminal(void) {
    int height, width;
    if (vesper_size(STDOUT_FILENO, &height, &width)) resize_term(height, width);
}

bool vesper_open(const struct vesper_options *options) {
    if (screen) return false;
    guard_remember();
    const char *terminfo = getenv("TERMINFO");
    char *before = terminfo ? strdup(terminfo) : NULL;
    char *changed =
        changed_description(options->term, options->direct_color, options->no_erase, &own_color);
    if (!changed) own_color = -1;
    if (changed) setenv("TERMINFO", changed, 1);
    screen = newterm(options->term, stdout, stdin);
    if (changed) {
        if (before) setenv("TERMINFO", before, 1);
        else unsetenv("TERMINFO");
    }
    free(before);
    free(changed);
    if (!screen) return false;
    enter_bytes = strdup(options->enter);
    leave_bytes = strdup(options->leave);
    raw();
    noecho();
    nonl();
    typeahead(-1);
    leaveok(stdscr, TRUE);
    curs_set(0);
    cursor_shown = false;
    prepare_colors();
    fit_to_terminal();
    build_restore();
    guard_arm(collected, collected_count);
    guard_hold_errors();
    send_text(enter_bytes);
    return true;
}

static void leave(void) {
    send_text(leave_bytes);
    if (!exit_ca_mode) {
        // No second screen to throw away: what stands on this one must not stay.
        clear();
        refresh();
    }
    endwin();
    cursor_shown = true;
    guard_release_errors();
}

void vesper_close(void) {
    if (!screen) return;
    leave();
    guard_disarm();
    delscreen(screen);
    screen = NULL;
    free(enter_bytes);
    free(leave_bytes);
    enter_bytes = leave_bytes = NULL;
}

void vesper_reenter(void) {
    if (!screen) return;
    reset_prog_mode();
    // Whatever was shown meanwhile may have left its colours.
    send_text(exit_attribute_mode);
    send_text(enter_bytes);
    guard_hold_errors();
    fit_to_terminal();
    clearok(curscr, TRUE);
    refresh();
    curs_set(0);
    cursor_shown = false;
}

void vesper_suspend(void) {
    if (!screen) return;
    leave();
    guard_stop();
    vesper_reenter();
}

// ---- colours and cells

int vesper_colors(void) {
    if (!has_colors_now) return 0;
    return own_color == COLORS - 1 ? COLORS - 1 : COLORS;
}
int vesper_pairs(void) { return has_colors_now ? COLOR_PAIRS : 0; }

void vesper_pair(int pair, int ink, int paper) {
    if (!has_own_colors) {
        if (ink < 0) ink = COLOR_WHITE;
        if (paper < 0) paper = COLOR_BLACK;
    }
    if (own_color >= 0) {
        ink = ink < 0 ? own_color : ink == own_color ? own_color - 1 : ink;
        paper = paper < 0 ? own_color : paper == own_color ? own_color - 1 : paper;
    }
    init_extended_pair(pair, ink, paper);
}

void vesper_put(int row, int column, const struct vesper_cell *cells, int count) {
    enum { MOST = 128 };
    cchar_t run[MOST];
    int filled = 0, start = column;
    for (int i = 0; i < count; i++) {
        const struct vesper_cell *cell = &cells[i];
        attr_t attributes = A_NORMAL;
        if (cell->marks & VESPER_BOLD) attributes |= A_BOLD;
        if (cell->marks & VESPER_UNDERLINE) attributes |= A_UNDERLINE;
        if (cell->marks & VESPER_REVERSE) attributes |= A_REVERSE;
        if (cell->marks & VESPER_DIM) attributes |= A_DIM;
        wchar_t text[CCHARW_MAX + 1];
        int n = 0;
        while (n < CCHARW_MAX && cell->scalars[n]) {
            text[n] = (wchar_t)cell->scalars[n];
            n++;
        }
        text[n] = 0;
        int pair = cell->pair;
        setcchar(&run[filled++], text, attributes, 0, &pair);
        column += wcwidth(text[0]) == 2 ? 2 : 1;
        if (filled == MOST || i + 1 == count) {
            mvadd_wchnstr(row, start, run, filled);
            start = column;
            filled = 0;
        }
    }
}

void vesper_flush(int row, int column) {
    bool shown = row >= 0;
    // Where a hidden cursor stands does not matter; moving it would cost bytes.
    leaveok(stdscr, !shown);
    if (shown) move(row, column);
    if (shown != cursor_shown) {
        curs_set(shown ? 1 : 0);
        cursor_shown = shown;
    }
    refresh();
}

void vesper_redraw(void) { clearok(curscr, TRUE); }
void vesper_resize(int height, int width) { resize_term(height, width); }
