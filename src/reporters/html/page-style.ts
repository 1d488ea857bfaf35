/** The look of the page: light and dark as the reader's system has it, and plain on paper. */
export const pageStyle = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--faint:#57606a;--line:#d0d7de;--card:#f6f8fa;--red:#b3261e;--amber:#8a5300;--blue:#0550ae;--green:#116329;--red-wash:#ffebe9;--amber-wash:#fff4d6;--green-wash:#e2f6e6;--gray-wash:#eceff2}
@media(prefers-color-scheme:dark){:root{--paper:#0d1117;--ink:#e6edf3;--faint:#9da7b1;--line:#30363d;--card:#161b22;--red:#ff9a92;--amber:#f0b849;--blue:#79b8ff;--green:#6fdd8b;--red-wash:#3d1513;--amber-wash:#36270a;--green-wash:#0f2f19;--gray-wash:#21262d}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:82rem;padding:1rem 1.25rem 3rem;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
h1{font-size:1.5rem;margin:.5rem 0}h2{font-size:1.2rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line)}h3{font-size:1rem;margin:.5rem 0}
a{color:var(--blue);overflow-wrap:anywhere}code,pre,.line{font-family:ui-monospace,monospace;font-size:.85rem}
.rule,.fine,.number,figcaption{color:var(--faint);font-size:.85rem}.fine{margin:.25rem 0}
.counts{display:flex;flex-wrap:wrap;gap:.75rem;padding:0;list-style:none}.counts li{background:var(--card);border:1px solid var(--line);border-radius:6px;padding:.4rem .9rem}.counts strong{font-size:1.3rem;margin-right:.3rem}
.badge{display:inline-block;border-radius:4px;padding:0 .45rem;font-size:.8rem;border:1px solid currentColor}
.error,.blocked{color:var(--red)}.warning,.partial{color:var(--amber)}.info{color:var(--blue)}.reachable{color:var(--green)}
details.finding,details.vpc{color:var(--ink);border:1px solid var(--line);border-radius:6px;margin:.4rem 0;padding:.4rem .75rem;background:var(--card)}
details.finding.error{border-left:4px solid var(--red)}details.finding.warning{border-left:4px solid var(--amber)}details.finding.info{border-left:4px solid var(--blue)}
summary{cursor:pointer;overflow-wrap:anywhere}summary .what{font-weight:600}summary .first{display:block;padding-left:1rem}details[open]>summary .first{display:none}
figure{margin:.5rem 0}pre{margin:.2rem 0;padding:.5rem;overflow-x:auto;background:var(--paper);border:1px solid var(--line);border-radius:4px}.line{display:block;white-space:pre}mark{background:var(--red-wash);color:inherit;outline:1px solid var(--red)}
#filters{display:flex;flex-wrap:wrap;gap:.75rem;margin:.5rem 0}select,input{font:inherit;max-width:18rem;padding:.15rem .3rem;background:var(--paper);color:var(--ink);border:1px solid var(--faint);border-radius:4px}
.scroll{overflow-x:auto;margin:.5rem 0}table{border-collapse:collapse;font-size:.85rem}th,td{border:1px solid var(--line);padding:.2rem .45rem;text-align:left;vertical-align:top}
.matrix th{white-space:nowrap}.matrix th .rule{display:block;font-weight:400}.matrix td{color:var(--ink);min-width:6rem}.matrix td.reachable{background:var(--green-wash)}.matrix td.blocked{background:var(--red-wash)}.matrix td.partial{background:var(--amber-wash)}.matrix td.unknown{background:var(--gray-wash)}
.matrix button{all:unset;cursor:pointer;display:block;width:100%}.matrix button:focus-visible,summary:focus-visible,.scroll:focus-visible,pre:focus-visible{outline:2px solid var(--blue);outline-offset:1px}.matrix button[aria-pressed=true]{font-weight:700;text-decoration:underline}
.way{border:1px solid var(--line);border-radius:6px;padding:.25rem .75rem;margin:.5rem 0;background:var(--paper)}.hops{list-style:none;padding-left:.5rem;margin:.3rem 0}.hops .mark{font-weight:700}.hops .block .mark{color:var(--red)}.hops .pass .mark{color:var(--green)}.hops .unknown .mark{color:var(--faint)}
svg{display:block;font:11px system-ui,sans-serif}svg text{fill:var(--ink)}svg .detail,svg .zone-name{fill:var(--faint)}svg .zone{fill:none;stroke:var(--line);stroke-dasharray:4 3}
.node rect{fill:var(--paper);stroke:var(--faint)}.node.endpoint rect{stroke:var(--blue)}.node.gateway rect{stroke:var(--amber)}.edge{fill:none;stroke:var(--line);stroke-width:1.2}
.node.on rect{fill:var(--green-wash);stroke:var(--green);stroke-width:2}.node.stops rect{fill:var(--red-wash);stroke:var(--red);stroke-width:2.5}.edge.on{stroke:var(--green);stroke-width:2.5}
@media print{body{max-width:none;font-size:11px}#filters,.way{display:none}details.finding,details.vpc{break-inside:avoid}details::details-content{content-visibility:visible;display:block}}
`;
