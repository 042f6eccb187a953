// What the .c files of this target share.
#pragma once
#define _GNU_SOURCE
#define _XOPEN_SOURCE 700
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#include "CCurses.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

// Guard.c: signals, stderr and what gives the terminal back at any time.

// Remembers how the terminal was. Before newterm.
void guard_remember(void);
// Installs the handlers; `restore` are the bytes that give the terminal back.
void guard_arm(const char *restore, size_t count);
void guard_disarm(void);
// Sends stderr into memory while the screen is ours, when it is a terminal; and shows what came.
void guard_hold_errors(void);
void guard_release_errors(void);
// Stops the process group by SIGTSTP's default action; returns when continued.
void guard_stop(void);

// Description.c: a terminal's description with 24-bit colours, or without the promise that erased cells
// take the background's colour, and which sends no colour that stands already, for $TERMINFO; NULL when it
// cannot be made, or nothing would change. The caller frees it. `own_color` is then the number of the
// terminal's own colour, -1 when that has none.
char *changed_description(const char *term, bool direct_color, bool no_erase, int *own_color);
