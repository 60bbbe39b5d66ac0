/**
 * @file Submissions that try to earn marks without the answer, to stop the run, or to reach what is not theirs. Each is the text
 * of the answer cell (a wrong `outputSize`, with whatever else it does), or a whole notebook changed by hand.
 */
import type { Notebook } from '../../../src/grade/grader.ts';
import { beside, giving, limited, within, wrong, type Attack } from './attack.ts';
import { engine } from './engine.ts';

/** Values that try to be equal to everything. */
const values: Attack[] = [
  giving('NaN', 'NaN'),
  giving('Infinity', 'Infinity'),
  giving('nothing', 'undefined'),
  giving('null', 'null'),
  giving('an empty list', '[]'),
  giving('a list of one', '[7]'),
  giving('a text of digits', 'String(Math.floor((n - k) / s) + 1)'),
  giving('a boxed number', 'new Number(Math.floor((n - k) / s) + 1)'),
  giving('a bigint', 'BigInt(Math.floor((n - k) / s) + 1)'),
  giving('an array of one', 'np.array([Math.floor((n - k) / s) + 1])'),
  giving('toJSON', '{ toJSON() { return ["number", Math.floor((n - k) / s) + 1]; } }'),
  giving('valueOf', '{ valueOf: () => Math.floor((n - k) / s) + 1 }'),
  giving('Symbol.toPrimitive', '{ [Symbol.toPrimitive]: () => Math.floor((n - k) / s) + 1 }'),
  giving('a getter', '{ get value() { return Math.floor((n - k) / s) + 1; } }'),
  giving(
    'a proxy',
    'new Proxy({}, { get: () => 1, ownKeys: () => ["0"], getOwnPropertyDescriptor: () => ({ value: 1, configurable: true, enumerable: true }) })',
  ),
  giving('a proxy of a list', 'new Proxy([1], { get: () => ["number", 7] })'),
  giving('a function', '() => Math.floor((n - k) / s) + 1'),
  giving('a promise of a wrong value', 'Promise.resolve(7)'),
  giving('a promise that never ends', 'new Promise(() => {})', true),
  giving('a thenable that calls twice', '{ then(f: any) { f(7); f(8); } }'),
  giving('a list with itself in it', '(() => { const a: any = []; a.push(a); return a; })()'),
  giving('nested without end', '(() => { let a: any = []; for (let i = 0; i < 1e5; i++) a = [a]; return a; })()'),
  giving('a tagged answer', '["number", 7]'),
  giving('__proto__ as data', 'JSON.parse(\'{"__proto__": {"0": "number"}}\')'),
  giving('a huge sparse list', '(() => { const a: any = []; a.length = 4e9; return a; })()'),
  giving('a huge text', '"x".repeat(2 ** 28)'),
  giving(
    'a damaged array',
    'Object.assign(Object.create(Object.getPrototypeOf(np.zeros([1]))), { shape: [1e9], data: [1], dtype: "float64", offset: 0, strides: [1] })',
  ),
  giving(
    'an array whose shape lies',
    '(() => { const a: any = np.zeros([1]); Object.defineProperty(a, "shape", { get: () => [] }); return a; })()',
  ),
];

