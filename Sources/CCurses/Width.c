#include "internal.h"

#include <langinfo.h>
#include <locale.h>
#include <wchar.h>

static locale_t utf8_locale;
static pthread_once_t utf8_once = PTHREAD_ONCE_INIT;

static void make_utf8_locale(void) {
    const char *names[] = {"C.UTF-8", "en_US.UTF-8", ""};
    for (int i = 0; i < 3 && !utf8_locale; i++) utf8_locale = newlocale(LC_CTYPE_MASK, names[i], (locale_t)0);
}

int vesper_columns(uint32_t scalar) {
    pthread_once(&utf8_once, make_utf8_locale);
    if (!utf8_locale) return wcwidth((wchar_t)scalar);
    locale_t before = uselocale(utf8_locale);
    int columns = wcwidth((wchar_t)scalar);
    uselocale(before);
    return columns;
}

const char *vesper_locale(void) {
    const char *variables[] = {"LC_ALL", "LC_CTYPE", "LANG"}, *name = NULL;
    for (int i = 0; i < 3 && (!name || !*name); i++) name = getenv(variables[i]);
    bool unsaid = !name || !*name || !strcmp(name, "C") || !strcmp(name, "POSIX");
    // Where nothing is said of the terminal (a container, a cron job, ssh) it takes UTF-8 like nearly all.
    if (unsaid && setlocale(LC_CTYPE, "C.UTF-8")) return nl_langinfo(CODESET);
    if (setlocale(LC_CTYPE, "")) return nl_langinfo(CODESET);
    // It is not installed here; what the terminal is set to stands in its name: xx_YY.CODESET@variant.
    const char *dot = name ? strchr(name, '.') : NULL;
    if (!dot) return nl_langinfo(CODESET);
    static char codeset[32];
    snprintf(codeset, sizeof codeset, "%.*s", (int)strcspn(dot + 1, "@"), dot + 1);
    if (strcasecmp(codeset, "UTF-8") && strcasecmp(codeset, "utf8")) return codeset;
    return setlocale(LC_CTYPE, "C.UTF-8") ? nl_langinfo(CODESET) : codeset;
}
