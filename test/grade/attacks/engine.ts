/** @file Attacks by what JavaScript's engine, Node and Linux offer beyond the language: each tries something that once worked somewhere. */
import { beside, cell, giving, within, type Attack } from './attack.ts';

/** JavaScript's own protocols, turned. */
const protocols: Attack[] = [
  beside(
    'Array.prototype[Symbol.iterator]',
    'Array.prototype[Symbol.iterator] = function* () { yield ["number", 1]; } as any;',
  ),
  beside(
    'Symbol.species of arrays',
    'class Mine extends Array { static get [Symbol.species]() { return class { set 0(v: any) {} } as any; } } Object.defineProperty(Array.prototype, "constructor", { value: Mine });',
  ),
  beside('Map.prototype.get', 'Map.prototype.get = () => ["number", 1] as any; Map.prototype.has = () => true;'),
  beside(
    'Promise itself',
    '(globalThis as any).Promise = class { then(f: any) { f(1); return this; } catch() { return this; } finally() { return this; } static resolve() { return new (globalThis as any).Promise(); } static race() { return new (globalThis as any).Promise(); } };',
  ),
  beside('Object.prototype.then', '(Object.prototype as any).then = function (f: any) { f(1); };'),
  beside(
    'toJSON of numbers, lists and everything',
    'for (const p of [Number, Array, Object, String]) Object.defineProperty((p as any).prototype, "toJSON", { value: () => ["number", 1], configurable: true });',
  ),
  beside(
    'Function.prototype.call, apply and bind',
    'for (const key of ["call", "apply", "bind"]) Object.defineProperty(Function.prototype, key, { value: () => () => 1 });',
  ),
  beside(
    'String.prototype',
    'for (const key of ["slice", "replace", "split", "startsWith", "toString"]) Object.defineProperty(String.prototype, key, { value: () => "number" });',
  ),
  beside(
    'the prototype of arrays of np',
    'const p: any = Object.getPrototypeOf(np.zeros([1])); for (const key of ["item", "at", "toList", "astype"]) Object.defineProperty(p, key, { value: () => 1 }); Object.defineProperty(p, "shape", { get: () => [] });',
  ),
  beside(
    'the errors of the library',
    'try { np.zeros([-1]); } catch (error: any) { const p = Object.getPrototypeOf(Object.getPrototypeOf(error)); p.constructor = () => 1; Object.defineProperty(p, "message", { get: () => "All is right." }); }',
  ),
  beside(
    'globalThis frozen',
    'Object.freeze(globalThis); Object.freeze(Object.prototype); Object.freeze(Array.prototype);',
  ),
  cell(
    'a name that is another function each time',
    'let n = 0; Object.defineProperty(globalThis, "outputSize", { get: () => () => ++n, configurable: true });',
  ),
  giving('an async generator', '(async function* () { yield Math.floor((n - k) / s) + 1; })()'),
  giving('a generator', '(function* () { yield Math.floor((n - k) / s) + 1; })()'),
  giving('a thenable behind a getter', '{ get then() { return (f: any) => f({ 0: "number", 1: 1, length: 2 }); } }'),
  giving(
    'a view of memory that WebAssembly grows',
    '(() => { const m = new WebAssembly.Memory({ initial: 1 }); const v = new Float64Array(m.buffer); m.grow(1); return v; })()',
  ),
  giving(
    'a view of a buffer that is gone',
    '(() => { const v = new Float64Array(4); structuredClone(v, { transfer: [v.buffer] }); return v; })()',
  ),
  giving('shared memory that changes while it is read', 'new Float64Array(new SharedArrayBuffer(8))'),
  within('an error that answers', 'throw { get name() { return "[number"; }, get message() { return "1]"; } };'),
  within(
    'a proxy that is thrown',
    'throw new Proxy(new Error("x"), { get() { throw 1; }, getPrototypeOf() { throw 2; } });',
  ),
  within('an error of a hundred megabytes', 'throw new Error("x".repeat(1e8));'),
  within('nothing that is thrown', 'throw undefined;'),
];

