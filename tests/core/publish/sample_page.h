// A page as the pipeline might fill it, with every case of k in it. Texts are this project's own words around published
// figures; the pooled values were computed once from those figures by a separate script and only feed the drawing.
#pragma once
#include "publish/page.h"

namespace evigraft::publish {
Page sample_page();
}
