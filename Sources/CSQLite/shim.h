#include <sqlite3.h>

// sqlite3_config takes a variable number of arguments, which Swift cannot pass.

/// Without counting every allocation under a lock. Only before SQLite's first use in the process; else it says MISUSE.
static inline int csqlite_stop_counting_memory(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