/** Node's back doors. */
const node: Attack[] = [
  beside('debugger', 'debugger;'),
  beside(
    'the inspector in this process',
    'const i: any = await import("node:inspector"); const s = new i.Session(); s.connect(); s.post("Runtime.evaluate", { expression: "globalThis.JSON.stringify = () => 1" }); s.post("Debugger.enable"); s.post("Debugger.pause");',
  ),
  beside(
    'the inspector of the parent',
    'process.kill(process.ppid, "SIGUSR1"); await new Promise((f) => setTimeout(f, 300)); try { const list: any = await (await fetch("http://127.0.0.1:9229/json")).json(); const ws = new WebSocket(list[0].webSocketDebuggerUrl); await new Promise((f) => { ws.onopen = f; ws.onerror = f; }); for (const id of ["test/0", "test/1"]) ws.send(JSON.stringify({ id: 1, method: "Runtime.evaluate", params: { expression: `process.stdout.write(${JSON.stringify(JSON.stringify({ id, answers: [{ value: ["number", 1] }, { value: ["number", 1] }, { value: ["number", 1] }] }) + "\\n")})` } })); await new Promise((f) => setTimeout(f, 300)); } catch {}',
  ),
  beside(
    'process.binding',
    'try { (process as any).binding("spawn_sync").spawn({ file: "/bin/true", args: ["true"] }); } catch {}',
  ),
  beside(
    'a thread that writes to every pipe',
    'const { Worker } = await import("node:worker_threads"); new Worker(`const fs = require("node:fs"); for (let fd = 1; fd < 30; fd++) { try { fs.writeSync(fd, JSON.stringify({ id: "test/0", answers: [{ value: ["number", 1] }] }) + "\\\\n"); } catch {} }`, { eval: true }); await new Promise((f) => setTimeout(f, 300));',
  ),
  beside(
    'every pipe closed',
    'const fs = await import("node:fs"); for (let fd = 0; fd < 40; fd++) { try { fs.closeSync(fd); } catch {} }',
  ),
  beside(
    'a clock that stands',
    'Date.now = () => 0; performance.now = () => 0; (process as any).hrtime = () => [0, 0];',
  ),
  beside(
    'timers that never ring',
    '(globalThis as any).setTimeout = () => 0; (globalThis as any).setImmediate = () => 0; (globalThis as any).queueMicrotask = () => 0; (process as any).nextTick = () => 0;',
    true,
  ),
  within(
    'a loop of ticks',
    'const f = (): any => process.nextTick(f); f(); return new Promise(() => {}) as any;',
    true,
  ),
  beside(
    'words at the end',
    'process.on("exit", () => console.log(JSON.stringify({ id: "test/0", answers: [{ value: ["number", 1] }] }))); process.emit("SIGTERM" as any); (process.stdout as any).write = () => true;',
  ),
  beside(
    'another folder',
    'const fs = await import("node:fs"); process.chdir("/"); fs.rmSync("/tmp/work", { recursive: true, force: true }); delete process.env["KERNELAB_ROOT"];',
  ),
  beside(
    'colours, bells and a cleared screen',
    'for (let i = 0; i < 2e4; i++) console.log("\\u001b[2J\\u001b[H\\u0007\\u001b]0;3/3\\u0007 ✓ 3/3");',
  ),
  beside(
    'a display that is changed later',
    'display({ [Symbol.for("Jupyter.display")]: () => ({ "application/vnd.kernelab.answers+json": [{ value: ["number", 1] }] }) } as any);',
  ),
];

