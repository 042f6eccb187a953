// Whatever ends the program, the terminal is given back: a clean end, exit(), a signal, a crash. Handlers
// use async-signal-safe calls alone.
#include "internal.h"

#include <errno.h>
#include <sys/mman.h>

static struct termios before;
static bool has_before;
static char restore_bytes[512];
static size_t restore_count;
static volatile sig_atomic_t armed;

static int pipe_ends[2] = {-1, -1};
static volatile sig_atomic_t ending_signal;

static int errors_memory = -1;
static int errors_saved = -1;

static const int fatal[] = {SIGSEGV, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGQUIT, SIGSYS};
static const int ending[] = {SIGTERM, SIGHUP, SIGINT};
enum { FATALS = sizeof fatal / sizeof *fatal, ENDINGS = sizeof ending / sizeof *ending };

static void write_all(int fd, const char *bytes, size_t count) {
    while (count > 0) {
        ssize_t n = write(fd, bytes, count);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0 && errno == EAGAIN) {
            struct pollfd p = {fd, POLLOUT, 0};
            if (poll(&p, 1, 1000) > 0) continue;
        }
        if (n <= 0) return;
        bytes += n;
        count -= (size_t)n;
    }
}

void vesper_send(const char *bytes, size_t count) { write_all(STDOUT_FILENO, bytes, count); }

// ---- stderr

void guard_hold_errors(void) {
    if (!isatty(STDERR_FILENO)) return;
    if (errors_memory < 0) errors_memory = memfd_create("stderr", MFD_CLOEXEC);
    if (errors_saved < 0) errors_saved = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    if (errors_memory >= 0 && errors_saved >= 0) dup2(errors_memory, STDERR_FILENO);
}

void guard_release_errors(void) {
    if (errors_memory < 0 || errors_saved < 0) return;
    dup2(errors_saved, STDERR_FILENO);
    char block[1024];
    off_t at = 0;
    ssize_t n;
    while ((n = pread(errors_memory, block, sizeof block, at)) > 0) {
        write_all(STDERR_FILENO, block, (size_t)n);
        at += n;
    }
    if (ftruncate(errors_memory, 0) == 0) lseek(errors_memory, 0, SEEK_SET);
}

// ---- giving the terminal back

static void restore_terminal(void) {
    if (!armed) return;
    armed = 0;
    write_all(STDOUT_FILENO, restore_bytes, restore_count);
    if (has_before) tcsetattr(STDIN_FILENO, TCSANOW, &before);
    guard_release_errors();
}

static void on_fatal(int number) {
    restore_terminal();
    // The default action, so that the exit status tells what happened. SA_RESETHAND has set it; the signal
    // is delivered when this handler returns.
    raise(number);
}

static void on_ending(int number) {
    int saved = errno;
    if (ending_signal) {
        // Asked twice: the program is not listening.
        restore_terminal();
        signal(number, SIG_DFL);
        raise(number);
        return;
    }
    ending_signal = number;
    char byte = 'e';
    (void)!write(pipe_ends[1], &byte, 1);
    errno = saved;
}

static void on_news(int number) {
    int saved = errno;
    char byte = number == SIGWINCH ? 'r' : number == SIGTSTP ? 's' : 'c';
    (void)!write(pipe_ends[1], &byte, 1);
    errno = saved;
}

static void on_exit_restore(void) { vesper_close(); }

static void handle(int number, void (*handler)(int), int flags) {
    struct sigaction action = {0};
    action.sa_handler = handler;
    action.sa_flags = flags;
    sigfillset(&action.sa_mask);
    // What the parent chose to have ignored stays ignored (nohup).
    struct sigaction old;
    if (number == SIGHUP && sigaction(number, NULL, &old) == 0 && old.sa_handler == SIG_IGN) return;
    sigaction(number, &action, NULL);
}

void guard_remember(void) {
    if (!has_before) has_before = tcgetattr(STDIN_FILENO, &before) == 0;
    if (pipe_ends[0] < 0) (void)!pipe2(pipe_ends, O_CLOEXEC | O_NONBLOCK);
}

