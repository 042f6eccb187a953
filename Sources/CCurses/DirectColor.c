// A terminal that takes 24-bit colours but whose description says 256 gets another one: the same
// capabilities with direct colours, compiled as term(5) defines it and handed to ncurses in $TERMINFO as
// "b64:…". Rewriting the palette (init_color) would change colours that are not ours.
#include "internal.h"

#include <curses.h>
#include <term.h>

static const char foreground[] = "\033[38;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%dm";
static const char background[] = "\033[48;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%dm";

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

char *direct_color_description(const char *term) {
    int error;
    if (setupterm(term, STDOUT_FILENO, &error) != OK) return NULL;
    struct bytes entry = {0}, strings = {0};
    int flags = length(boolnames), numbers = length(numnames), texts = length(strnames);

    struct bytes offsets = {0};
    for (int i = 0; i < texts; i++) {
        const char *text = tigetstr(strnames[i]);
        if (strcmp(strnames[i], "setaf") == 0) text = foreground;
        if (strcmp(strnames[i], "setab") == 0) text = background;
        // These would use colours by number.
        if (strcmp(strnames[i], "initc") == 0 || strcmp(strnames[i], "oc") == 0) text = NULL;
        if (strcmp(strnames[i], "setf") == 0 || strcmp(strnames[i], "setb") == 0) text = NULL;
        if (!text || text == (char *)-1) {
            put16(&offsets, -1);
        } else {
            put16(&offsets, (int)strings.count);
            put(&strings, text, strlen(text) + 1);
        }
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
        char flag = tigetflag(boolnames[i]) > 0 && strcmp(boolnames[i], "ccc") != 0;
        put(&entry, &flag, 1);
    }
    even(&entry);
    for (int i = 0; i < numbers; i++) {
        int number = tigetnum(numnames[i]);
        if (strcmp(numnames[i], "colors") == 0) number = 0x1000000;
        if (strcmp(numnames[i], "pairs") == 0) number = 0x7FFF;
        put32(&entry, number < 0 ? -1 : number);
    }
    put(&entry, offsets.data, offsets.count);
    put(&entry, strings.data, strings.count);
    even(&entry);
    // Extended section: one flag, RGB: eight bits a channel.
    put16(&entry, 1);
    put16(&entry, 0);
    put16(&entry, 0);
    put16(&entry, 1);
    put16(&entry, 4);
    put(&entry, "\1\0", 2);
    put16(&entry, 0);
    put(&entry, "RGB", 4);

    char *text = base64(&entry, "b64:");
    free(entry.data);
    free(strings.data);
    free(offsets.data);
    return text;
}
