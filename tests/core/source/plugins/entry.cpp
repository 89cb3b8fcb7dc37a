// An entry of another contract; MAGIC and MAJOR come from the build. Its source must never be looked at.
#include <evigraft/source_abi.h>

extern "C" __attribute__((visibility("default"))) const evigraft_plugin_entry evigraft_plugin;
extern "C" const evigraft_plugin_entry evigraft_plugin{
    MAGIC, MAJOR, 0, sizeof(evigraft_plugin_entry), {nullptr, 0}, reinterpret_cast<const evigraft_source*>(8)};