/** JavaScript, the library and the asking itself changed. */
const patches: Attack[] = [
  beside('Math.floor', 'Math.floor = () => 0;'),
  beside('Math.abs', 'Math.abs = () => 0;'),
  beside('Number.isNaN', 'Number.isNaN = () => true;'),
  beside('Object.is', 'Object.is = () => true;'),
  beside(
    'JSON.stringify',
    'const old = JSON.stringify; JSON.stringify = ((v: any, ...r: any[]) => old(v, ...r).replace(/"number",7/g, \'"number",1\')) as any;',
  ),
  beside('JSON.parse', 'JSON.parse = () => ({}) as any;'),
  beside('Array.prototype.every', 'Array.prototype.every = (() => true) as any;'),
  beside('Array.prototype.push', 'Array.prototype.push = function () { return 0; } as any;'),
  beside('a setter on Array.prototype', 'Object.defineProperty(Array.prototype, 0, { set() {}, configurable: true });'),
  beside('Object.prototype.value', '(Object.prototype as any).value = ["number", 1];'),
  beside(
    'Object.prototype.failed',
    '(Object.prototype as any).undecided = "none"; (Object.prototype as any).points = 99;',
  ),
  beside(
    'Reflect',
    'for (const key of Object.keys(Object.getOwnPropertyDescriptors(Reflect))) (Reflect as any)[key] = () => undefined;',
  ),
  beside(
    'Promise.prototype.then',
    'const then = Promise.prototype.then; Promise.prototype.then = function (f: any, g: any) { return then.call(this, (v: any) => f?.(v === 7 ? 1 : v), g) as any; } as any;',
  ),
  beside('np', 'for (const key of Object.keys(np)) { try { (np as any)[key] = () => 1; } catch {} }'),
  beside('keras', 'try { (keras as any).models = {}; } catch {}'),
  beside('expectValue by its name', 'var expectValue = async () => 99; var ask = () => 99;'),
  beside('globalThis.process', '(globalThis as any).process = { exit() {}, env: {} };'),
  beside(
    'the display symbol',
    '(Object.prototype as any)[Symbol.for("Jupyter.display")] = () => ({ "application/vnd.kernelab.answers+json": [{ value: ["number", 1] }], "text/plain": "3" });',
  ),
  beside(
    'the probe, imported and asked',
    'const list = process.execArgv.concat(process.argv).join(" "); const root = list.match(/\\/\\S+?(?=\\/(?:kernel|dist)\\/)/)?.[0]; try { const probe = await import(root + "/dist/src/grade/probe.js"); Object.keys(probe).forEach((k) => { try { (probe as any)[k] = () => 1; } catch {} }); } catch {}',
  ),
  beside(
    'node:vm',
    'const vm: any = await import("node:vm"); vm.default.Script.prototype.runInThisContext = () => async () => 1;',
  ),
  beside(
    'node:module',
    'const m: any = await import("node:module"); m.registerHooks?.({ load: () => ({ format: "module", source: "export const ask = () => 1", shortCircuit: true }) });',
  ),
  beside('stack traces', 'Error.prepareStackTrace = () => { throw new Error("no"); };'),
];

/** Reports forged on the way out. */
const forgeries: Attack[] = [
  beside(
    'an answer printed',
    'console.log(JSON.stringify({ id: "test/0", answers: [{ value: ["number", 1] }] })); console.log(JSON.stringify({ done: true }));',
  ),
  beside(
    'an answer on pipe 3',
    'const fs = await import("node:fs"); for (const fd of [1, 3, 4, 5]) { try { fs.writeSync(fd, JSON.stringify({ id: "test/0", answers: [{ value: ["number", 1] }] }) + "\\n"); } catch {} }',
  ),
  beside(
    'answers on the output of the parent',
    'const fs = await import("node:fs"); try { const fd = fs.openSync(`/proc/${process.ppid}/fd/1`, "w"); for (const id of ["test/0", "test/1", "test/2"]) fs.writeSync(fd, JSON.stringify({ id, answers: Array(5).fill({ value: ["number", 1] }) }) + "\\n"); fs.writeSync(fd, JSON.stringify({ done: true }) + "\\n"); } catch {}',
  ),
  beside(
    'a mark for oneself',
    'console.log(JSON.stringify({ points: 3, max: 3, verdict: "pass" })); process.stdout.write("3");',
  ),
  beside('the parent ended', 'process.kill(process.ppid, "SIGKILL");'),
  beside('everything ended', 'try { process.kill(-1, "SIGKILL"); } catch {}'),
  beside('the parent stopped', 'process.kill(process.ppid, "SIGSTOP");', true),
  beside('exit 0', 'process.exit(0);'),
  beside('a hard exit', '(process as any).reallyExit(0);'),
  beside('abort', 'process.abort();'),
  within('an exit in the middle of the question', '(process as any).reallyExit(0);'),
  beside(
    'a result of its own type',
    '({ [Symbol.for("Jupyter.display")]: () => ({ "application/vnd.kernelab.answers+json": [{ value: ["number", 1] }] }) })',
  ),
];

