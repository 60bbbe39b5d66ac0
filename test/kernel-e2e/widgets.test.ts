/** @file Widgets as a front end has them: what opens, moves, prints, is asked for after a reload, and closes. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Kernel } from '../../kernel/protocol/router.ts';
import { loadLibrary } from '../../kernel/library.ts';
import { nodeParts } from '../../kernel/node.ts';
import { defaultLibrary } from '../../kernel/paths.ts';
import { Session } from '../../kernel/session/session.ts';
import { MemoryTransport, type Heard } from './memory.ts';

type State = Record<string, unknown>;
const transport = new MemoryTransport();
let kernel: Kernel;
/** The widgets as a page has them: states by ids, buffers put back. */
const page = new Map<string, State>();

beforeAll(async () => {
  const library = await loadLibrary(defaultLibrary());
  const startSession = (events: ConstructorParameters<typeof Session>[1]): Session =>
    new Session(nodeParts({ cwd: import.meta.dirname, library }), events);
  kernel = new Kernel({ transport, library, startSession });
  await kernel.start();
});
afterAll(() => kernel.shutdown());

/** Takes in what a page would. */
function see(messages: readonly Heard[]): void {
  for (const { type, content, buffers } of messages) {
    const id = content['comm_id'] as string;
    const data = (content['data'] ?? {}) as { state?: State; method?: string; buffer_paths?: string[][] };
    const state = { ...data.state };
    for (const [i, path] of (data.buffer_paths ?? []).entries()) if (path.length === 1) state[path[0]!] = buffers[i];
    if (type === 'comm_open') page.set(id, state);
    if (type === 'comm_msg' && data.method === 'update') Object.assign(page.get(id)!, state);
    if (type === 'comm_close') page.delete(id);
  }
}

async function run(code: string): Promise<Heard[]> {
  const heard = await transport.request('execute_request', { code });
  see(heard);
  const error = heard.find(({ type }) => type === 'error');
  if (error)
    throw new Error(`${String(error.content['evalue'])}\n${(error.content['traceback'] as string[]).join('\n')}`);
  return heard;
}

const errorOf = async (code: string): Promise<string> => {
  const heard = await transport.request('execute_request', { code });
  see(heard);
  return heard.find(({ type }) => type === 'error')!.content['evalue'] as string;
};

async function move(id: string, state: State, buffers: Uint8Array[] = [], paths: unknown[] = []): Promise<Heard[]> {
  const data = { method: 'update', state, buffer_paths: paths };
  const heard = await transport.request('comm_msg', { comm_id: id, data }, buffers);
  see(heard);
  return heard;
}

const idOf = (model: string, where: State = {}): string =>
  [...page].findLast(
    ([, state]) =>
      state['_model_name'] === model && Object.entries(where).every(([name, value]) => state[name] === value),
  )![0];
const shown = (heard: readonly Heard[]): Record<string, unknown> =>
  heard.findLast(({ type }) => type === 'execute_result' || type === 'display_data')!.content['data'] as never;
const outputs = (id: string): { output_type: string; text?: string; evalue?: string; data?: State }[] =>
  page.get(id)!['outputs'] as never;
const widgetsInBox = (id: string): string[] => (page.get(id)!['children'] as string[]).map((ref) => ref.slice(10));

test('a slider opens with its layout and style first, is shown by its view with a still picture beside', async () => {
  const heard = await run(
    "const sigma = widgets.FloatSlider({ value: 1.5, max: 5, description: 'σ', layout: { width: '300px' }, style: { handleColor: 'red' } }); sigma",
  );
  const opens = heard.filter(({ type }) => type === 'comm_open');
  expect(opens.map(({ content }) => (content['data'] as { state: State }).state['_model_name'])).toEqual([
    'LayoutModel',
    'SliderStyleModel',
    'FloatSliderModel',
    'LayoutModel',
    'OutputModel',
    'LayoutModel',
    'VBoxModel',
  ]);
  expect(opens[2]!.content['target_name']).toBe('jupyter.widget');
  const { layout, style, ...rest } = page.get(idOf('FloatSliderModel'))!;
  expect(rest).toMatchInlineSnapshot(`
    {
      "_model_module": "@jupyter-widgets/controls",
      "_model_module_version": "2.0.0",
      "_model_name": "FloatSliderModel",
      "_view_module": "@jupyter-widgets/controls",
      "_view_module_version": "2.0.0",
      "_view_name": "FloatSliderView",
      "continuous_update": true,
      "description": "σ",
      "disabled": false,
      "max": 5,
      "min": 0,
      "orientation": "horizontal",
      "readout": true,
      "readout_format": ".2f",
      "step": 0.1,
      "value": 1.5,
    }
  `);
  expect(page.get((layout as string).slice(10))).toMatchObject({
    _model_module: '@jupyter-widgets/base',
    width: '300px',
  });
  expect(page.get((style as string).slice(10))).toMatchObject({ _view_name: 'StyleView', handle_color: 'red' });
  const bundle = shown(heard);
  expect(Object.keys(bundle)).toEqual(['application/vnd.jupyter.widget-view+json', 'text/html', 'text/plain']);
  expect(bundle['text/html']).toBe('<div>σ: 1.5</div>');
  expect(bundle['text/plain']).toBe("FloatSlider(value: 1.5, description: 'σ', min: 0, max: 5)");
});

