// The files that the daemon serves, inside the binary. See ../pages.c.
#pragma once
#include <stddef.h>

struct relais_page {
    /// Where it is served, beginning with '/'.
    const char *path;
    const unsigned char *bytes;
    size_t count;
};

size_t relais_page_count(void);
const struct relais_page *relais_page_at(size_t index);
