// The plugin's one exported symbol.
#include "source.h"

EVIGRAFT_SOURCE(evigraft::pubmed::PubMed, "pubmed", "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/")
