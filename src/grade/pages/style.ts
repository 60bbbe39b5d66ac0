/** @file How pages of the grader look: on a phone, on paper, in dark. */

export const style = `
:root {
  color-scheme: light dark;
  --back: light-dark(#f6f7f9, #15181c); --card: light-dark(#fff, #1e2227); --line: light-dark(#d7dbe0, #3a4048);
  --text: light-dark(#1b1f24, #e8eaed); --soft: light-dark(#565e68, #a9b1bb); --code: light-dark(#f0f2f5, #272c33);
  --good: light-dark(#1a7037, #6fd08c); --bad: light-dark(#b3261e, #ff8f87); --half: light-dark(#8a5a00, #f0b95b);
  --bar: light-dark(#2f6fd0, #6ea3f5);
}
* { box-sizing: border-box }
body {
  margin: 0; background: var(--back); color: var(--text); line-height: 1.55; overflow-wrap: anywhere;
  font-family: system-ui, "Noto Sans KR", "Apple SD Gothic Neo", "Malgun Gothic", sans-serif;
}
:lang(ko) { word-break: keep-all }
main { max-width: 60rem; margin: 0 auto; padding: 1.25rem 1rem }
footer { max-width: 60rem; margin: 0 auto; padding: 0 1rem 2rem; color: var(--soft); font-size: .85rem }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem }
h2 { font-size: 1.15rem; margin: 1.75rem 0 .5rem }
h3 { font-size: 1rem; margin: 1rem 0 .35rem }
h4 { font-size: .95rem; margin: .8rem 0 .3rem }
p, ul, dl { margin: .35rem 0 }
ul { padding-left: 1.25rem }
a { color: inherit }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "D2Coding", monospace; font-size: .86rem }
pre {
  background: var(--code); border-radius: 6px; padding: .5rem .7rem; margin: .35rem 0; white-space: pre-wrap;
  word-break: normal;
}
.soft { color: var(--soft) }
.card {
  background: var(--card); border: 1px solid var(--line); border-left-width: 5px; border-radius: 8px; padding: .7rem .9rem;
  margin: .6rem 0;
}
.card > :first-child { margin-top: 0 } .card > :last-child { margin-bottom: 0 }
.right { border-left-color: var(--good) } .wrong { border-left-color: var(--bad) } .part { border-left-color: var(--half) }
.verdict { font-weight: 600 }
.right .verdict { color: var(--good) } .wrong .verdict { color: var(--bad) } .part .verdict { color: var(--half) }
.reasons { font-size: 1.02rem }
.score { font-size: 2rem; font-weight: 700; margin: .6rem 0 .2rem; font-variant-numeric: tabular-nums }
.track { height: .6rem; border-radius: .3rem; background: var(--code); border: 1px solid var(--line); overflow: hidden }
.track > div { height: 100%; background: var(--bar) }
.scroll { overflow-x: auto }
table { border-collapse: collapse }
.list { width: 100%; background: var(--card); border: 1px solid var(--line); font-size: .93rem }
.list th, .list td { padding: .4rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top }
.list th, .list td { overflow-wrap: break-word; min-width: 5.5rem } .list .number { min-width: 0 }
.list th { font-weight: 600 } .list thead th { color: var(--soft); font-size: .85rem }
.list .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .15rem .8rem }
dl.facts dt { color: var(--soft) } dl.facts dd { margin: 0; min-width: 0 }
.values { display: grid; gap: .5rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)) }
.values figcaption, .values p { margin: 0; color: var(--soft); font-size: .85rem }
.values > div { min-width: 0 }
.differ { overflow-x: auto } .differ img { background: #fff }
.chart { display: block; width: 100%; height: auto; max-width: 32rem }
.chart rect { fill: var(--bar) } .chart text { fill: var(--text); font-size: 14px } .chart line { stroke: var(--line) }
.tag { border: 1px solid var(--line); border-radius: 1rem; padding: 0 .5rem; font-size: .8rem; color: var(--soft); white-space: nowrap }
details > summary { cursor: pointer; padding: .2rem 0 }
.two { display: grid; gap: .6rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)) }
.two > div { min-width: 0 }
@media (max-width: 34rem) {
  .score { font-size: 1.7rem }
}
@media print {
  :root { color-scheme: light }
  body { background: #fff } main, footer { max-width: none; padding: 0 }
  .card, tr, .differ { break-inside: avoid } h2, h3 { break-after: avoid }
  .scroll, .differ { overflow: visible }
  details::details-content { content-visibility: visible; block-size: auto }
}
`;
