// A library for LD_PRELOAD: the FAILING_SYNC_NTH fsync of a path that contains FAILING_SYNC_PATH fails with FAILING_SYNC_ERROR; later ones succeed.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int fails(int file)
{
    static int calls;
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    const char *part = getenv("FAILING_SYNC_PATH");
    if (length < 0 || part == NULL)
        return 0;
    path[length] = 0;
    return strstr(path, part) != NULL && __sync_add_and_fetch(&calls, 1) == atoi(getenv("FAILING_SYNC_NTH"));
}

int fsync(int file)
{
    static int (*real)(int);
    if (fails(file))
    {
        errno = atoi(getenv("FAILING_SYNC_ERROR"));
        return -1;
    }

    if (real == NULL)
        real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    return real(file);
}
