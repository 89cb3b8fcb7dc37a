#include "publish/template.h"

namespace evigraft::publish {

// Contrast of text on ground is at least 4.5:1 in both schemes (WCAG 2.1, 1.4.3). No font is loaded.
const char* const kStyle =
    R"css(:root{--ground:#fff;--ink:#17212b;--muted:#56636f;--line:#d3dae0;--soft:#f3f6f8;--mark:#ffe58a;--mark-ink:#17212b;
--accent:#0a5c6b;--square:#1f4e79;--diamond:#0a5c6b;--predict:#b3341f;--warn:#8a3b00;--warn-ground:#fff3e4}
@media (prefers-color-scheme:dark){:root{--ground:#12181e;--ink:#e6ebef;--muted:#a3b0bb;--line:#35414c;--soft:#1b242c;--mark:#705a00;--mark-ink:#fff;
--accent:#6fc7d6;--square:#8ab8e6;--diamond:#5fb9c9;--predict:#ff8f78;--warn:#ffbe85;--warn-ground:#35240f}}
*{box-sizing:border-box}
html{scroll-behavior:smooth}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
header,main,nav,footer{max-width:1120px;margin:0 auto;padding:0 20px}
header{padding-top:32px}
h1{font-size:clamp(1.6rem,4vw,2.3rem);line-height:1.15;margin:0 0 8px;letter-spacing:-.01em;text-wrap:balance}
h2{font-size:1.45rem;line-height:1.25;margin:0 0 10px}
h3{font-size:1.05rem;margin:22px 0 6px}
section{padding:26px 0 14px;border-top:1px solid var(--line)}
#answer{border-top:0}
p{margin:0 0 12px;max-width:78ch}
.subtitle{font-size:1.1rem}
.dateline{color:var(--muted);font-size:.9rem}
.note{background:var(--warn-ground);color:var(--warn);padding:8px 14px;border-left:4px solid var(--warn);max-width:none}
.warning{background:var(--warn-ground);color:var(--warn);padding:10px 14px;border-left:4px solid var(--warn);margin:14px 0}
a{color:var(--accent);text-underline-offset:2px}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.skip{position:absolute;left:-9999px}.skip:focus{left:12px;top:8px;background:var(--ground);padding:6px 10px}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:4px 18px;padding:10px 0;margin:0;font-size:.92rem;border-top:1px solid var(--line);border-bottom:1px solid var(--line)}
table{border-collapse:collapse;width:100%;font-size:.92rem}
caption{text-align:left;color:var(--muted);padding-bottom:6px}
th,td{padding:6px 10px;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);overflow-wrap:break-word}
thead th{border-bottom:2px solid var(--ink);font-weight:600;vertical-align:bottom;overflow-wrap:normal}
tbody th{font-weight:400}
.num{text-align:right;white-space:nowrap}
small{display:block;color:var(--muted);font-size:.82rem}
.scroll{overflow-x:auto}
.overview td,.overview th{vertical-align:middle}
.overview .group th{font-weight:700;font-size:1.05rem;padding-top:16px;border-bottom:0}
.overview .stated th,.overview .stated td{font-weight:650;background:var(--soft)}
.overview .what-if th,.overview .what-if td{color:var(--muted)}
.overview .graph{width:250px;padding-left:4px;padding-right:4px}
.scale{display:flex;justify-content:space-between;font-weight:400;color:var(--muted);font-size:.82rem}
.not{display:inline-block;font-size:.76rem;font-weight:600;color:var(--warn);background:var(--warn-ground);border-radius:3px;padding:0 6px;white-space:nowrap}
.narrow-only{display:none}
.overview .group p{font-weight:400;font-size:.92rem;margin:2px 0 4px}
.legend{color:var(--muted);font-size:.86rem;margin-top:8px}
.question{color:var(--muted)}
.lead{font-size:1.12rem;font-weight:550;max-width:70ch}
.remark{color:var(--muted);font-size:.9rem;margin:4px 0}
.none{color:var(--muted)}
details{margin:8px 0}
summary{cursor:pointer}
details.what-if{border:1px dashed var(--line);padding:8px 14px}
figure{margin:14px 0}
.unused{font-size:.92rem;padding-left:1.2em}
svg{display:block;width:100%;height:auto;fill:var(--ink)}
svg.wide{max-width:1080px}
svg.narrow{display:none;max-width:480px}
svg.interval{width:240px}
svg text{font-size:13.5px}
svg .head,svg .strong{font-weight:650}
svg .unit,svg .tick,svg .fine,svg .favours{fill:var(--muted);font-size:12.5px}
svg .fine{font-size:13px;fill:var(--ink)}
svg line{stroke:var(--ink);stroke-width:1}
svg .rule.light{stroke:var(--line)}
svg .whisker{stroke:var(--square);stroke-width:1.6}
svg .square{fill:var(--square)}
svg .arrow{fill:var(--square)}
svg .open{fill:none;stroke:var(--square);stroke-width:1.8}
svg .diamond{fill:var(--diamond)}
svg .hollow{fill:var(--ground);stroke:var(--diamond);stroke-width:1.6}
svg .summary-arrow{fill:var(--diamond)}
svg .prediction,svg .prediction-arrow{fill:var(--predict)}
svg .null{stroke-width:1.2}
svg .faint{stroke:var(--line)}
svg .dashed{stroke:var(--diamond);stroke-dasharray:4 4}
svg.traffic{max-width:760px}
svg .risk{stroke:#17212b;stroke-width:1}
svg .low{fill:#d6e9f8}svg .medium{fill:#f2b134}svg .high{fill:#a33420}svg .critical{fill:#3d0d05}svg .none{fill:#fff}
svg text.sign{font-size:17px;font-weight:700;stroke:none;fill:#17212b}svg text.high,svg text.critical{fill:#fff}
.findings td p{margin:0 0 4px;font-size:.86rem}.findings p.warning{padding:4px 8px}
.support dt{font-weight:600}.support dd{margin:0 0 4px 1.2em;font-size:.9rem}
svg a text{fill:var(--accent);text-decoration:underline}
.evidence tbody:target,.evidence details:target{background:var(--soft);outline:2px solid var(--accent)}
.evidence tr:first-child th,.evidence tr:first-child td{border-bottom:0;padding-bottom:2px}
.evidence tr:first-child th{font-weight:600}
.evidence tr:first-child th small{font-weight:400}
.evidence .words td{padding-top:0;color:var(--muted)}
.evidence .words details{margin:0 0 4px}
.source{color:var(--ink);background:var(--soft);padding:12px 16px;margin-top:6px}
.source-title{font-weight:600}
.source-abstract{white-space:pre-line}
.cite{color:var(--muted);margin:0;font-size:.9rem}
mark{background:var(--mark);color:var(--mark-ink);padding:0 2px;border-radius:2px}
.flag{display:inline-block;border:1px solid var(--line);border-radius:3px;padding:0 5px;font-size:.78rem;color:var(--muted)}
.n{color:var(--muted);white-space:nowrap}
.prisma{max-width:980px;font-size:.92rem}
.prisma h3{margin:0 0 8px;font-size:.95rem}
.tracks{display:flex;gap:24px;flex-wrap:wrap}
.track{flex:1 1 420px}
.levels{list-style:none;margin:0;padding:0}
.level{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:36px;padding-bottom:30px;position:relative;align-items:start}
.level::after{content:"";position:absolute;left:25%;bottom:4px;border:7px solid transparent;border-top-color:var(--muted);border-bottom:0;transform:translateX(-50%)}
.level::before{content:"";position:absolute;left:25%;top:0;bottom:8px;border-left:2px solid var(--muted);transform:translateX(-50%);z-index:0}
.box{border:1.5px solid var(--ink);background:var(--ground);padding:8px 12px;position:relative;z-index:1}
.box.off{border-color:var(--muted);background:var(--soft)}
.box.off::before{content:"";position:absolute;left:-37px;top:18px;width:30px;border-top:2px solid var(--muted)}
.box.off::after{content:"";position:absolute;left:-10px;top:12px;border:7px solid transparent;border-left-color:var(--muted);border-right:0}
.box ul{margin:4px 0 0;padding-left:1.1em;font-size:.94em}
.box.included{border-color:var(--accent);border-width:2px}
.box.previous{margin-bottom:16px}
.references{font-size:.9rem}
.query{overflow-wrap:anywhere;font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.82rem}
.versions{display:grid;grid-template-columns:repeat(auto-fill,minmax(240px,1fr));gap:4px 20px;font-size:.9rem;margin:0}
.versions dt{color:var(--muted)}.versions dd{margin:0}
.how-to-cite{background:var(--soft);padding:10px 14px}
footer{color:var(--muted);font-size:.86rem;border-top:1px solid var(--line);margin-top:24px;padding-top:12px;padding-bottom:24px}
@media (max-width:700px){
body{font-size:15px}header,main,nav,footer{padding-left:14px;padding-right:14px}
svg.wide{display:none}svg.narrow,.narrow-only{display:block}
.overview thead{position:absolute;left:-9999px}
.overview,.overview tbody,.overview caption{display:block}
.overview tr,.overview th,.overview td{display:block}
.overview tr{padding:8px 0;border-bottom:1px solid var(--line)}
.overview tr.stated{background:var(--soft);padding:8px}
.overview tr.what-if{padding:8px}
.overview th,.overview td{border:0;padding:1px 0;background:none!important}
.overview .graph{width:auto}
.overview .num{text-align:left}
.overview .num[data-label]::before{content:attr(data-label) " ";color:var(--muted);font-weight:400}
.evidence thead,.reviews thead,.runs thead{position:absolute;left:-9999px}
.evidence,.evidence tbody,.evidence tr,.evidence td,.evidence th,.reviews,.reviews tbody,.reviews tr,.reviews td,.reviews th,.runs,.runs tbody,.runs tr,.runs td,.runs th{display:block;border:0;padding:1px 0;text-align:left;white-space:normal}
.evidence tbody,.reviews tr,.runs tr{border-bottom:1px solid var(--line);padding:10px 0}
td[data-label]:empty{display:none!important}
.evidence td[data-label]::before,.reviews td[data-label]::before,.runs td[data-label]::before{content:attr(data-label) ": ";color:var(--muted)}
.evidence small,.evidence th small{display:inline;margin-left:6px}
.reviews th,.runs th{font-weight:600}
.level{gap:10px;grid-template-columns:1fr}.level::before,.level::after{left:20px}.box.off{margin-left:34px}.box.off::before{left:-15px;width:10px}
.source{padding:10px}
}
@media print{:root{--ground:#fff;--ink:#000;--muted:#444;--line:#bbb;--soft:#f5f5f5;--mark:#ffe58a;--mark-ink:#000;--accent:#0a5c6b;--square:#1f4e79;--diamond:#0a5c6b;--predict:#b3341f;--warn:#8a3b00;--warn-ground:#fff}
body{font-size:10pt}nav,.skip{display:none}section,header{break-inside:auto}figure,tr,.level,.box,tbody{break-inside:avoid}h2,h3{break-after:avoid}
a{color:inherit}.scroll{overflow:visible}.source a[href^="https"]::after{content:" " attr(href)}}
)css";

}  // namespace evigraft::publish
