/** @file `keras.utils.timePerLayer(model, x)`: how long each layer takes, computed alone. */
import { integer, optionsOf, readOptions } from '../../arguments/index.ts';
import { np, toTyped, type ArraySource } from '../../array/index.ts';
import { Variable, g, getExecutor, type Node } from '../../engine/index.ts';
import { ShapeError, say, shapeText } from '../../errors/index.ts';
import { KerasTensor } from '../core/keras-tensor.ts';
import { inputsOf } from '../core/topology.ts';
import { Trace, withTrace } from '../core/trace.ts';
import { LayerTable, type Column } from './table.ts';
import { callsOf, type AnyModel } from './trace-model.ts';

export interface TimeOptions {
  /**
   * How often each layer is computed; the shortest time counts. Default 5.
   * @ko 층마다 몇 번 계산할지 정합니다. 가장 짧은 시간을 셉니다. 기본값 5.
   */
  repeats?: number;
}

const timeOptions = optionsOf<TimeOptions>()({ repeats: integer({ from: 1 }).or(5) });

export interface TimeRow {
  readonly name: string;
  readonly className: string;
  /** Of the whole batch. */
  readonly output: readonly number[];
  /** Milliseconds for the batch. */
  readonly ms: number;
  /** Part of the sum of all layers, 0 … 1. */
  readonly share: number;
}

/** What `timePerLayer` gives: milliseconds per layer, printed as a table. */
export class TimeTable extends LayerTable<TimeRow> {
  /** Milliseconds of all layers, one after another. */
  readonly sum: number;
  /** Milliseconds of the whole model at once: neighbours are computed together there, so it is less than the sum. */
  readonly whole: number;
  protected readonly title: string;

  constructor(title: string, rows: readonly TimeRow[], sum: number, whole: number) {
    super(rows);
    this.title = title;
    this.sum = sum;
    this.whole = whole;
  }

  protected readonly columns: readonly Column<TimeRow>[] = [
    { title: say({ en: 'layer', ko: '층' }), text: ({ name }) => name, left: true },
    { title: say({ en: 'type', ko: '종류' }), text: ({ className }) => className, left: true },
    { title: say({ en: 'output', ko: '출력' }), text: ({ output }) => `(${output.join(', ')})`, left: true },
    { title: 'ms', text: ({ ms }) => ms.toFixed(3), bar: ({ ms }) => ms },
    { title: say({ en: 'share', ko: '비율' }), text: ({ share }) => `${(100 * share).toFixed(1)} %` },
  ];

  protected get footer(): readonly string[] {
    const [sum, whole] = [this.sum.toFixed(2), this.whole.toFixed(2)];
    return [
      say({
        en: `layers one by one ${sum} ms, the whole model at once ${whole} ms`,
        ko: `층을 하나씩 ${sum} ms, 모델 전체를 한 번에 ${whole} ms`,
      }),
    ];
  }
}

/**
 * Milliseconds of each layer for the batch `x`, each layer computed by itself on what the layers before it give; the shortest of
 * `repeats` times. For models with one input. Other programs on the machine make all of it longer.
 * @ko 층마다 걸리는 시간을 잽니다.
 */
export function timePerLayer(model: AnyModel, x: ArraySource, options: TimeOptions = {}): TimeTable {
  const who = 'timePerLayer';
  const { repeats } = readOptions(who, options, timeOptions);
  const calls = callsOf(model, who);
  const batch = batchOf(model, x, who);
  const values = new Map<KerasTensor, Variable>([[model.symbolicInputs[0]!, batch]]);
  // How many layers still need a value: it is dropped behind the last one.
  const needed = new Map<KerasTensor, number>();
  for (const call of calls) for (const t of inputsOf(call)) needed.set(t, (needed.get(t) ?? 0) + 1);
  const measured: Omit<TimeRow, 'share'>[] = [];
  for (const call of calls) {
    const inputs = inputsOf(call);
    if (inputs.length === 0) continue;
    const nodes = inputs.map((t) => g.variable(values.get(t)!));
    const given = withTrace(new Trace(false), () =>
      call.layer.applyNodes(call.inputs instanceof KerasTensor ? nodes[0]! : nodes, { training: false }),
    );
    const { ms, results } = timed([given].flat(), call.layer.name, repeats);
    call.outputs.forEach((t, i) => values.set(t, results[i]!));
    measured.push({ name: call.layer.name, className: call.layer.className, output: results[0]!.shape, ms });
    for (const t of inputs) {
      needed.set(t, needed.get(t)! - 1);
      if (needed.get(t) === 0) values.delete(t);
    }
  }
  const sum = measured.reduce((n, { ms }) => n + ms, 0);
  const whole = timed(
    withTrace(new Trace(false), () => model.forward([g.variable(batch)], false)),
    model.name,
    repeats,
  );
  const rows = measured.map((row) => ({ ...row, share: row.ms / sum }));
  const title = say({
    en: `Time of "${model.name}", batch ${shapeText(batch.shape)}`,
    ko: `"${model.name}"의 시간, 배치 ${shapeText(batch.shape)}`,
  });
  return new TimeTable(title, rows, sum, whole.ms);
}

/** The shortest time of a graph on values that lie in the engine's memory, and its results. */
function timed(outputs: readonly Node[], label: string, repeats: number): { ms: number; results: Variable[] } {
  const program = getExecutor().compile(outputs, [], { label, planned: true });
  let values = program.run({});
  let ms = Infinity;
  for (let i = 0; i < repeats; i++) {
    const began = performance.now();
    values = program.run({});
    ms = Math.min(ms, performance.now() - began);
  }
  const results = values.map(({ data, shape, dtype }) => new Variable(shape, { dtype, data: data.slice() }));
  program.release?.();
  return { ms, results };
}

function batchOf(model: AnyModel, x: ArraySource, who: string): Variable {
  const [input, second] = model.symbolicInputs;
  const array = np.asarray(x);
  const { shape } = input!;
  const fits = array.ndim === shape.length && shape.every((n, i) => n === null || n === array.shape[i]);
  if (!fits || second) {
    throw new ShapeError({
      who,
      rule: second
        ? { en: 'takes models with one input', ko: '입력이 하나인 모델을 받습니다' }
        : {
            en: `the model takes batches of shape ${shapeText(shape)}`,
            ko: `모델은 모양이 ${shapeText(shape)}인 배치를 받습니다`,
          },
      received: second
        ? { en: `${model.symbolicInputs.length} inputs`, ko: `입력 ${model.symbolicInputs.length}개` }
        : { en: `an array of shape ${shapeText(array.shape)}`, ko: `모양이 ${shapeText(array.shape)}인 배열` },
      hint:
        array.ndim === shape.length - 1
          ? {
              en: "One picture is a batch of one: x.at(np.newaxis, '...').",
              ko: "그림 한 장은 한 장짜리 배치로 만드세요: x.at(np.newaxis, '...')",
            }
          : undefined,
    });
  }
  return new Variable(array.shape, { data: Float32Array.from(toTyped(array) as ArrayLike<number>) });
}
