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
    bool known = setlocale(LC_CTYPE, "") != NULL;
    if (!known || strcmp(nl_langinfo(CODESET), "ANSI_X3.4-1968") == 0) setlocale(LC_CTYPE, "C.UTF-8");
    return nl_langinfo(CODESET);
}