void guard_arm(const char *restore, size_t count) {
    static bool once;
    if (!once) {
        once = true;
        atexit(on_exit_restore);
        // A stack of its own for the handlers: a program out of stack is put away cleanly too.
        static char stack[65536];
        stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
        sigaltstack(&alternate, NULL);
    }
    restore_count = count < sizeof restore_bytes ? count : sizeof restore_bytes;
    memcpy(restore_bytes, restore, restore_count);
    for (int i = 0; i < FATALS; i++) handle(fatal[i], on_fatal, SA_ONSTACK | SA_RESETHAND);
    for (int i = 0; i < ENDINGS; i++) handle(ending[i], on_ending, SA_ONSTACK | SA_RESTART);
    handle(SIGWINCH, on_news, SA_ONSTACK | SA_RESTART);
    handle(SIGTSTP, on_news, SA_ONSTACK | SA_RESTART);
    handle(SIGCONT, on_news, SA_ONSTACK | SA_RESTART);
    // A terminal that went away shows as a failing write, not as a death.
    handle(SIGPIPE, SIG_IGN, 0);
    armed = 1;
}

void guard_disarm(void) {
    armed = 0;
    for (int i = 0; i < FATALS; i++) signal(fatal[i], SIG_DFL);
    for (int i = 0; i < ENDINGS; i++) handle(ending[i], SIG_DFL, 0);
    signal(SIGWINCH, SIG_DFL);
    signal(SIGTSTP, SIG_DFL);
    signal(SIGCONT, SIG_DFL);
    signal(SIGPIPE, SIG_DFL);
}

void guard_stop(void) {
    armed = 0;
    signal(SIGTSTP, SIG_DFL);
    signal(SIGCONT, SIG_DFL);
    // The whole foreground group, as the terminal's own Ctrl-Z: a make or a shell script in front of us
    // stops too and hands the terminal back.
    kill(0, SIGTSTP);
    handle(SIGTSTP, on_news, SA_ONSTACK | SA_RESTART);
    handle(SIGCONT, on_news, SA_ONSTACK | SA_RESTART);
    armed = 1;
}

// ---- waiting

void vesper_wake(void) {
    char byte = 'k';
    if (pipe_ends[1] >= 0) (void)!write(pipe_ends[1], &byte, 1);
}

int vesper_ending_signal(void) { return ending_signal; }

uint64_t vesper_milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

int vesper_wait(int milliseconds) {
    struct pollfd ends[2] = {{STDIN_FILENO, POLLIN, 0}, {pipe_ends[0], POLLIN, 0}};
    uint64_t start = vesper_milliseconds();
    int left = milliseconds;
    while (poll(ends, 2, left) < 0) {
        if (errno != EINTR) return VESPER_GONE;
        if (milliseconds >= 0) {
            uint64_t passed = vesper_milliseconds() - start;
            left = passed >= (uint64_t)milliseconds ? 0 : milliseconds - (int)passed;
        }
    }
    int woken = 0;
    if (ends[0].revents & POLLIN) woken |= VESPER_INPUT;
    else if (ends[0].revents & (POLLHUP | POLLERR | POLLNVAL)) woken |= VESPER_GONE;
    if (ends[1].revents & POLLIN) {
        char bytes[64];
        ssize_t n;
        while ((n = read(pipe_ends[0], bytes, sizeof bytes)) > 0) {
            for (ssize_t i = 0; i < n; i++) {
                switch (bytes[i]) {
                case 'r': woken |= VESPER_RESIZED; break;
                case 's': woken |= VESPER_STOPPED; break;
                case 'c': woken |= VESPER_CONTINUED; break;
                case 'e': woken |= VESPER_ENDED; break;
                default: woken |= VESPER_WOKEN;
                }
            }
        }
    }
    return woken;
}

int vesper_read(uint8_t *bytes, int most) {
    struct pollfd end = {STDIN_FILENO, POLLIN, 0};
    if (poll(&end, 1, 0) <= 0) return 0;
    ssize_t n = read(STDIN_FILENO, bytes, (size_t)most);
    if (n < 0 && (errno == EINTR || errno == EAGAIN)) return 0;
    return n > 0 ? (int)n : -1;
}