test('a page moves it, a cell reads it; a cell sets it, the page follows; callbacks show what they do below it', async () => {
  const id = idOf('FloatSliderModel');
  await run(
    "sigma.observe(({ old, new: value }) => { console.log(old, '->', value); if (value > 4) throw new RangeError('too much'); }, 'value');",
  );
  const heard = await move(id, { value: 2 });
  expect(heard.filter(({ type }) => type === 'stream')).toEqual([]);
  const echo = heard.find(({ content }) => (content['data'] as State | undefined)?.['method'] === 'echo_update')!;
  expect(echo.content).toEqual({ comm_id: id, data: { method: 'echo_update', state: { value: 2 }, buffer_paths: [] } });
  const log = idOf('OutputModel');
  expect(outputs(log)).toEqual([{ output_type: 'stream', name: 'stdout', text: '1.5 -> 2\n' }]);
  await move(id, { value: 4.5 });
  expect(outputs(log).map(({ output_type, text, evalue }) => [output_type, text ?? evalue])).toEqual([
    ['stream', '1.5 -> 2\n2 -> 4.5\n'],
    ['error', 'too much'],
  ]);
  const cell = await run('sigma.value = 3;');
  expect(cell.filter(({ type }) => type === 'stream').map(({ content }) => content['text'])).toEqual(['4.5 -> 3\n']);
  expect(page.get(id)!['value']).toBe(3);
  expect(outputs(log)).toHaveLength(2);
});

test('buttons, choices, files: what the page sends comes as the values of the cell', async () => {
  await run(`const mode = widgets.Dropdown({ options: { Same: 'same', Valid: 'valid' }, value: 'valid' });
    const many = widgets.SelectMultiple({ options: [3, 5, 7], value: [5] });
    const upload = widgets.FileUpload({ accept: '.bin' }); let clicks = 0;
    const button = widgets.Button({ description: 'Go' }); button.onClick(() => { clicks++; console.log('clicked'); });
    widgets.VBox({ children: [mode, many, upload, button] })`);
  expect(page.get(idOf('DropdownModel'))).toMatchObject({ _options_labels: ['Same', 'Valid'], index: 1 });
  await move(idOf('DropdownModel'), { index: 0 });
  await move(idOf('SelectMultipleModel'), { index: [0, 2] });
  const file = { name: 'a.bin', type: '', size: 3, last_modified: 86_400_000 };
  await move(idOf('FileUploadModel'), { value: [file] }, [new Uint8Array([1, 2, 3])], [['value', 0, 'content']]);
  const click = { method: 'custom', content: { event: 'click' } };
  see(await transport.request('comm_msg', { comm_id: idOf('ButtonModel'), data: click }));
  // Below the box in which the button stands.
  expect(outputs(idOf('OutputModel'))).toEqual([{ output_type: 'stream', name: 'stdout', text: 'clicked\n' }]);
  const values = await run(
    'JSON.stringify([mode.value, many.value, clicks, upload.value.map((f) => [f.name, f.lastModified.getTime(), [...f.content]])])',
  );
  expect(shown(values)['text/plain']).toBe(`'["same",[3,7],1,[["a.bin",86400000,[1,2,3]]]]'`);
  await run("mode.options = ['full', 'valid']; mode.value = 'valid';");
  expect(page.get(idOf('DropdownModel'))).toMatchObject({ _options_labels: ['full', 'valid'], index: 1 });
});

