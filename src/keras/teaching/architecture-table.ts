/** @file `keras.utils.architectureTable(model)`: for each layer what it gives, holds, computes, occupies and sees. */
import { say } from '../../errors/index.ts';
import { readArguments } from '../common/arguments.ts';
import { Model as ModelBase } from '../model/model.ts';
import { PIXEL, fieldOf, multiplyAdds, type Field } from './costs.ts';
import { LayerTable, bytesText, countText, type Column } from './table.ts';
import { concreteShapes, nodesBetween, traceModel, traceCalls, type AnyModel, type Traced } from './trace-model.ts';
import { Trace, withTrace } from '../core/trace.ts';

export interface ArchitectureOptions {
  /**
   * Size of one picture, for models that take any: [224, 224, 3].
   * @ko 아무 크기나 받는 모델에 줄 그림 하나의 크기입니다: [224, 224, 3].
   */
  inputShape?: readonly number[] | null;
  /**
   * Also the layers inside nested models, indented. Default false.
   * @ko 모델 안에 든 모델의 층도 들여 써서 보여 줍니다. 기본값 false.
   */
  expandNested?: boolean;
}

export interface ArchitectureRow {
  /** The layer's name; inside a nested model after its name and a slash. */
  readonly name: string;
  readonly className: string;
  /** Of one sample. */
  readonly output: readonly number[];
  readonly parameters: number;
  /** Multiplications with addition for one sample, of convolutions and matrix products. */
  readonly multiplyAdds: number;
  /** Bytes of the result of one sample. */
  readonly memory: number;
  /** Input pixels that one value depends on, [down, across], borders not cut; Infinity: the whole picture; null: no maps. */
  readonly receptiveField: readonly [number, number] | null;
}

/** The table: `rows`, their sums, and a display of its own. */
export class ArchitectureTable extends LayerTable<ArchitectureRow> {
  /** Of the model, shared layers once. */
  readonly parameters: number;
  /** Multiplications with an addition in one forward pass of one sample. */
  readonly multiplyAdds: number;
  /** Bytes of all results of one sample. */
  readonly memory: number;
  protected readonly title: string;

  constructor(model: AnyModel, rows: readonly ArchitectureRow[], sums: { multiplyAdds: number; memory: number }) {
    super(rows);
    this.title = say({ en: `Architecture of "${model.name}"`, ko: `"${model.name}"의 구조` });
    this.parameters = model.countParams();
    this.multiplyAdds = sums.multiplyAdds;
    this.memory = sums.memory;
  }

  protected readonly columns: readonly Column<ArchitectureRow>[] = [
    { title: say({ en: 'layer', ko: '층' }), text: ({ name }) => name, left: true },
    { title: say({ en: 'type', ko: '종류' }), text: ({ className }) => className, left: true },
    { title: say({ en: 'output', ko: '출력' }), text: ({ output }) => `(${output.join(', ')})`, left: true },
    {
      title: say({ en: 'parameters', ko: '매개변수' }),
      text: (row) => countText(row.parameters),
      bar: (row) => row.parameters,
    },
    {
      title: say({ en: 'multiply-adds', ko: '곱셈-덧셈' }),
      text: (row) => countText(row.multiplyAdds),
      bar: (row) => row.multiplyAdds,
    },
    { title: say({ en: 'memory', ko: '메모리' }), text: (row) => bytesText(row.memory), bar: (row) => row.memory },
    { title: say({ en: 'receptive field', ko: '수용장' }), text: ({ receptiveField }) => fieldText(receptiveField) },
  ];

  protected get footer(): readonly string[] {
    const [parameters, work, bytes] = [this.parameters, this.multiplyAdds, this.memory];
    const size = `${countText(parameters)} (${bytesText(4 * parameters)})`;
    return [
      say({
        en: `parameters ${size}, multiply-adds ${countText(work)} per sample, results ${bytesText(bytes)} per sample`,
        ko: `매개변수 ${size}, 샘플당 곱셈-덧셈 ${countText(work)}, 샘플당 결과 ${bytesText(bytes)}`,
      }),
    ];
  }
}

function fieldText(field: readonly [number, number] | null): string {
  if (field === null) return '';
  const side = (n: number): string => (Number.isFinite(n) ? String(Math.round(n)) : 'all');
  return field[0] === field[1] ? side(field[0]) : `${side(field[0])} x ${side(field[1])}`;
}

/**
 * Output, parameters, multiply-adds, memory and receptive field of each layer. Multiply-adds count convolutions and matrix products
 * (what papers give); additions of biases, normalization, activations and pooling are left out.
 * Raises ShapeError when the model takes pictures of any size and `inputShape` is not given.
 * @ko 층마다 모양, 매개변수, 곱셈-덧셈, 수용장을 표로 셉니다.
 */
export function architectureTable(model: AnyModel, options: ArchitectureOptions = {}): ArchitectureTable {
  const who = 'architectureTable';
  const { inputShape, expandNested } = readArguments(who, [options], {
    inputShape: null as readonly number[] | null,
    expandNested: false,
  });
  const calls = traceModel(model, concreteShapes(model, who, { inputShape }), who);
  const fields = new Map<object, Field>();
  for (const { inputs, outputs } of calls) if (inputs.length === 0) for (const node of outputs) fields.set(node, PIXEL);
  const rows: ArchitectureRow[] = [];
  const sums = { multiplyAdds: 0, memory: 0 };
  const add = (traced: Traced, prefix: string, nested: boolean): void => {
    const row = rowOf(traced, prefix, fields as Map<never, Field>);
    rows.push(row);
    if (!nested) {
      sums.multiplyAdds += row.multiplyAdds;
      sums.memory += traced.inputs.length === 0 ? 0 : row.memory;
    }
    if (!expandNested || !(traced.layer instanceof ModelBase) || !traced.layer.topology) return;
    const inner = traced.layer;
    const inside = withTrace(new Trace(false), () => traceCalls(inner, traced.inputs, who));
    for (const call of inside) if (call.inputs.length > 0) add(call, `${prefix}${inner.name}/`, true);
  };
  for (const call of calls) add(call, '', false);
  return new ArchitectureTable(model, rows, sums);
}

function rowOf({ layer, inputs, outputs }: Traced, prefix: string, fields: Map<never, Field>): ArchitectureRow {
  let [count, known] = [0, fields as Map<object, Field>];
  for (const node of nodesBetween(inputs, outputs)) {
    count += multiplyAdds(node);
    const field = fieldOf(node, known as Map<never, Field>);
    if (field) known.set(node, field);
  }
  const [first] = outputs;
  const output = first!.shape.slice(1);
  const maps = first!.shape.length === 4;
  return {
    name: prefix + layer.name,
    className: layer.className,
    output,
    parameters: layer.weights.reduce((n, w) => n + w.variable.size, 0),
    multiplyAdds: count,
    memory: outputs.reduce((n, node) => n + 4 * node.shape.reduce((a, b) => a * b, 1), 0),
    receptiveField: known.has(first!) && (maps || inputs.length > 0) ? known.get(first!)!.size : null,
  };
}
