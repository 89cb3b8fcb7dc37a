#include "publish/plots/plot_style.h"

namespace evigraft::publish {

const char* const kPlotStyle =
    R"css(text{font-family:Arial,"Liberation Sans",Helvetica,sans-serif;font-size:13px;fill:#111}
.head,.strong{font-weight:bold}
.small,.tick{font-size:12px}
.point-label{font-size:11px}
line,polyline{stroke:#111;stroke-width:1;fill:none}
.ground{fill:#fff}
.rule.light{stroke:#999}
.axis{stroke-width:1.2}
.grid{stroke:#ddd}
.frame{fill:none;stroke:#111;stroke-width:1}
.interval{stroke-width:4}
.whisker{stroke:#1f3a5f;stroke-width:1.6}
.square,.arrow{fill:#1f3a5f}
.inside{stroke:#fff;stroke-width:1.6}
.pip{stroke:#1f3a5f;stroke-width:1.6}
.open{fill:#fff;stroke:#1f3a5f;stroke-width:1.6}
.diamond,.summary-arrow{fill:#111}
.diamond.hollow{fill:#fff;stroke:#111;stroke-width:1.4}
.prediction,.prediction-arrow{fill:#a33420}
.null{stroke-width:1.2}
.dashed{stroke-dasharray:5 4}
.dotted{stroke-dasharray:1.5 3;stroke-linecap:round;stroke-width:1.6}
.estimate{stroke-width:1.8}
.band{fill:#dfe5ec;stroke:none}
.point{fill:#1f3a5f;stroke:#fff;stroke-width:.8}
.bubble{fill:#8fa9c8;fill-opacity:.6;stroke:#1f3a5f;stroke-width:1}
.dot{fill:#111}
.beyond{fill:#e4e4e4;stroke:none}
.p01{fill:#c6c6c6;stroke:#777;stroke-width:.6}
.p05{fill:#a2a2a2;stroke:#555;stroke-width:.6}
.p10{fill:#fff;stroke:#555;stroke-width:.6}
.swatch{stroke:#555;stroke-width:.8}
.bar{fill:#9aa7b5;stroke:#fff;stroke-width:.4}
.density1{fill:#cfd6de}.density2{fill:#a9b6c4}.density3{fill:#7f90a4}.density4{fill:#566a82}.density5{fill:#2d4058}.density6{fill:#0d1b2c}
.edge{stroke:#555;stroke-linecap:butt}
.multi-arm{fill:#1f3a5f;fill-opacity:.13;stroke:#1f3a5f;stroke-width:.8;stroke-dasharray:3 3}
.node{fill:#1f3a5f;stroke:#fff;stroke-width:2}
.plate{fill:#fff;stroke:none}
.cell{stroke:#fff;stroke-width:1.5}
.self{fill:#fff;stroke:#999;stroke-width:1}
.more0,.less0{fill:#f4f4f4}
.more1{fill:#e3ecf7}.more2{fill:#c3d7ee}.more3{fill:#9fc0e3}.more4{fill:#7ba8d6}
.less1{fill:#fbeadd}.less2{fill:#f5d0b2}.less3{fill:#ecb386}.less4{fill:#df965f}
.sure{stroke:#111;stroke-width:1.6;fill:none}
)css";

}  // namespace evigraft::publish