/** Linux's. */
const linux: Attack[] = [
  beside(
    'what Node compiled of the product',
    'const fs = await import("node:fs"); const path = (await import("node:module") as any).default.getCompileCacheDir?.(); if (path) { for (const name of [path, ...fs.readdirSync(path).map((f: string) => `${path}/${f}`)]) { try { fs.writeFileSync(name === path ? `${path}/x` : name, "x"); throw new Error("LEAK cache"); } catch (error) { if (String(error).includes("LEAK")) throw error; } } }',
  ),
  beside(
    'links in the folder',
    'const fs = await import("node:fs"); for (const [i, to] of ["/etc/shadow", "/root", "/proc/1/root", "/proc/1/cwd", "/proc/self/exe"].entries()) { fs.symlinkSync(to, `/tmp/work/link${i}`); } let found = ""; try { found = fs.readFileSync("/tmp/work/link0", "utf8"); } catch {} if (found) throw new Error("LEAK shadow"); try { found = fs.readdirSync("/tmp/work/link1").join(); } catch {} if (found) throw new Error("LEAK root");',
  ),
  beside(
    'settings of the kernel',
    'const fs = await import("node:fs"); for (const name of ["/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger", "/sys/kernel/uevent_helper", "/proc/1/oom_score_adj", "/proc/sys/vm/drop_caches"]) { try { fs.writeFileSync(name, "0"); if (!name.includes("oom")) throw new Error(`LEAK ${name}`); } catch (error) { if (String(error).includes("LEAK")) throw error; } }',
  ),
  beside(
    'devices',
    'const fs = await import("node:fs"); for (const name of ["/dev/mem", "/dev/kmsg", "/dev/sda", "/dev/vda", "/dev/fuse", "/dev/kvm", "/dev/net/tun"]) { try { fs.openSync(name, "r+"); throw new Error(`LEAK ${name}`); } catch (error) { if (String(error).includes("LEAK")) throw error; } } try { (await import("node:child_process")).execSync("mknod /tmp/work/d b 254 0 && dd if=/tmp/work/d of=/dev/null count=1", { stdio: "ignore" }); throw new Error("LEAK mknod"); } catch (error) { if (String(error).includes("LEAK")) throw error; }',
  ),
  beside(
    'limits lifted',
    'const cp = await import("node:child_process"); let lifted = true; try { cp.execSync(`prlimit --pid ${process.pid} --nproc=100000:100000 --fsize=unlimited:unlimited`, { stdio: "ignore" }); } catch { lifted = false; } if (lifted) throw new Error("LEAK limits");',
  ),
  beside(
    'rights given back by a set-user-id program',
    'const cp = await import("node:child_process"); for (const line of ["su -c true", "sudo -n true", "newgrp root", "mount", "passwd -S root"]) { try { const said = cp.execSync(line, { stdio: ["ignore", "pipe", "ignore"], timeout: 500 }).toString(); if (/^root /.test(said)) throw new Error("LEAK passwd"); } catch (error) { if (String(error).includes("LEAK")) throw error; } }',
  ),
  beside(
    'the environment of the first process',
    'const fs = await import("node:fs"); for (const pid of fs.readdirSync("/proc").filter((name: string) => /^\\d+$/.test(name))) { try { const env = fs.readFileSync(`/proc/${pid}/environ`, "utf8"); if (/SECRET|TOKEN|SLURM|GITHUB|KERNELAB_DATA/.test(env)) throw new Error("LEAK environment"); } catch (error) { if (String(error).includes("LEAK")) throw error; } }',
  ),
  beside(
    'a child that outlives its parent',
    'const cp = await import("node:child_process"); cp.spawn("sh", ["-c", "trap \'\' TERM HUP INT; while :; do sleep 1; done"], { detached: true, stdio: "ignore" }).unref(); (process as any).reallyExit(0);',
  ),
  beside(
    'memory in children',
    'const cp = await import("node:child_process"); for (let i = 0; i < 6; i++) cp.spawn(process.execPath, ["-e", "const a = []; for (let i = 0; i < 12; i++) a.push(Buffer.alloc(1e8, 1)); setInterval(() => {}, 1000)"], { detached: true, stdio: "ignore" }).on("error", () => {}); await new Promise((f) => setTimeout(f, 8000));',
    true,
  ),
  beside(
    'folders in folders',
    'const fs = await import("node:fs"); try { let path = "/tmp/work"; for (let i = 0; i < 1500; i++) { path += "/d"; fs.mkdirSync(path); } } catch {} try { for (let i = 0; i < 3e4; i++) fs.linkSync("/tmp/work/a", `/tmp/work/l${i}`); } catch {}',
  ),
];

export const engine: readonly Attack[] = [...protocols, ...node, ...linux];