describe('interact', () => {
  test('runs at once and whenever a control moves: text, value and figures below', async () => {
    const heard = await run(
      "interact((sigma, size) => { console.log('σ', sigma); plt.plot([sigma, size]); return sigma * size; }, { sigma: [0, 5, 0.1], size: [3, 9, 2] })",
    );
    expect(heard.filter(({ type }) => ['stream', 'execute_result'].includes(type))).toEqual([]);
    const bundle = shown(heard);
    const view = bundle['application/vnd.jupyter.widget-view+json'] as { model_id: string };
    const [box] = widgetsInBox(view.model_id);
    const [sigma, size, output] = widgetsInBox(box!);
    expect(page.get(sigma!)).toMatchObject({
      _model_name: 'FloatSliderModel',
      description: 'sigma',
      min: 0,
      max: 5,
      step: 0.1,
      value: 2.5,
    });
    expect(page.get(size!)).toMatchObject({ _model_name: 'IntSliderModel', value: 5, step: 2 });
    const texts = (): unknown[] => outputs(output!).map(({ text, data }) => text ?? data!['text/plain']);
    expect(texts()).toEqual(['σ 2.5\n', '12.5', '<Figure size 640x480 with 1 Axes>']);
    expect(bundle['text/html']).toMatch(
      /^<div><div>sigma: 2.5<\/div><div>size: 5<\/div><div><pre>σ 2.5\n<\/pre><pre>12.5\n<\/pre><img src="data:image\/png/,
    );
    const moved = await move(sigma!, { value: 1 });
    expect(texts()).toEqual(['σ 1\n', '5', '<Figure size 640x480 with 1 Axes>']);
    expect(moved.at(-1)!.content['execution_state']).toBe('idle');
  });

  test('values come by the names of the parameters; what fails is shown there; steps that came meanwhile are one run', async () => {
    await run(`let runs = 0; interact(async (b: number, a: number) => {
      runs++; await new Promise((r) => setTimeout(r, 100)); if (a === 2) throw new Error('two'); return b + ' ' + a; }, { a: [0, 9], b: [10, 20] });`);
    const output =
      idOf('OutputModel', {}) && [...page].filter(([, s]) => s['_model_name'] === 'OutputModel').at(-2)![0];
    expect(outputs(output).map(({ data }) => data!['text/plain'])).toEqual(["'15 4'"]);
    const [a, b] = ['a', 'b'].map((description) => idOf('IntSliderModel', { description }));
    await move(a!, { value: 2 });
    expect(outputs(output).map(({ evalue }) => evalue)).toEqual(['two']);
    await Promise.all([move(a!, { value: 3 }), move(b!, { value: 11 }), move(b!, { value: 12 })]);
    expect(outputs(output).map(({ data }) => data!['text/plain'])).toEqual(["'12 3'"]);
    expect(Number(shown(await run('runs'))['text/plain'])).toBeLessThanOrEqual(4);
  });

  test('{ manual: true } waits for its button', async () => {
    await run("let calls = 0; interact((n) => { calls++; return 'n ' + n; }, { n: [0, 8] }, { manual: true });");
    await move(idOf('IntSliderModel', { description: 'n' }), { value: 7 });
    expect(shown(await run('calls'))['text/plain']).toBe('0');
    const button = idOf('ButtonModel');
    const output = [...page].filter(([, s]) => s['_model_name'] === 'OutputModel').at(-2)![0];
    const data = { method: 'custom', content: { event: 'click' } };
    see(await transport.request('comm_msg', { comm_id: button, data }));
    expect(outputs(output).map(({ data }) => data!['text/plain'])).toEqual(["'n 7'"]);
  });

  test('an endless function is stopped, with no cell running; the next step works again', async () => {
    await run(
      "interact(async (n) => { console.log('in', n); await new Promise((r) => setTimeout(r, 60)); while (n === 7); return 'through ' + n; }, { n: [0, 8] });",
    );
    const slider = idOf('IntSliderModel', { description: 'n' });
    const output = [...page].filter(([, s]) => s['_model_name'] === 'OutputModel').at(-2)![0];
    const data = { method: 'update', state: { value: 7 }, buffer_paths: [] };
    const id = transport.send('shell', 'comm_msg', { comm_id: slider, data });
    await transport.next(id, ({ content }) => JSON.stringify(content).includes('in 7'));
    transport.send('control', 'interrupt_request');
    await transport.next(id, ({ content }) => content['execution_state'] === 'idle');
    see(transport.of(id));
    expect(outputs(output).map(({ output_type }) => output_type)).toEqual(['stream', 'error']);
    await move(slider, { value: 3 });
    expect(outputs(output).at(-1)!.data).toEqual({ 'text/plain': "'through 3'" });
  });

  test('moves while a cell trains', async () => {
    await run("interact((k) => 'k ' + k, { k: [0, 8] });");
    const slider = idOf('IntSliderModel', { description: 'k' });
    const cell = transport.send('shell', 'execute_request', {
      code: `const model = keras.Sequential([keras.layers.Input({ shape: [8] }), keras.layers.Dense({ units: 4 })]);
        model.compile({ optimizer: 'sgd', loss: 'mse' }); console.log('fits');
        await model.fit(np.zeros([4000, 8]), np.zeros([4000, 4]), { epochs: 30, verbose: 0 }); 'fitted'`,
    });
    await transport.next(cell, ({ type }) => type === 'stream');
    await move(slider, { value: 1 });
    const output = [...page].filter(([, s]) => s['_model_name'] === 'OutputModel').at(-2)![0];
    expect(outputs(output).at(-1)!.data).toEqual({ 'text/plain': "'k 1'" });
    const result = await transport.next(cell, ({ type }) => type === 'execute_result');
    expect(result.content['data']).toEqual({ 'text/plain': "'fitted'" });
  });
});

