/* The neck compiles as C11 and its structs begin where the contract says. */
#include <evigraft/source_abi.h>

_Static_assert(offsetof(evigraft_request, struct_size) == 0, "a growing struct begins with its size");
_Static_assert(offsetof(evigraft_query, struct_size) == 0, "a growing struct begins with its size");
_Static_assert(offsetof(evigraft_reply, struct_size) == 0, "a growing struct begins with its size");
_Static_assert(offsetof(evigraft_sink, struct_size) == 0, "a growing struct begins with its size");
_Static_assert(offsetof(evigraft_source, struct_size) == 0, "a growing struct begins with its size");
_Static_assert(sizeof(evigraft_text) == 16, "pointer and 64-bit length");

int evigraft_abi_is_c11(void);
int evigraft_abi_is_c11(void) { return EVIGRAFT_ABI_MAJOR; }
