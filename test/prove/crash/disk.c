/*
 * A disk that is slow, full, broken or read-only, for one process: goes before libc (LD_PRELOAD).
 *   DISK_FSYNC_US=n     so many microseconds longer for every fsync and fdatasync
 *   DISK_FOLDER=path    files below it are on this disk …
 *   DISK_SAYS=file      … and what changes them fails with the error that this file names: ENOSPC, EIO or EROFS
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static const char *folder;
static const char *says;
static long wait_us;

__attribute__((constructor)) static void begin(void) {
  folder = getenv("DISK_FOLDER");
  says = getenv("DISK_SAYS");
  const char *us = getenv("DISK_FSYNC_US");
  wait_us = us ? atol(us) : 0;
}

#define REAL(name) \
  static __typeof__(name) *real; \
  if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

/* By system calls of its own: open() below is ours. */
static int fault(void) {
  if (!folder || !says) return 0;
  int fd = (int)syscall(SYS_openat, AT_FDCWD, says, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return 0;
  char text[8] = {0};
  ssize_t got = syscall(SYS_read, fd, text, sizeof text - 1);
  syscall(SYS_close, fd);
  if (got <= 0) return 0;
  if (!strncmp(text, "ENOSPC", 6)) return ENOSPC;
  if (!strncmp(text, "EROFS", 5)) return EROFS;
  if (!strncmp(text, "EIO", 3)) return EIO;
  return 0;
}

static int below(const char *path) { return strncmp(path, folder, strlen(folder)) == 0 && strcmp(path, says) != 0; }

static int failed(int fd) {
  int error = fault();
  if (!error) return 0;
  char link[32], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  if (!below(path)) return 0;
  errno = error;
  return 1;
}

static void slow(void) {
  struct timespec time = {wait_us / 1000000, (wait_us % 1000000) * 1000};
  if (wait_us > 0) nanosleep(&time, NULL);
}

int fsync(int fd) {
  REAL(fsync);
  slow();
  return failed(fd) ? -1 : real(fd);
}
int fdatasync(int fd) {
  REAL(fdatasync);
  slow();
  return failed(fd) ? -1 : real(fd);
}
ssize_t write(int fd, const void *bytes, size_t size) {
  REAL(write);
  return failed(fd) ? -1 : real(fd, bytes, size);
}
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at) {
  REAL(pwrite);
  return failed(fd) ? -1 : real(fd, bytes, size, at);
}
ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at) {
  REAL(pwrite64);
  return failed(fd) ? -1 : real(fd, bytes, size, at);
}
int ftruncate(int fd, off_t size) {
  REAL(ftruncate);
  return failed(fd) ? -1 : real(fd, size);
}
int ftruncate64(int fd, off64_t size) {
  REAL(ftruncate64);
  return failed(fd) ? -1 : real(fd, size);
}

/* A full or broken disk still opens what is there; a read-only one opens nothing to write. */
static int refused(const char *path, int flags) {
  if ((flags & O_ACCMODE) == O_RDONLY && !(flags & O_CREAT)) return 0;
  int error = fault();
  if (error != EROFS || !below(path)) return 0;
  errno = error;
  return 1;
}

#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    REAL(name); \
    va_list rest; \
    va_start(rest, flags); \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
    va_end(rest); \
    return refused(path, flags) ? -1 : real(path, flags, mode); \
  }
OPEN(open)
OPEN(open64)
