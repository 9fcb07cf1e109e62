/**
 * The look of the page, in light and dark, with no font or file from outside.
 *
 * @module
 */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1b1f27; --soft: #667084; --faint: #e6e9ef; --paper: #fcfcfd; --card: #fff;
  --ours: #3457d5; --rival: #8a93a6; --model: #d98324; --loss: #c9d2e3; --bad: #c8323c; --good: #1c8a57; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9ecf2; --soft: #98a2b5; --faint: #262c38; --paper: #11141a;
  --card: #171b23; --ours: #7f9bff; --rival: #7d879b; --model: #e7a355; --loss: #40506e; --bad: #ff6f76; --good: #52c98f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.55 system-ui, "Segoe UI", sans-serif; }
main { max-width: 1120px; margin: 0 auto; padding: 40px 20px 80px; }
h1 { font-size: 30px; letter-spacing: -0.02em; margin: 0 0 6px; }
h2 { font-size: 21px; letter-spacing: -0.01em; margin: 56px 0 4px; }
h3 { font-size: 14px; color: var(--soft); font-weight: 600; margin: 26px 0 6px; }
p { max-width: 74ch; margin: 6px 0; } p.soft, small { color: var(--soft); }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 10px; margin: 16px 0; }
.card { background: var(--card); border: 1px solid var(--faint); border-radius: 10px; padding: 12px 14px; }
.card b { display: block; font-size: 21px; font-variant-numeric: tabular-nums; } .card small { display: block; }
figure { margin: 0; background: var(--card); border: 1px solid var(--faint); border-radius: 10px; padding: 10px 8px 4px; }
svg { display: block; width: 100%; height: auto; } .grid { stroke: var(--faint); fill: none; }
.tick, .label, .axis { fill: var(--soft); font-size: 11px; } .axis { font-style: italic; } .label { fill: var(--ink); font-size: 10.5px; }
.ours .label { fill: var(--ours); font-weight: 600; } .onNarrow { display: none; } p.note { font-size: 12.5px; max-width: none; }
.line { fill: none; stroke-width: 1.3; stroke-linejoin: round; } .line.ours { stroke: var(--ours); stroke-width: 2.2; }
.line.newRisk { stroke: var(--ours); opacity: 0.55; } .line.rival { stroke: var(--rival); stroke-dasharray: 5 4; }
.line.model { stroke: var(--model); opacity: 0.8; } .loss { stroke: var(--loss); stroke-width: 1.4; fill: none; }
.breach { fill: var(--bad); } .method { fill: var(--rival); stroke: var(--rival); stroke-width: 1.6; }
.method.open { fill: none; } .ours .method { fill: var(--ours); stroke: var(--ours); }
.static .method { fill: var(--good); stroke: var(--good); } .dynamic .method { fill: var(--model); stroke: var(--model); }
.method.method.open { fill: var(--card); }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 4px 8px 8px; color: var(--soft); font-size: 12.5px; }
.legend i { display: inline-block; vertical-align: middle; margin-right: 6px; }
.stroke { width: 20px; height: 0; border-top: 2px solid; } .stroke.ours { border-width: 3px; color: var(--ours); }
.stroke.newRisk { border-width: 1.5px; color: var(--ours); opacity: 0.6; } .stroke.rival { border-top-style: dashed; color: var(--rival); }
.stroke.model { color: var(--model); } .stroke.lost { color: var(--loss); }
.spot { width: 9px; height: 9px; border-radius: 50%; border: 1.6px solid; color: var(--rival); background: currentColor; }
.spot.ours { color: var(--ours); } .spot.static { color: var(--good); } .spot.dynamic { color: var(--model); }
.spot.missed { color: var(--bad); } .spot.open { background: none; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: 13.5px; }
th, td { padding: 7px 8px; border-bottom: 1px solid var(--faint); text-align: right; white-space: nowrap; vertical-align: top; }
thead th { color: var(--soft); font-weight: 600; font-size: 12px; } tbody th { text-align: left; font-weight: 600; white-space: normal; min-width: 200px; }
tbody th small { display: block; font-weight: 400; font-size: 12px; } tr.ours th span { color: var(--ours); }
tr.hindsight th span { font-style: italic; } .good { color: var(--good); } .bad { color: var(--bad); } td b { font-weight: 600; }
thead th { position: sticky; top: 0; background: var(--paper); } tbody th { position: sticky; left: 0; background: var(--paper); }
thead th:first-child { left: 0; z-index: 1; }
@media (max-width: 640px) { main { padding: 24px 12px 60px; } h1 { font-size: 24px; } .onWide { display: none; } .onNarrow { display: block; }
  figure { padding: 8px 4px 4px; } .cards { grid-template-columns: 1fr 1fr; } tbody th { min-width: 112px; max-width: 132px; overflow-wrap: anywhere; }
  tbody th small { display: none; } }
@media print { body { background: #fff; } section { break-inside: avoid-page; } }
`;
