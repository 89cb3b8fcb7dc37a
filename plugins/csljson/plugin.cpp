// The plugin's one exported symbol.
#include "source.h"

EVIGRAFT_SOURCE(evigraft::csljson::CslJson, "csljson", "")
