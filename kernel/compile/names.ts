/**
 * @file Names a student may well choose (`window`, `performance`, `URL`) but that packages look up as globals. A shared
 * variable of such a name would break them, so at run time it gets a prefix; what the student reads is put back.
 */

const prefix = '$cell_';

/** Names by which packages find out where they run, beside Node's own globals. */
const sniffed = `window document self define module exports require global Deno Bun importScripts location
  HTMLElement HTMLCanvasElement HTMLImageElement HTMLVideoElement Image ImageData Element Node Document Window
  OffscreenCanvas ImageBitmap XMLHttpRequest getComputedStyle jQuery $ _ Plotly d3 MutationObserver DOMParser
  WorkerGlobalScope requestAnimationFrame cancelAnimationFrame GPU WebGL2RenderingContext WebGLRenderingContext Blob
  __dirname __filename input prompt display __kernelab__ $m $t $i $magic`.split(/\s+/);

const risky = new Set([...Object.getOwnPropertyNames(globalThis), ...sniffed]);

/** What a shared variable is called in the running script. */
export function runtimeName(name: string): string {
  return risky.has(name) ? prefix + name : name;
}

/** How a cell reaches what is no global, since packages would take `module` and `exports` for a sign of CommonJS. */
export function kernelName(name: string): string {
  return name === 'module' || name === 'exports' ? `__kernelab__.${name}` : name;
}

/** Puts the student's names back into a message of the runtime. */
export function studentText(text: string): string {
  return text.replaceAll(prefix, '').replaceAll('__kernelab__.', '');
}
