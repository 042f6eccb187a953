// A terminal that is not quite what its description says gets another one: the same capabilities with a
// few changed, compiled as term(5) defines it and handed to ncurses in $TERMINFO as "b64:…".
//
// Direct colours: the terminal takes 24 bits where the description says 256. Rewriting the palette
// (init_color) instead would change colours that are not ours.
//
// Colours that stand: ncurses sets ink and paper at every change of pen, most often to what they are. Both go
// through parameters, whose static variables (term(5)) remember what was sent last. For that nothing may
// change colours unseen: marks are set one by one, and the terminal's own colour is a number like the others.
#include "internal.h"

#include <curses.h>
#include <term.h>

static const char foreground[] = "\033[38;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%dm";
static const char background[] = "\033[48;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%dm";

// Sets the ink or the paper unless it stands: `variable` holds one more than the number that was sent last.
static char *unless_it_stands(const char *text, char variable, int own, const char *reset) {
    static const char form[] = "%%?%%p1%%{1}%%+%%g%c%%-%%t%%?%%p1%%{%d}%%=%%t%s%%e%s%%;%%p1%%{1}%%+%%P%c%%;";
    char *out = NULL;
    if (asprintf(&out, form, variable, own, reset, text, variable) < 0) return NULL;
    return out;
}
static bool is_escape(const char *text) { return text && text != (char *)-1 && text[0] == '\033'; }

// Whether colours and marks are those of ECMA-48, each of which can be set by itself.
static bool has_plain_colors(void) {
    const char *plain = tigetstr("sgr0");
    if (!is_escape(tigetstr("setaf")) || !is_escape(tigetstr("setab")) || !is_escape(plain)) return false;
    if (tigetnum("colors") < 8 || tigetnum("colors") > 256) return false;
    return strstr(plain, "\033[m") || strstr(plain, "\033[0m") || strstr(plain, "\033[0;");
}
static const char marks[] =
    "\033[22;24;27%?%p6%t;1%;%?%p5%t;2%;%?%p2%t;4%;%?%p1%p3%|%t;7%;m";

// A text capability as it is with direct colours.
static const char *direct(const char *name, const char *text) {
    if (strcmp(name, "setaf") == 0) return foreground;
    if (strcmp(name, "setab") == 0) return background;
    // These use colours by number.
    const char *numbered[] = {"initc", "oc", "setf", "setb"};
    for (int i = 0; i < 4; i++) {
        if (strcmp(name, numbered[i]) == 0) return NULL;
    }
    return text;
}

struct bytes {
    unsigned char *data;
    size_t count, room;
};

static void put(struct bytes *to, const void *from, size_t count) {
    if (to->count + count > to->room) {
        size_t room = (to->count + count) * 2;
        unsigned char *data = realloc(to->data, room);
        if (!data) return;
        to->data = data;
        to->room = room;
    }
    memcpy(to->data + to->count, from, count);
    to->count += count;
}
static void put16(struct bytes *to, int value) {
    unsigned char two[2] = {(unsigned char)(value & 255), (unsigned char)((value >> 8) & 255)};
    put(to, two, 2);
}
static void put32(struct bytes *to, int value) {
    put16(to, value & 0xFFFF);
    put16(to, (value >> 16) & 0xFFFF);
}
static void even(struct bytes *to) {
    if (to->count % 2) put(to, "", 1);
}

static int length(NCURSES_CONST char *const *names) {
    int n = 0;
    while (names[n]) n++;
    return n;
}

static char *base64(const struct bytes *from, const char *prefix) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t start = strlen(prefix);
    char *text = malloc(start + (from->count + 2) / 3 * 4 + 1);
    if (!text) return NULL;
    memcpy(text, prefix, start);
    char *out = text + start;
    for (size_t i = 0; i < from->count; i += 3) {
        size_t left = from->count - i;
        unsigned a = from->data[i], b = left > 1 ? from->data[i + 1] : 0, c = left > 2 ? from->data[i + 2] : 0;
        *out++ = digits[a >> 2];
        *out++ = digits[(a & 3) << 4 | b >> 4];
        *out++ = left > 1 ? digits[(b & 15) << 2 | c >> 6] : '=';
        *out++ = left > 2 ? digits[c & 63] : '=';
    }
    *out = 0;
    return text;
}

