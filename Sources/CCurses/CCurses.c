// The one place that includes curses.h.
