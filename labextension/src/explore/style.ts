/** @file The look of an explorer, in the colours of the page around it. */
export const STYLE = `
.ke-explore { color: var(--jp-content-font-color1, inherit); font: 13px/1.45 var(--jp-ui-font-family, system-ui, sans-serif); padding: 8px 6px; max-width: 100%; box-sizing: border-box; --ke-line: #8a94a0; --ke-accent: #1f6fd1; }
.ke-explore button { font: inherit; color: inherit; background: var(--jp-layout-color1, Canvas); border: 1px solid var(--ke-line); border-radius: 3px; padding: 1px 7px; cursor: pointer; }
.ke-explore button:disabled { opacity: 0.45; cursor: default; }
.ke-explore :focus-visible { outline: 2px solid var(--ke-accent); outline-offset: 1px; }
.ke-explore [hidden] { display: none !important; }
.ke-bar { display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: center; margin-bottom: 6px; }
.ke-thumbs { display: flex; flex-wrap: wrap; gap: 3px; }
.ke-layers { overflow-x: auto; max-width: 100%; }
.ke-scene { position: relative; display: flex; gap: var(--ke-gap, 30px); width: max-content; padding: 4px 4px 8px; }
.ke-wires { position: absolute; inset: 0; pointer-events: none; overflow: visible; }
.ke-wire { fill: none; stroke: var(--ke-line); stroke-width: 1.2; opacity: 0.55; }
.ke-chosen { stroke: var(--ke-accent); stroke-width: 1.6; opacity: 0.9; }
.ke-column { display: flex; flex-direction: column; gap: 14px; position: relative; }
/* Outputs stay in sight while somebody draws. */
@media (min-width: 700px) { .ke-end { position: sticky; right: 0; background: var(--jp-layout-color0, Canvas); padding-left: 8px; z-index: 1; }
  .ke-more-right .ke-end { border-left: 1px solid var(--ke-line); box-shadow: -14px 0 12px -8px color-mix(in srgb, var(--jp-content-font-color1, CanvasText) 35%, transparent); } }
/* What lies beyond an edge fades out towards it. */
.ke-more-left { mask-image: linear-gradient(to right, transparent, #000 28px); }
@media (max-width: 699px) {
  .ke-more-right { mask-image: linear-gradient(to left, transparent, #000 28px); }
  .ke-more-left.ke-more-right { mask-image: linear-gradient(to right, transparent, #000 28px calc(100% - 28px), transparent); } }
.ke-block { display: flex; flex-direction: column; align-items: flex-start; gap: 2px; max-width: 150px; }
.ke-name { font-size: 12px; font-weight: 600; max-width: 96px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.ke-shape, .ke-range { font-size: 11px; opacity: 0.8; white-space: nowrap; }
.ke-broken { opacity: 1; font-weight: 600; text-decoration: underline 2px #d600d6; }
.ke-bars + .ke-range { white-space: normal; max-width: 150px; }
.ke-maps { display: flex; flex-direction: column; align-items: flex-start; gap: 4px; }
.ke-explore .ke-map { padding: 1px; line-height: 0; border-color: var(--ke-line); border-radius: 2px; background: var(--jp-layout-color1, Canvas); }
.ke-explore .ke-map[aria-pressed='true'], .ke-explore .ke-score[aria-pressed='true'] { border-color: var(--ke-accent); box-shadow: 0 0 0 2px var(--ke-accent); }
.ke-map[data-missing] { opacity: 0.3; border-style: dashed; }
.ke-canvas { display: block; image-rendering: pixelated; }
.ke-page { font-size: 11px; }
.ke-bars { display: flex; flex-direction: column; gap: 2px; width: 138px; }
.ke-explore .ke-score { display: grid; grid-template-columns: 1fr auto; gap: 0 6px; text-align: left; padding: 1px 5px 3px; border-color: transparent; }
.ke-class { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: 12px; }
.ke-number { font-size: 12px; font-variant-numeric: tabular-nums; }
.ke-track { grid-column: 1 / 3; position: relative; height: 6px; background: color-mix(in srgb, var(--ke-line) 25%, transparent); }
.ke-fill { position: absolute; inset: 0 auto 0 0; background: #b2182b; }
.ke-negative { background: #2166ac; }
.ke-was { position: absolute; top: -2px; bottom: -2px; width: 2px; background: currentColor; }
.ke-fault { color: #5f0000; background: #fdd; padding: 4px 8px; margin: 4px 0; white-space: pre-wrap; }
.ke-lower { border-top: 1px solid color-mix(in srgb, var(--ke-line) 50%, transparent); padding-top: 8px; margin-top: 4px; }
.ke-detail, .ke-editor { display: flex; flex-wrap: wrap; gap: 10px 26px; align-items: flex-start; }
.ke-side { max-width: 260px; }
.ke-reason { flex: 1 1 300px; min-width: 0; display: flex; flex-direction: column; gap: 8px; }
.ke-title { font-size: 12px; margin-bottom: 2px; }
.ke-note { font-size: 11px; opacity: 0.8; margin-top: 3px; }
.ke-frame { position: relative; display: inline-block; line-height: 0; border: 1px solid var(--ke-line); overflow: hidden; vertical-align: top; }
.ke-result, .ke-pad { cursor: crosshair; touch-action: none; }
.ke-cursor, .ke-window { position: absolute; box-sizing: border-box; pointer-events: none; border: 2px solid #f5a800; box-shadow: 0 0 0 1px #000, inset 0 0 0 1px #000; min-width: 6px; min-height: 6px; }
.ke-parts { display: flex; flex-wrap: wrap; gap: 8px 22px; }
.ke-part { display: flex; flex-wrap: wrap; gap: 6px; align-items: flex-end; }
.ke-tables { display: flex; flex-wrap: wrap; gap: 4px 6px; align-items: center; }
.ke-cells { display: grid; grid-template-columns: repeat(var(--columns), 34px); }
.ke-cell { font-size: 11px; line-height: 24px; height: 24px; text-align: center; border: 1px solid #8a94a0; margin: 0 -1px -1px 0; font-variant-numeric: tabular-nums; overflow: hidden; }
.ke-small { grid-template-columns: repeat(var(--columns), 25px); }
.ke-small .ke-cell { font-size: 9px; line-height: 18px; height: 18px; }
.ke-padding { opacity: 0.6; background: repeating-linear-gradient(45deg, transparent 0 3px, color-mix(in srgb, var(--ke-line) 40%, transparent) 3px 5px); }
.ke-sign { font-variant-numeric: tabular-nums; white-space: nowrap; }
.ke-lines { font-variant-numeric: tabular-nums; overflow-wrap: anywhere; min-height: 3.2em; }
.ke-lines > div:last-child { font-weight: 600; }
.ke-tools { display: flex; flex-wrap: wrap; gap: 6px 12px; align-items: center; border: 0; padding: 0; margin: 0; }
.ke-tools label { display: flex; gap: 6px; align-items: center; }
.ke-tools input[type='range'] { width: 90px; }
.ke-editor > div:last-child { flex: 1 1 220px; }
.ke-top { font-weight: 600; margin-bottom: 6px; min-height: 1.5em; }
.ke-foot { display: flex; flex-wrap: wrap; gap: 4px 10px; align-items: center; font-size: 11px; margin-top: 8px; }
.ke-status { opacity: 0.8; }
@media print { .ke-explore { break-inside: avoid; } .ke-layers { overflow: visible; mask-image: none; } .ke-scene { flex-wrap: wrap; width: auto; gap: 10px; } .ke-wires, .ke-foot, .ke-bar button { display: none; } }
`;