test('links follow each other here and on the page; an own widget has its module, state and messages', async () => {
  await run(
    "const play = widgets.Play({ max: 20 }); const at = widgets.IntSlider({ max: 20 }); widgets.link([play, 'value'], [at, 'value']);",
  );
  expect(page.get(idOf('LinkModel'))).toMatchObject({ source: [`IPY_MODEL_${idOf('PlayModel')}`, 'value'] });
  await move(idOf('PlayModel'), { value: 4 });
  expect(page.get(idOf('IntSliderModel'))!['value']).toBe(4);
  await run(`const own = anywidget({ esm: 'export default { render({ model, el }) {} }', css: 'b {}', state: { count: 1, x: np.ones([2, 3]) } });
    own.onMessage((content: any, buffers) => { console.log(content.hi, buffers[0]!.length); own.send({ back: 1 }, [new Uint8Array(2)]); }); own`);
  const id = idOf('AnyModel');
  expect(page.get(id)).toMatchObject({
    _esm: expect.stringContaining('export default { render({ model, el }) {} }') as string,
    _css: 'b {}',
    count: 1,
    x: { dtype: 'float64', shape: [2, 3] },
  });
  await move(id, { count: 5 });
  const data = { method: 'custom', content: { hi: 'there' } };
  const heard = await transport.request('comm_msg', { comm_id: id, data }, [new Uint8Array(3)]);
  see(heard);
  const answer = heard.find(({ content }) => (content['data'] as State | undefined)?.['method'] === 'custom')!;
  expect([answer.content['data'], answer.buffers[0]!.length]).toEqual([{ method: 'custom', content: { back: 1 } }, 2]);
  expect(outputs(idOf('OutputModel'))[0]!.text).toBe('there 3\n');
  expect(shown(await run('own.count'))['text/plain']).toBe('5');
});

test('a page that is loaded again gets all states at once, or each when it asks', async () => {
  await transport.request('comm_open', { comm_id: 'control', target_name: 'jupyter.widget.control', data: {} });
  const heard = await transport.request('comm_msg', { comm_id: 'control', data: { method: 'request_states' } });
  const { content, buffers } = heard.find(({ type }) => type === 'comm_msg')!;
  const data = content['data'] as {
    method: string;
    states: Record<string, { model_name: string; state: State }>;
    buffer_paths: string[][];
  };
  expect(data.method).toBe('update_states');
  expect(data.states[idOf('FloatSliderModel', { description: 'σ' })]).toMatchObject({
    model_name: 'FloatSliderModel',
    state: { value: 3 },
  });
  const own = data.buffer_paths.findIndex(([id]) => id === idOf('AnyModel'));
  expect([data.buffer_paths[own]!.slice(1), buffers[own]!.length]).toEqual([['x', 'data'], 48]);
  const [, info] = await transport.request('comm_info_request', { target_name: 'jupyter.widget' });
  expect(Object.keys(info!.content['comms'] as object).sort()).toEqual([...page.keys()].sort());
  const asked = await transport.request('comm_msg', { comm_id: idOf('PlayModel'), data: { method: 'request_state' } });
  expect(asked.find(({ type }) => type === 'comm_msg')!.content['data']).toMatchObject({
    method: 'update',
    state: { value: 4 },
  });
});

