// core/publish/template.h: the fixed parts of the page.
#pragma once

namespace evigraft::publish {

extern const char* const kPageTemplate;  ///< mustache; the keys are filled in by page.cpp and the view files
extern const char* const kStyle;         ///< CSS, put into the page as it is

}  // namespace evigraft::publish
