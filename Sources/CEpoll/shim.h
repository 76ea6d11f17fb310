// What Glibc's Swift module lacks: epoll, eventfd, signalfd, accept4.
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <stdint.h>

// Declared by hand: the header shows it only under _GNU_SOURCE.
extern int accept4(int, struct sockaddr *restrict, socklen_t *restrict, int);

// The event's data is a union in a packed struct: one word in and out.
static inline int relais_epoll_control(int epoll, int operation, int descriptor, uint32_t events, uint64_t token) {
    struct epoll_event event = {.events = events, .data = {.u64 = token}};
    return epoll_ctl(epoll, operation, descriptor, &event);
}
static inline uint64_t relais_epoll_token(const struct epoll_event *events, int index) { return events[index].data.u64; }
static inline uint32_t relais_epoll_events(const struct epoll_event *events, int index) { return events[index].events; }

// A non-blocking, close-on-exec connection and where it comes from, or -1 with errno.
static inline int relais_accept(int listener, struct sockaddr_storage *peer) {
    socklen_t length = sizeof *peer;
    return accept4(listener, (struct sockaddr *)peer, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

// Gives the kernel back the memory that is free, wherever it lies.
#include <malloc.h>

// Also hidden without _GNU_SOURCE; names the calling thread for `top -H` and debuggers.
#include <pthread.h>
extern int pthread_setname_np(pthread_t, const char *);

// The folder a spawned program starts in (glibc 2.29).
#include <spawn.h>
extern int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *restrict, const char *restrict);

// A pipe that no other thread's child can inherit in between.
#include <unistd.h>
extern int pipe2(int[2], int);