/** What must not be read. */
const reading: Attack[] = [
  beside(
    'the source notebook',
    'const fs = await import("node:fs"); const cp = await import("node:child_process"); let found = ""; try { found = cp.execSync("find / -name \'*.ipynb\' 2>/dev/null | head").toString(); } catch {} if (found !== "") throw new Error(`LEAK ${found}`); void fs;',
  ),
  beside(
    'the environment',
    'const seen = Object.keys(process.env).filter((name) => /SECRET|TOKEN|KEY|PASS|KERNELAB_DATA|HOME/.test(name) && process.env[name] !== "/tmp"); if (seen.length > 0) throw new Error(`LEAK ${seen}`);',
  ),
  beside(
    'the run file',
    'const cp = await import("node:child_process"); let found = ""; try { found = cp.execSync("find / \\\\( -name run.json -o -name results \\\\) -not -path \'/proc/*\' -not -path \'*/node_modules/*\' 2>/dev/null | head").toString(); } catch {} if (found !== "") throw new Error(`LEAK ${found}`);',
  ),
  beside(
    'other processes',
    'const fs = await import("node:fs"); const pids = fs.readdirSync("/proc").filter((name) => /^\\d+$/.test(name)); if (pids.length > 12) throw new Error(`LEAK ${pids}`);',
  ),
  beside(
    'the memory of the parent',
    'const fs = await import("node:fs"); try { const maps = fs.readFileSync(`/proc/${process.ppid}/maps`, "utf8").split("\\n"); const fd = fs.openSync(`/proc/${process.ppid}/mem`, "r+"); fs.writeSync(fd, Buffer.from("1"), 0, 1, parseInt(maps[0]!, 16)); } catch {}',
  ),
  beside(
    'the network',
    'try { await fetch("http://1.1.1.1/", { signal: AbortSignal.timeout(1500) }); throw new Error("LEAK network"); } catch (error) { if (String(error).includes("LEAK")) throw error; }',
  ),
  beside(
    'this machine by the network',
    'const net = await import("node:net"); await new Promise<void>((resolve) => { const s = net.connect(22, "127.0.0.1"); s.on("error", () => resolve()); s.on("connect", () => { s.destroy(); resolve(); }); setTimeout(resolve, 1000); });',
  ),
  beside(
    'unix sockets',
    'const net = await import("node:net"); for (const path of ["/var/run/docker.sock", "/run/dbus/system_bus_socket", "/tmp/.X11-unix/X0"]) await new Promise<void>((resolve) => { const s = net.connect(path); s.on("error", () => resolve()); s.on("connect", () => { throw new Error("LEAK " + path); }); });',
  ),
  beside(
    'files outside are written',
    'const fs = await import("node:fs"); for (const path of ["/usr/x", "/x", "/etc/x", "/var/x", "/home/x"]) { try { fs.writeFileSync(path, "1"); } catch {} }',
  ),
  beside(
    'the product is changed',
    'const fs = await import("node:fs"); const root = process.env["KERNELAB_ROOT"]!; for (const path of ["/dist/src/grade/probe.js", "/src/grade/judge.ts", "/package.json"]) { let written = true; try { fs.writeFileSync(root + path, ""); } catch { written = false; } if (written) throw new Error("LEAK " + path); }',
  ),
  beside(
    'a namespace of its own',
    'const cp = await import("node:child_process"); let made = true; try { cp.execSync("unshare -Ur true", { stdio: "ignore" }); } catch { made = false; } if (made) throw new Error("LEAK user namespace");',
  ),
  beside(
    'a mount',
    'const cp = await import("node:child_process"); let made = true; try { cp.execSync("mount -t tmpfs none /usr", { stdio: "ignore" }); } catch { made = false; } if (made) throw new Error("LEAK mount");',
  ),
  beside(
    'another user',
    'try { process.setuid!(0); if (process.getuid!() === 0) throw new Error("LEAK uid"); } catch (error) { if (String(error).includes("LEAK uid")) throw error; }',
  ),
  beside(
    'a letter for the next student',
    'const fs = await import("node:fs"); for (const path of ["/tmp/letter", "/dev/shm/letter", "/tmp/work/letter", "/var/tmp/letter"]) { if (fs.existsSync(path)) throw new Error("LEAK letter"); try { fs.writeFileSync(path, "n=5"); } catch {} }',
  ),
  beside(
    'the letter is looked for',
    'const fs = await import("node:fs"); for (const path of ["/tmp/letter", "/dev/shm/letter", "/tmp/work/letter", "/var/tmp/letter"]) if (fs.existsSync(path)) throw new Error("LEAK letter");',
  ),
];

