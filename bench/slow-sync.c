/* Preloaded, it makes every sync of a file take longer by SLOW_SYNC_US microseconds (default 1000), as an ordinary disk would.
 * cc -shared -fPIC -O2 -o slow-sync.so slow-sync.c -ldl */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static void rest(void) {
  const char *given = getenv("SLOW_SYNC_US");
  long us = given ? atol(given) : 1000;
  struct timespec left = {us / 1000000, (us % 1000000) * 1000};
  while (nanosleep(&left, &left)) {
  }
}

int fsync(int fd) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  rest();
  return real(fd);
}

int fdatasync(int fd) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  rest();
  return real(fd);
}
