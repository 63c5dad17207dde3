// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/pagevfs.h"

#include <new>
#include <sqlite3.h>

namespace rove::store {
namespace {

constexpr const char *vfsName = "rove-pages";

/// SQLite's own kind of file, with ours behind it.
struct OpenFile : sqlite3_file {
    PageFile *pages;
};

/// What the next file that SQLite opens on this thread is; a name could not say it.
thread_local PageFile *toOpen = nullptr;

PageFile &pagesOf(sqlite3_file *file)
{
    return *static_cast<OpenFile *>(file)->pages;
}

sqlite3_vfs *systemVfs()
{
    return sqlite3_vfs_find("unix");
}

// --- The file ---

int closeFile(sqlite3_file *)
{
    return SQLITE_OK;
}

int readFile(sqlite3_file *file, void *into, int size, sqlite3_int64 offset)
{
    switch (pagesOf(file).read(static_cast<char *>(into), size, offset)) {
    case PageFile::Outcome::Done:
        return SQLITE_OK;
    case PageFile::Outcome::BeyondEnd:
        return SQLITE_IOERR_SHORT_READ;
    default:
        return SQLITE_IOERR_READ;
    }
}

int writeFile(sqlite3_file *file, const void *from, int size, sqlite3_int64 offset)
{
    switch (pagesOf(file).write(static_cast<const char *>(from), size, offset)) {
    case PageFile::Outcome::Done:
        return SQLITE_OK;
    case PageFile::Outcome::Full:
        return SQLITE_FULL;
    default:
        return SQLITE_IOERR_WRITE;
    }
}

int truncateFile(sqlite3_file *file, sqlite3_int64 size)
{
    pagesOf(file).truncate(size);
    return SQLITE_OK;
}

int syncFile(sqlite3_file *, int)
{
    return SQLITE_OK; // Whoever takes the changes makes them durable.
}

int sizeOfFile(sqlite3_file *file, sqlite3_int64 *size)
{
    *size = static_cast<sqlite3_int64>(pagesOf(file).pageCount()) * PageFile::pageBytes;
    return SQLITE_OK;
}

int lockFile(sqlite3_file *, int)
{
    return SQLITE_OK; // Nobody else has it.
}

int checkReservedLock(sqlite3_file *, int *isLocked)
{
    *isLocked = 0;
    return SQLITE_OK;
}

int controlFile(sqlite3_file *, int, void *)
{
    return SQLITE_NOTFOUND;
}

int sectorSize(sqlite3_file *)
{
    return PageFile::pageBytes;
}

int characteristics(sqlite3_file *)
{
    return 0;
}

constexpr sqlite3_io_methods fileMethods{.iVersion = 1,
                                         .xClose = closeFile,
                                         .xRead = readFile,
                                         .xWrite = writeFile,
                                         .xTruncate = truncateFile,
                                         .xSync = syncFile,
                                         .xFileSize = sizeOfFile,
                                         .xLock = lockFile,
                                         .xUnlock = lockFile,
                                         .xCheckReservedLock = checkReservedLock,
                                         .xFileControl = controlFile,
                                         .xSectorSize = sectorSize,
                                         .xDeviceCharacteristics = characteristics};

// --- The file system ---

int openFile(sqlite3_vfs *, const char *, sqlite3_file *file, int flags, int *outFlags)
{
    auto *opened = new (file) OpenFile;
    opened->pMethods = nullptr;
    opened->pages = std::exchange(toOpen, nullptr);
    if (!(flags & SQLITE_OPEN_MAIN_DB) || !opened->pages)
        return SQLITE_CANTOPEN;
    opened->pMethods = &fileMethods;
    if (outFlags)
        *outFlags = flags;
    return SQLITE_OK;
}

int deleteFile(sqlite3_vfs *, const char *, int)
{
    return SQLITE_OK;
}

int accessFile(sqlite3_vfs *, const char *, int, int *exists)
{
    *exists = 0;
    return SQLITE_OK;
}

int fullPathname(sqlite3_vfs *, const char *name, int size, char *into)
{
    sqlite3_snprintf(size, into, "%s", name);
    return SQLITE_OK;
}

int randomness(sqlite3_vfs *, int size, char *into)
{
    return systemVfs()->xRandomness(systemVfs(), size, into);
}

int sleepFor(sqlite3_vfs *, int)
{
    return 0; // There is nothing to wait for.
}

int currentTime(sqlite3_vfs *, double *time)
{
    return systemVfs()->xCurrentTime(systemVfs(), time);
}

int lastError(sqlite3_vfs *, int, char *)
{
    return 0;
}

int currentTimeInt64(sqlite3_vfs *, sqlite3_int64 *time)
{
    return systemVfs()->xCurrentTimeInt64(systemVfs(), time);
}

sqlite3_vfs makeVfs()
{
    constexpr int pathBytesMax = 64;
    return {.iVersion = 2,
            .szOsFile = sizeof(OpenFile),
            .mxPathname = pathBytesMax,
            .zName = vfsName,
            .xOpen = openFile,
            .xDelete = deleteFile,
            .xAccess = accessFile,
            .xFullPathname = fullPathname,
            .xRandomness = randomness,
            .xSleep = sleepFor,
            .xCurrentTime = currentTime,
            .xGetLastError = lastError,
            .xCurrentTimeInt64 = currentTimeInt64};
}

/// SQLite knows its file systems by name, in one list for the process.
void ensureVfs()
{
    static sqlite3_vfs vfs = makeVfs();
    static const int registered = sqlite3_vfs_register(&vfs, 0);
    static_cast<void>(registered);
}

} // namespace

PageConnection openPages(PageFile &file)
{
    ensureVfs();
    PageConnection connection;
    toOpen = &file;
    connection.code =
        sqlite3_open_v2("pages", &connection.handle,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX, vfsName);
    toOpen = nullptr;
    return connection;
}

} // namespace rove::store