/** More than there is. */
const floods: Attack[] = [
  limited(beside('a loop', 'while (true) {}'), 'took too long'),
  limited(within('a loop in the question', 'while (true) {}'), 'took too long'),
  within('a loop that catches the interrupt', 'for (;;) { try { for (;;) {} } catch {} finally { continue; } }', true),
  within('an endless loop of promises', 'return (async () => { for (;;) await null; })();', true),
  limited(within('an endless wait', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);'), 'took too long'),
  within('a regular expression that never ends', '/^(a+)+$/.test("a".repeat(64) + "b");', true),
  beside(
    'timers left behind',
    'for (let i = 0; i < 1000; i++) setInterval(() => { for (let j = 0; j < 1e5; j++); }, 0);',
    true,
  ),
  beside('a rejection nobody awaits', 'for (let i = 0; i < 1e4; i++) void Promise.reject(new Error("x"));'),
  beside('deep recursion', 'const f = (): any => f(); try { f(); } catch {}'),
  beside(
    'a fork bomb',
    'const cp = await import("node:child_process"); for (let i = 0; i < 500; i++) cp.spawn("sleep", ["100"], { detached: true }).on("error", () => {});',
    true,
  ),
  beside(
    'a shell fork bomb',
    'const cp = await import("node:child_process"); cp.spawn("sh", ["-c", "f() { f | f & }; f"], { detached: true, stdio: "ignore" }).on("error", () => {});',
    true,
  ),
  beside(
    'threads',
    'const { Worker } = await import("node:worker_threads"); for (let i = 0; i < 300; i++) new Worker("setInterval(() => {}, 1000)", { eval: true }).on("error", () => {});',
    true,
  ),
  beside('memory in the heap', 'const a: any[] = []; for (;;) a.push(new Array(1e6).fill(1));', true),
  beside('memory in buffers', 'const a: any[] = []; for (;;) a.push(new Uint8Array(1e8).fill(1));', true),
  beside(
    'memory of WebAssembly',
    'const a: any[] = []; try { for (let i = 0; i < 100; i++) { const m = new WebAssembly.Memory({ initial: 16384 }); new Uint8Array(m.buffer).fill(1, 0, 1e8); a.push(m); } } catch {}',
    true,
  ),
  limited(
    beside('a flood of output', 'for (let i = 0; i < 1e6; i++) console.log("x".repeat(1000));'),
    'printed too much',
  ),
  beside(
    'a flood past the streams',
    'const fs = await import("node:fs"); try { for (let i = 0; i < 1e5; i++) fs.writeSync(1, "x".repeat(1e4)); } catch {}',
    true,
  ),
  beside(
    'a flood on the output of the parent',
    'const fs = await import("node:fs"); try { const fd = fs.openSync(`/proc/${process.ppid}/fd/1`, "w"); for (;;) fs.writeSync(fd, "x".repeat(65536)); } catch {}',
    true,
  ),
  beside('a flood of displays', 'for (let i = 0; i < 1e5; i++) display({ text: "x".repeat(1000) } as any);', true),
  beside(
    'a full disk',
    'const fs = await import("node:fs"); try { for (let i = 0; i < 1000; i++) fs.writeFileSync(`/tmp/work/f${i}`, Buffer.alloc(1e7)); } catch {}',
  ),
  beside(
    'a huge file',
    'const fs = await import("node:fs"); try { const fd = fs.openSync("/tmp/work/big", "w"); fs.ftruncateSync(fd, 1e12); fs.writeSync(fd, "x", 1e12 - 1); } catch {}',
  ),
  beside(
    'a flood of files',
    'const fs = await import("node:fs"); try { for (let i = 0; i < 1e5; i++) fs.writeFileSync(`/tmp/work/i${i}`, ""); } catch {}',
    true,
  ),
  beside(
    'shared memory',
    'const fs = await import("node:fs"); try { for (let i = 0; i < 100; i++) fs.writeFileSync(`/dev/shm/s${i}`, Buffer.alloc(1e7)); } catch {}',
  ),
];

/** Notebooks changed by hand. */
const tampered: Attack[] = [
  {
    name: 'points in the metadata',
    change: (nb, cell) =>
      void (Object.assign(cell.metadata['nbgrader'] as object, { points: 99, grade: true }), setAnswer(cell), nb),
  },
  {
    name: 'a test cell of its own',
    change: (nb, cell) => {
      setAnswer(cell);
      for (const each of nb.cells)
        if ((each.metadata['nbgrader'] as { grade?: boolean } | undefined)?.grade) each.source = '3';
    },
  },
  {
    name: 'no test cells',
    change: (nb, cell) => {
      setAnswer(cell);
      nb.cells = [cell];
    },
  },
  {
    name: 'the answer cell twice',
    change: (nb, cell) => {
      setAnswer(cell);
      nb.cells.push(structuredClone(cell));
    },
  },
  {
    name: 'a test cell that is called a solution',
    change: (nb, cell) => {
      setAnswer(cell);
      for (const each of nb.cells) Object.assign(each.metadata['nbgrader'] ?? {}, { solution: true, grade: false });
    },
  },
  {
    name: 'a checksum of its own',
    change: (_, cell) => {
      setAnswer(cell);
      Object.assign(cell.metadata['nbgrader'] as object, { checksum: '0'.repeat(32) });
    },
  },
  {
    name: 'outputs with marks',
    change: (_, cell) => {
      setAnswer(cell);
      cell.outputs = [{ output_type: 'execute_result', data: { 'text/plain': '3' }, metadata: {}, execution_count: 1 }];
    },
  },
  {
    name: 'a cell before the first',
    change: (nb, cell) => {
      setAnswer(cell);
      nb.cells.unshift({
        cell_type: 'code',
        source: 'Object.is = () => true;',
        metadata: {},
        outputs: [],
        execution_count: null,
      });
    },
  },
  {
    name: 'wrong answers of its own',
    change: (nb, cell) => {
      setAnswer(cell);
      nb.cells.push({
        cell_type: 'code',
        source: wrong,
        metadata: { kernelab: { wrong: { answers: 'output-size', name: 'mine', points: 3, says: 'All is right.' } } },
        outputs: [],
        execution_count: null,
      });
    },
  },
  {
    name: 'seconds of its own',
    change: (_, cell) => {
      setAnswer(cell);
      cell.metadata['kernelab'] = { seconds: 1e9 };
    },
  },
  { name: 'an answer that closes the cell', code: `${wrong}\n}})(); (() => {{`, slow: false },
  {
    name: 'source that is no text',
    change: (_, cell) => {
      cell.source = [[wrong]] as never;
    },
  },
  {
    name: 'a million cells',
    change: (nb, cell) => {
      setAnswer(cell);
      for (let i = 0; i < 1e5; i++) nb.cells.push({ cell_type: 'markdown', source: '', metadata: {} });
    },
  },
  {
    name: 'the right answer in a second cell of the same name',
    change: (nb, cell) => {
      nb.cells.push(structuredClone(cell));
      setAnswer(cell);
    },
  },
  {
    name: 'the right answer as a text cell',
    change: (nb, cell) => {
      nb.cells.push({ ...structuredClone(cell), cell_type: 'markdown', metadata: {} });
      setAnswer(cell);
    },
  },
  {
    name: 'metadata of ten megabytes, and nested without end',
    change: (nb, cell) => {
      setAnswer(cell);
      nb.metadata['large'] = 'x'.repeat(1e7);
      let deep: unknown = 1;
      for (let i = 0; i < 2000; i++) deep = [deep];
      cell.metadata['deep'] = deep;
    },
  },
  {
    name: 'a cell of twenty megabytes',
    change: (_, cell) => {
      cell.source = `${wrong}\n//${'x'.repeat(2e7)}`;
    },
  },
  {
    name: 'a kernel of its own',
    change: (nb, cell) => {
      setAnswer(cell);
      nb.metadata['kernelspec'] = { name: 'python3', argv: ['sh', '-c', 'true'] };
      nb.metadata['language_info'] = { name: '../../etc/passwd' };
    },
  },
  {
    name: 'another exercise by name',
    change: (nb, cell) => {
      setAnswer(cell);
      nb.metadata['kernelab'] = { exercise: '../../attacked', language: '__proto__', due: '2999-01-01' };
    },
  },
  {
    name: 'cells that are no cells',
    change: (nb, cell) => {
      setAnswer(cell);
      nb.cells.push(null as never, 3 as never, [] as never, { metadata: null } as never);
    },
  },
  {
    name: '__proto__ in the metadata',
    change: (nb, cell) => {
      setAnswer(cell);
      Object.defineProperty(nb.metadata, '__proto__', { value: { points: 3 }, enumerable: true });
    },
  },
];

function setAnswer(cell: Notebook['cells'][number]): void {
  cell.source = wrong;
}

export const attacks: readonly Attack[] = [
  ...values,
  ...patches,
  ...forgeries,
  ...reading,
  ...floods,
  ...engine,
  ...tampered,
];
