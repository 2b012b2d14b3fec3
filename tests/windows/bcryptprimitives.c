/* The one function that Rust programs ask of bcryptprimitives.dll, which wine 8 does not have. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(BYTE *data, SIZE_T size) {
    return RtlGenRandom(data, (ULONG)size);
}
