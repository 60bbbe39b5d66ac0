/** @file Callbacks in a real `fit`, progress in a notebook and in a plain stream, TensorBoard's files. */
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { crc32, crc32c } from '../../src/platform/index.ts';
import { maskedCrc, scalarEvent } from '../../src/keras/callbacks/event-file.ts';
import { progressPage } from '../../src/keras/callbacks/notebook-progress.ts';
import { keras } from '../../src/keras/index.ts';
import { messageOf, noticedBy, printedBy } from './helpers.ts';

const { callbacks, layers, optimizers } = keras;
const folder = mkdtempSync(join(tmpdir(), 'kernelab-callbacks-'));
const x = np.random.defaultRng(1).random([40, 3]);
const y = np.array(Array.from({ length: 40 }, (_, i) => (x.item(i, 0) > 0.5 ? 1 : 0)));

function model(optimizer: never = 'adam' as never) {
  keras.utils.setRandomSeed(3);
  const m = keras.Sequential([
    keras.Input({ shape: [3] }),
    layers.Dense(4, { activation: 'relu' }),
    layers.Dense(2, { activation: 'softmax' }),
  ]);
  m.compile({ optimizer, loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] });
  return m;
}

describe('in a fit', () => {
  it('History has the keys in Keras’s order, one value an epoch', async () => {
    const history = await model().fit(x, y, {
      epochs: 3,
      validationSplit: 0.25,
      verbose: 0,
      callbacks: [callbacks.LearningRateScheduler((epoch) => 0.01 / (epoch + 1))],
    });
    expect(Object.keys(history.history)).toEqual(['accuracy', 'loss', 'val_accuracy', 'val_loss', 'learning_rate']);
    expect(history.epoch).toEqual([0, 1, 2]);
    expect(history.history['learning_rate']!.map((v) => Number(v.toFixed(6)))).toEqual([0.01, 0.005, 0.003333]);
    expect(String(history)).toMatch(/^History\(3 epochs, last accuracy: 0\.\d{4}, loss: /);
  });

  it('names what there is in place of a value that is not there to watch', async () => {
    const watching = (monitor: string, options = {}) =>
      model().fit(x, y, { epochs: 2, verbose: 0, callbacks: [callbacks.EarlyStopping({ monitor })], ...options });
    const validationSplit = 0.25;
    expect(await messageOf(() => watching('val_los', { validationSplit }))).toMatchInlineSnapshot(
      `"ValueError: EarlyStopping: monitor is the name of a value that this training has. Received 'val_los'. Write monitor: 'val_loss'. There are accuracy, loss, val_accuracy, val_loss."`,
    );
    expect(await messageOf(() => watching('los'))).toMatchInlineSnapshot(
      `"ValueError: EarlyStopping: monitor is the name of a value that this training has. Received 'los'. Write monitor: 'loss'. There are accuracy, loss."`,
    );
    expect(await messageOf(() => watching('val_acc'))).toMatchInlineSnapshot(
      `"ValueError: EarlyStopping: monitor is the name of a value that this training has. Received 'val_acc'. There are accuracy, loss. For values that begin with val_, give fit validationData or validationSplit: 0.2."`,
    );
    const own = { onEpochEnd: (_: number, logs: Record<string, number>) => void (logs['f1'] = 1) };
    const stop = callbacks.EarlyStopping({ monitor: 'f1' });
    expect(await messageOf(() => watching('', { callbacks: [own, stop] }))).toMatchInlineSnapshot(
      `"ValueError: EarlyStopping: it is not known whether 'f1' should grow or shrink. Give mode: 'max' or mode: 'min'."`,
    );
    const said = await noticedBy(() => watching('val_loss'));
    expect(said).toMatchInlineSnapshot(`
      [
        "Notice: Early stopping conditioned on metric \`val_loss\` which is not available. There are accuracy, loss. For values that begin with val_, give fit validationData or validationSplit: 0.2",
      ]
    `);
  });

  it('EarlyStopping stops and puts the best weights back', async () => {
    const m = model(optimizers.SGD(50) as never);
    const stop = callbacks.EarlyStopping({ monitor: 'loss', patience: 2, restoreBestWeights: true });
    const history = await m.fit(x, y, { epochs: 30, verbose: 0, callbacks: [stop] });
    expect(history.epoch.length).toBeLessThan(30);
    expect(stop.bestWeights!.map((w) => Array.from(w.data))).toEqual(m.getWeights().map((w) => Array.from(w.data)));
  });

  it('ModelCheckpoint keeps the best, and each epoch under its own name', async () => {
    const m = model();
    const best = join(folder, 'sub/best.keras');
    const each = join(folder, 'e-{epoch:02d}-{loss:.1f}.weights.h5');
    await m.fit(x, y, {
      epochs: 2,
      verbose: 0,
      callbacks: [
        callbacks.ModelCheckpoint(best, { monitor: 'accuracy', saveBestOnly: true }),
        callbacks.ModelCheckpoint(each, { monitor: 'loss', saveWeightsOnly: true }),
      ],
    });
    expect(existsSync(best)).toBe(true);
    expect(readdirSync(folder).filter((name) => name.startsWith('e-')).length).toBe(2);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
    const missing = callbacks.ModelCheckpoint(join(folder, '{f1}.keras'), { monitor: 'loss' });
    expect(
      (await messageOf(() => m.fit(x, y, { epochs: 1, verbose: 0, callbacks: [missing] }))).replace(folder, ''),
    ).toMatchInlineSnapshot(
      `"ValueError: ModelCheckpoint: filepath asks for {f1}, which is not logged. Received '/{f1}.keras'. There are accuracy, loss, epoch."`,
    );
  });

  it('BackupAndRestore goes on where a broken run ended', async () => {
    const backupDir = join(folder, 'backup');
    const seen: number[] = [];
    const breaks = {
      onEpochEnd(epoch: number) {
        seen.push(epoch);
        if (epoch === 1 && seen.length === 2) throw new Error('power cut');
      },
    };
    const backup = () => callbacks.BackupAndRestore(backupDir);
    await expect(model().fit(x, y, { epochs: 4, verbose: 0, callbacks: [backup(), breaks] })).rejects.toThrow(
      'power cut',
    );
    expect(existsSync(join(backupDir, 'latest.weights.h5'))).toBe(true);
    const again = model();
    await again.fit(x, y, { epochs: 4, verbose: 0, callbacks: [backup(), breaks] });
    expect(seen).toEqual([0, 1, 2, 3]);
    expect(again.optimizer!.iterations.data[0]).toBe(8);
    expect(existsSync(backupDir)).toBe(false);
  });

  it('LambdaCallback, plain objects and async hooks are called in order', async () => {
    const calls: string[] = [];
    await model().fit(x, y, {
      epochs: 1,
      batchSize: 20,
      verbose: 0,
      callbacks: [
        callbacks.LambdaCallback({ onTrainBatchEnd: (batch) => void calls.push(`batch ${batch}`) }),
        {
          async onEpochEnd(epoch) {
            await new Promise((done) => setTimeout(done, 5));
            calls.push(`epoch ${epoch}`);
          },
        },
        callbacks.LambdaCallback({ onTrainEnd: () => void calls.push('end') }),
      ],
    });
    expect(calls).toEqual(['batch 0', 'batch 1', 'epoch 0', 'end']);
    expect(await messageOf(() => model().fit(x, y, { verbose: 0, callbacks: [3 as never] }))).toMatchInlineSnapshot(
      `"ValueError: fit: callbacks is a list of callbacks or of objects with hooks. Received 3. For example keras.callbacks.EarlyStopping({ patience: 3 }) or { onEpochEnd(epoch, logs) { … } }."`,
    );
    const uncalled = [callbacks.EarlyStopping as never];
    expect(await messageOf(() => model().fit(x, y, { verbose: 0, callbacks: uncalled }))).toMatchInlineSnapshot(
      `"ValueError: fit: callbacks is a list of callbacks or of objects with hooks. Received function EarlyStopping. It makes a callback when it is called: write () behind its name."`,
    );
    expect(
      await messageOf(() => callbacks.LambdaCallback({ onEpochStart: () => undefined } as never)),
    ).toMatchInlineSnapshot(
      `"ValueError: LambdaCallback: there is no option 'onEpochStart'. Received { onEpochStart: function onEpochStart }. The options are onEpochBegin, onEpochEnd, onTrainBegin, onTrainEnd, onTrainBatchBegin, onTrainBatchEnd, onBatchBegin, onBatchEnd, onTestBegin, onTestEnd, onTestBatchBegin, onTestBatchEnd, onPredictBegin, onPredictEnd, onPredictBatchBegin, onPredictBatchEnd."`,
    );
  });

  it('ReduceLROnPlateau, TerminateOnNaN and a moving average work on the optimizer', async () => {
    const m = model(optimizers.SGD({ learningRate: 0.5, useEma: true, emaMomentum: 0.5 }) as never);
    const reduce = callbacks.ReduceLROnPlateau({ monitor: 'loss', patience: 1, minDelta: 10, factor: 0.1 });
    const history = await m.fit(x, y, { epochs: 3, verbose: 0, callbacks: [reduce, callbacks.SwapEMAWeights()] });
    expect(history.history['learning_rate']!.map((v) => Number(v.toPrecision(3)))).toEqual([0.5, 0.5, 0.05]);
    const nan = model(optimizers.SGD(1e30) as never);
    const text = await printedBy(async () => {
      await nan.fit(x.mul(1e20), y, { epochs: 5, verbose: 0, callbacks: [callbacks.TerminateOnNaN()] });
    });
    expect(text).toContain('Invalid loss, terminating training');
  });
});

describe('progress', () => {
  interface Shown {
    data: Record<string, string>;
    options: { displayId: string; update: boolean };
  }
  const symbol = Symbol.for('kernelab.host');
  const globals = globalThis as unknown as Record<symbol, unknown>;
  let shown: Shown[] = [];

  beforeEach(() => (shown = []));
  afterEach(() => {
    delete globals[symbol];
  });

  it('is one display that is replaced in a notebook', async () => {
    globals[symbol] = {
      display: (data: never, options: never) => shown.push({ data, options }),
      signal: new AbortController().signal,
      onCellEnd: () => undefined,
    };
    const printed = await printedBy(() => model().fit(x, y, { epochs: 2, validationSplit: 0.2 }));
    expect(printed).toBe('');
    expect(new Set(shown.map((s) => s.options.displayId)).size).toBe(1);
    expect(shown.map((s) => s.options.update)).toEqual([false, ...shown.slice(1).map(() => true)]);
    const last = shown.at(-1)!.data;
    expect(last['text/plain']!.replace(/\d+(\.\d+)?(s|ms|us)/g, 'T').replace(/\d\.\d{4}/g, '#')).toMatchInlineSnapshot(`
      "Epoch 1/2
      1/1 ━━━━━━━━━━━━━━━━━━━━ T T/step - accuracy: # - loss: # - val_accuracy: # - val_loss: #
      Epoch 2/2
      1/1 ━━━━━━━━━━━━━━━━━━━━ T T/step - accuracy: # - loss: # - val_accuracy: # - val_loss: #"
    `);
    expect(last['text/html']).toMatch(
      /^<pre [^>]*>Epoch 1\/2\n<span style="white-space:nowrap"><b>1\/1<\/b> <span style="color:#2e8b57">━{20}<\/span>/,
    );
    await model().evaluate(x, y);
    expect(new Set(shown.map((s) => s.options.displayId)).size).toBe(2);
  });

  it('is one line an epoch, without colours, in a plain stream', async () => {
    const text = await printedBy(() => model().fit(x, y, { epochs: 2 }));
    const shape = text.replace(/\d+(\.\d+)?(s|ms|us)/g, 'T').replace(/\d\.\d{4}/g, '#');
    expect(shape).toMatchInlineSnapshot(`
      "Epoch 1/2
      2/2 ━━━━━━━━━━━━━━━━━━━━ T T/step - accuracy: # - loss: #
      Epoch 2/2
      2/2 ━━━━━━━━━━━━━━━━━━━━ T T/step - accuracy: # - loss: #
      "
    `);
    expect(await printedBy(() => model().fit(x, y, { epochs: 2, verbose: 0 }))).toBe('');
    expect(await printedBy(() => model().predict(x, { verbose: 2 }))).toMatch(/^2\/2 - 0s - \d+\w+\/step\n$/);
  });

  it('of unknown length counts up and learns the length for the next epoch', async () => {
    let text = '';
    const bar = callbacks.ProgbarLogger({ place: 'terminal', write: (t: string) => (text += t), now: () => 5 });
    bar.setParams({ verbose: 1, epochs: 1, steps: null });
    bar.onEpochBegin(0);
    bar.onTrainBatchEnd(0, { loss: 2 });
    bar.onEpochEnd(0, { loss: 1 });
    expect(text.replaceAll('\b', '<').replaceAll('\x1b', '^')).toMatchInlineSnapshot(`
      "
            1/Unknown ^[1m0s^[0m 0s/step - loss: 2.0000<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<
      ^[1m1/1^[0m ^[32m━━━━━━━━━━━━━━━━━━━━^[0m^[37m^[0m ^[1m0s^[0m 0s/step - loss: 1.0000
      "
    `);
    expect(bar.target).toBe(1);
  });
});

describe('TensorBoard', () => {
  it('checks records by CRC-32C', () => {
    // the check value of the CRC catalogue, and the masked form of TFRecord's own test
    expect(crc32c(new TextEncoder().encode('123456789'))).toBe(0xe3069283);
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
    expect(maskedCrc(new Uint8Array(32))).toBe((((0x8a9136aa >>> 15) | (0x8a9136aa << 17)) + 0xa282ead8) >>> 0);
    expect(Buffer.from(scalarEvent('loss', 1, 300, 0)).toString('hex')).toMatchInlineSnapshot(
      `"09000000000000000010ac022a210a1f0a046c6f7373420a0801120022040000803f4a0b0a090a077363616c617273"`,
    );
  });

  it('writes curves of training and validation that can be read record by record', async () => {
    const logDir = join(folder, 'logs');
    await model().fit(x, y, {
      epochs: 2,
      validationSplit: 0.25,
      verbose: 0,
      callbacks: [callbacks.TensorBoard({ logDir, updateFreq: 'batch' })],
    });
    const tags = (part: string): string[] => {
      const [name] = readdirSync(join(logDir, part));
      const bytes = new Uint8Array(readFileSync(join(logDir, part, name!)));
      const view = new DataView(bytes.buffer, bytes.byteOffset);
      const found: string[] = [];
      for (let at = 0; at < bytes.length;) {
        const length = Number(view.getBigUint64(at, true));
        const data = bytes.subarray(at + 12, at + 12 + length);
        expect(view.getUint32(at + 8, true)).toBe(maskedCrc(bytes.subarray(at, at + 8)));
        expect(view.getUint32(at + 12 + length, true)).toBe(maskedCrc(data));
        found.push(/[a-z_]{8,}/.exec(new TextDecoder('latin1').decode(data))?.[0] ?? 'version');
        at += 16 + length;
      }
      return [...new Set(found)].sort();
    };
    expect(tags('train')).toEqual([
      'batch_accuracy',
      'batch_loss',
      'epoch_accuracy',
      'epoch_learning_rate',
      'epoch_loss',
      'version',
    ]);
    expect(tags('validation')).toEqual([
      'epoch_accuracy',
      'epoch_loss',
      'evaluation_accuracy_vs_iterations',
      'evaluation_loss_vs_iterations',
      'version',
    ]);
  });
});

it('the page of a long training shows its last epochs; those before lie folded, and none is lost', () => {
  const rows = (epochs: number) => Array.from({ length: epochs }, (_, i) => [`Epoch ${i}`, `loss ${i}`]).flat();
  expect(progressPage(rows(20))).not.toContain('<details>');
  const page = progressPage(rows(150));
  expect(page).toContain('140 epochs before</summary>');
  const [folded, seen] = page.split('</details>') as [string, string];
  expect([folded.match(/Epoch/g)!.length, seen.match(/Epoch/g)!.length]).toEqual([140, 10]);
  expect(seen).toMatch(/^<pre[^>]*>Epoch 140\nloss 140\n/);
});
