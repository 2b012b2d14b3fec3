/* python.exe and pythonw.exe as python.org has them: all of Python is in the DLL. */
#include <windows.h>

typedef int (*Main)(int, wchar_t **);

int wmain(int argc, wchar_t **argv) {
    HMODULE library = LoadLibraryW(L"python311.dll");
    if (!library) return 99;
    return ((Main)(void *)GetProcAddress(library, "Py_Main"))(argc, argv);
}