describe('what does not fit', () => {
  test('is refused in a sentence', async () => {
    const said: string[] = [];
    for (const code of [
      'widgets.IntSlider({ value: 200 })',
      'widgets.IntSlider({ mim: 3 } as any)',
      "widgets.Dropdown({ options: ['a'], value: 'b' })",
      'at.value = 2.5',
      'at.set({ vlaue: 3 } as any)',
      "at.observe(() => {}, 'vlaue' as any)",
      "widgets.link([at, 'value'], [at, 'valu' as any])",
      'widgets.HBox({ children: [3] as any })',
      'interact((x) => x, { x: [] })',
      'interact((a, b, c) => a, { a: 1 })',
      'interact((a) => a, { a: [3, 5, 7] })',
      'interact((a) => a, { a: new Map() as any })',
      "anywidget({ esm: 'let a' })",
      "anywidget({ esm: 'export default {}', state: { f: () => 1 } })",
      "anywidget({ esm: 'export default {}', state: { _model_name: 1 } })",
    ])
      said.push(await errorOf(code));
    expect(said.join('\n')).toMatchInlineSnapshot(`
      "widgets.IntSlider: value lies between min and max, 0 and 100. Received value: 200.
      widgets.IntSlider: there is no option 'mim'. Received { mim: 3 }. Did you mean 'min'?
      widgets.Dropdown: value is one of the options. Received value: 'b', options: ['a'].
      widgets.IntSlider: value must be a whole number. Received 2.5.
      widgets.IntSlider: there is no such property. Received 'vlaue'. Did you mean 'value'?
      widgets.IntSlider: there is no such property. Received 'vlaue'. Did you mean 'value'?
      widgets.IntSlider: there is no such property. Received 'valu'. Did you mean 'value'?
      widgets.HBox: children must be a list of values, each a widget. Received [3].
      interact: a list has something to choose. Received x: [].
      interact: each parameter of the function has a control. Received 3 parameters and 1 controls.
      interact: a list of two or three numbers is [from, to] or [from, to, step]. Received a: [3, 5, 7]. Three values to choose from are widgets.Dropdown({ options: [3, 5, 7] }).
      interact: a parameter is [from, to], [from, to, step], a number, a text, true or false, a list of texts, { label: value } or a widget. Received a: a Map.
      anywidget: esm is the text of a module with \`export default { render({ model, el }) { … } }\`. Received 'let a'.
      widgets.anywidget: a state holds texts, numbers, true and false, lists, plain objects, arrays and bytes. Received f: function f.
      anywidget: this name in state belongs to the widget itself. Received '_model_name'."
    `);
  });

  test('of the page too: a message says why, the widget keeps its value, the kernel lives', async () => {
    const id = idOf('IntSliderModel');
    const text = (heard: readonly Heard[]): string =>
      heard
        .filter(({ type }) => type === 'stream')
        .map(({ content }) => String(content['text']).split('\n')[0])
        .join();
    expect(text(await move(id, { value: 'three' }))).toContain('value must be a whole number');
    expect(text(await transport.request('comm_msg', { comm_id: id, data: { method: 'dance' } }))).toContain(
      "Received 'dance'",
    );
    expect(text(await move(id, { children: ['IPY_MODEL_x'], _view_count: 2 }))).toBe('');
    expect(
      text(
        await move(
          id,
          { value: 5 },
          [],
          [
            ['value', '__proto__', 'x'],
            ['nowhere', 3],
          ],
        ),
      ),
    ).toBe('');
    expect(shown(await run('at.value'))['text/plain']).toBe('5');
  });

  test('megabytes of state go through, in both directions', async () => {
    await run(
      "const big = anywidget({ esm: 'export default {}', state: { pixels: np.zeros([1000, 1000]), text: 'x'.repeat(3_000_000) } });",
    );
    const id = idOf('AnyModel');
    expect((page.get(id)!['text'] as string).length).toBe(3_000_000);
    await move(id, { pixels: null }, [new Uint8Array(9_000_000)], [['pixels']]);
    expect(shown(await run('(big.pixels as any).length'))['text/plain']).toBe('9000000');
  });

  test('an explorer answers the pages that show it; what it does not know is closed, what makes no sense is an error', async () => {
    await run(
      "const seen = plot.explore(keras.Sequential([keras.Input([4, 4, 1]), keras.layers.Conv2D(2, 3), keras.layers.Flatten()], { name: 'seen' }), np.ones([2, 4, 4, 1])); seen",
    );
    const id = (shown(await run('seen.id'))['text/plain'] as string).replaceAll("'", '');
    const open = (comm: string, of: unknown): Promise<Heard[]> =>
      transport.request('comm_open', { comm_id: comm, target_name: 'kernelab.explore', data: { id: of } });
    const ask = async (data: object, buffers: Uint8Array[] = []): Promise<[State, Uint8Array[]]> => {
      const heard = await transport.request('comm_msg', { comm_id: 'page', data }, buffers);
      expect(heard.filter(({ type }) => type === 'stream')).toEqual([]);
      const { content, buffers: back } = heard.find(({ type }) => type === 'comm_msg')!;
      return [JSON.parse((content['data'] as { text: string }).text) as State, [...back]];
    };
    expect((await open('page', id)).map(({ type }) => type)).toContain('comm_msg');
    expect((await open('other', 'of an earlier kernel')).map(({ type }) => type)).toContain('comm_close');
    expect(await ask({ ask: 1, do: 'show', picture: 1 })).toMatchObject([{ ask: 1 }, [{ byteLength: 64 }]]);
    const drawn = new Uint8Array(new Float32Array(16).fill(2).buffer);
    expect((await ask({ ask: 2, do: 'draw' }, [drawn]))[1]).toEqual([drawn]);
    const [{ maps }, [map]] = await ask({ ask: 3, do: 'maps', use: 1, channels: [1], most: 9 });
    expect([maps, map!.byteLength]).toEqual([[{ rows: 2, columns: 2, step: 1 }], 16]);
    const [{ explained }] = await ask({ ask: 4, do: 'explain', use: 1, place: [0, 1, 1] });
    const { value, terms } = explained as { value: number; terms: { values: number[] }[] };
    expect(terms[0]!.values).toEqual(Array.from({ length: 9 }, () => 2));
    const floats = new Float32Array(map!.slice().buffer);
    expect(value).toBeCloseTo(floats[1]!, 5);
    for (const wrong of [{}, { ask: 5, do: 'draw' }, { ask: 6, do: 'explain', use: -1, place: [] }])
      expect((await ask(wrong))[0]).toHaveProperty('error');
    await transport.request('comm_close', { comm_id: 'page', data: {} });
    const late = await transport.request('comm_msg', { comm_id: 'page', data: { ask: 7, do: 'show', picture: 0 } });
    expect(late.map(({ type }) => type)).toContain('comm_close');
  });

  test('a runner that is replaced closes them all; new ones work', async () => {
    const before = page.size;
    expect(before).toBeGreaterThan(40);
    const heard = await transport.request('execute_request', { code: "process.kill(process.pid, 'SIGKILL')" });
    see(heard);
    expect(page.size).toBe(0);
    await run('const again = widgets.Checkbox({ value: true }); again');
    await move(idOf('CheckboxModel'), { value: false });
    expect(shown(await run('again.value'))['text/plain']).toBe('false');
  });

  test('a page without a front end for widgets is told once what to install', async () => {
    const lost = await transport.request('execute_request', { code: "process.kill(process.pid, 'SIGKILL')" });
    see(lost);
    const heard = await run('const lonely = widgets.IntSlider(); lonely');
    for (const { content } of heard.filter(({ type }) => type === 'comm_open'))
      await transport.request('comm_close', { comm_id: content['comm_id'], data: {} });
    const parent = heard[0]!.parent!;
    const notices = transport
      .of(parent)
      .filter(({ type, content }) => type === 'display_data' && JSON.stringify(content).includes('pip install'));
    expect(notices.map(({ content }) => (content['data'] as Record<string, string>)['text/plain'])).toEqual([
      'This Jupyter shows no live widgets yet, only their pictures. In its Python: pip install jupyterlab_widgets anywidget, then load the page again.',
    ]);
    page.clear();
  });
});