char *changed_description(const char *term, bool direct_color, bool no_erase, int *own_color) {
    int error;
    if (setupterm(term, STDOUT_FILENO, &error) != OK) return NULL;
    bool remembers = has_plain_colors();
    // In 24 bits one of the near-blacks, which a pair defined with it gives up for its neighbour; ncurses keeps
    // nine bits of it.
    *own_color = !remembers ? -1 : direct_color ? 0x000101 : tigetnum("colors");
    if (!remembers && !direct_color && !no_erase) {
        del_curterm(cur_term);
        return NULL;
    }
    struct bytes entry = {0}, strings = {0};
    int flags = length(boolnames), numbers = length(numnames), texts = length(strnames);

    struct bytes offsets = {0};
    for (int i = 0; i < texts; i++) {
        const char *name = strnames[i];
        const char *text = tigetstr(name);
        char *made = NULL;
        if (direct_color) text = direct(name, text);
        if (remembers) {
            if (strcmp(name, "setaf") == 0) text = made = unless_it_stands(text, 'A', *own_color, "\033[39m");
            if (strcmp(name, "setab") == 0) text = made = unless_it_stands(text, 'B', *own_color, "\033[49m");
            if (strcmp(name, "sgr") == 0) text = marks;
            if (strcmp(name, "sgr0") == 0) text = "\033[m";
            // Nothing is to be put back by it, but ncurses wants one of the two.
            if (strcmp(name, "op") == 0) text = NULL;
            if (strcmp(name, "oc") == 0) text = "\033[m";
        }
        if (!text || text == (char *)-1) {
            put16(&offsets, -1);
        } else {
            put16(&offsets, (int)strings.count);
            put(&strings, text, strlen(text) + 1);
        }
        free(made);
    }

    // Header: 01036 (32-bit numbers), sizes of the sections.
    put16(&entry, 01036);
    put16(&entry, (int)strlen(term) + 1);
    put16(&entry, flags);
    put16(&entry, numbers);
    put16(&entry, texts);
    put16(&entry, (int)strings.count);
    put(&entry, term, strlen(term) + 1);
    for (int i = 0; i < flags; i++) {
        char flag = tigetflag(boolnames[i]) > 0;
        if (direct_color && strcmp(boolnames[i], "ccc") == 0) flag = 0;
        if (no_erase && strcmp(boolnames[i], "bce") == 0) flag = 0;
        put(&entry, &flag, 1);
    }
    even(&entry);
    for (int i = 0; i < numbers; i++) {
        int number = tigetnum(numnames[i]);
        if (remembers && strcmp(numnames[i], "colors") == 0) number += 1;
        if (direct_color && strcmp(numnames[i], "colors") == 0) number = 0x1000000;
        if (direct_color && strcmp(numnames[i], "pairs") == 0) number = 0x7FFF;
        put32(&entry, number < 0 ? -1 : number);
    }
    put(&entry, offsets.data, offsets.count);
    put(&entry, strings.data, strings.count);
    if (direct_color) {
        // Extended section: one flag, RGB: eight bits a channel.
        even(&entry);
        put16(&entry, 1);
        put16(&entry, 0);
        put16(&entry, 0);
        put16(&entry, 1);
        put16(&entry, 4);
        put(&entry, "\1\0", 2);
        put16(&entry, 0);
        put(&entry, "RGB", 4);
    }

    char *text = base64(&entry, "b64:");
    del_curterm(cur_term);
    free(entry.data);
    free(strings.data);
    free(offsets.data);
    return text;
}
