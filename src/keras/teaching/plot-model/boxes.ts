/**
 * @file What a diagram of a model shows: boxes (a layer with what only accompanies it: normalization, activation, dropout) with their
 * words, connections, and the blocks between the places that everything passes through.
 */
import { say } from '../../../errors/index.ts';
import { serialize as activationName } from '../../activations/index.ts';
import { KerasTensor, type LayerCall } from '../../core/keras-tensor.ts';
import type { Layer } from '../../core/layer.ts';
import { inputsOf } from '../../core/topology.ts';
import { countText } from '../table.ts';

/** One box; `inputs` are numbers of other boxes, all smaller than its own. */
export interface Box {
  readonly kind: Kind;
  /** Its lines: what it is, the name of its layer, what it gives and holds. */
  readonly title: string;
  readonly name: string;
  readonly facts: string;
  readonly inputs: readonly number[];
  readonly parameters: number;
  /** How many layers it stands for. */
  readonly layers: number;
}

export type Kind = 'input' | 'conv' | 'pool' | 'dense' | 'merge' | 'other' | 'block';

/** Boxes with branches, by number: from behind one place that everything passes through up to and with the next. */
export interface Block {
  readonly boxes: readonly number[];
  readonly name: string;
}

export type Detail = 'layers' | 'groups' | 'blocks';

interface Draft {
  calls: LayerCall[];
  inputs: Set<number>;
}

/**
 * The boxes of a model, inputs before users, and the number of the one that gives `output`. `layers`: a box for each layer; else
 * layers that accompany one share its box.
 */
export function boxesOf(
  calls: readonly LayerCall[],
  output: KerasTensor,
  detail: 'layers' | 'groups',
): { boxes: Box[]; output: number } {
  const users = new Map<KerasTensor, number>();
  for (const call of calls) for (const t of inputsOf(call)) users.set(t, (users.get(t) ?? 0) + 1);
  const drafts: Draft[] = [];
  const boxOf = new Map<KerasTensor, number>();
  for (const call of calls) {
    const inputs = inputsOf(call);
    const [only] = inputs;
    const before = inputs.length === 1 ? boxOf.get(only!) : undefined;
    if (detail === 'groups' && before !== undefined && users.get(only!) === 1 && accompanies(call, only!)) {
      drafts[before]!.calls.push(call);
      for (const t of call.outputs) boxOf.set(t, before);
      continue;
    }
    for (const t of call.outputs) boxOf.set(t, drafts.length);
    drafts.push({ calls: [call], inputs: new Set(inputs.map((t) => boxOf.get(t)!)) });
  }
  return { boxes: drafts.map(boxFrom), output: boxOf.get(output)! };
}

/** Layers that leave the shape alone and hold no kernel: normalization, activations, dropout, rescaling. */
function accompanies({ layer, outputs }: LayerCall, input: KerasTensor): boolean {
  const same = outputs.length === 1 && outputs[0]!.shape.every((n, i) => n === input.shape[i]);
  const hasKernel = layer.weights.some((w) => w.shape.length > 1);
  return same && !hasKernel && !('layers' in layer) && kindOf(layer) === 'other';
}

function boxFrom({ calls, inputs }: Draft): Box {
  const [first] = calls;
  const parameters = calls.reduce((n, { layer }) => n + layer.weights.reduce((m, w) => m + w.variable.size, 0), 0);
  const shape = calls
    .at(-1)!
    .outputs[0]!.shape.slice(1)
    .map((n) => n ?? '?');
  const facts = [shape.join(' × ') || '1'];
  if (parameters > 0) facts.push(`${countText(parameters)} par.`);
  return {
    kind: kindOf(first!.layer),
    title: [titleOf(first!.layer), ...calls.slice(1).map(({ layer }) => shortName(layer))].join(' + '),
    name: first!.layer.name,
    facts: facts.join(',  '),
    inputs: [...inputs],
    parameters,
    layers: calls.length,
  };
}

function kindOf(layer: Layer): Kind {
  const { className } = layer;
  if (className === 'InputLayer') return 'input';
  if (/Pooling/.test(className)) return 'pool';
  if (layer.calls.some(({ inputs }) => !(inputs instanceof KerasTensor) && inputs.length > 1)) return 'merge';
  const widest = Math.max(0, ...layer.weights.map((w) => w.shape.length));
  if ('layers' in layer) return 'block';
  if (widest >= 3) return 'conv';
  return widest === 2 ? 'dense' : 'other';
}

/** The class, with window, strides and size: 'Conv2D 3×3 /2, 64'. */
function titleOf(layer: Layer): string {
  const config = layer.getConfig();
  const window = config['kernelSize'] ?? config['poolSize'];
  const words = [layer.className.replace('Pooling2D', 'Pool').replace('GlobalAverage', 'GlobalAvg')];
  if (window !== undefined) words.push(pairText(window));
  const strides = config['strides'];
  if (strides !== undefined && strides !== null && pairText(strides) !== '1×1') words.push(`/${singleText(strides)}`);
  const size = config['filters'] ?? config['units'];
  return typeof size === 'number' ? `${words.join(' ')}, ${size}` : words.join(' ');
}

function pairText(value: unknown): string {
  return Array.isArray(value) ? value.join('×') : `${String(value)}×${String(value)}`;
}

function singleText(value: unknown): string {
  const list = Array.isArray(value) ? (value as unknown[]) : [value];
  return list.every((n) => n === list[0]) ? String(list[0]) : list.join('×');
}

/** What stands behind a "+" in a box. */
function shortName(layer: Layer): string {
  if (layer.className === 'BatchNormalization') return 'BN';
  if (layer.className !== 'Activation') return layer.className;
  const name: unknown = activationName(layer.getConfig()['activation'] as never);
  return typeof name === 'string' ? name : layer.className;
}

/** The boxes on the way to the first output, and among them the trunk: those that everything passes through. */
export function wayOf(boxes: readonly Box[], output: number): { main: number[]; trunk: number[] } {
  const leads = new Set([output]);
  for (let i = output; i >= 0; i--) if (leads.has(i)) for (const from of boxes[i]!.inputs) leads.add(from);
  const main = [...leads].sort((a, b) => a - b);
  // The last user of each box tells how far its result reaches.
  const reach = new Map(main.map((i) => [i, i]));
  for (const i of main) for (const from of boxes[i]!.inputs) reach.set(from, i);
  let farthest = 0;
  const trunk = main.filter((i) => {
    const all = farthest <= i;
    farthest = Math.max(farthest, reach.get(i)!);
    return all;
  });
  return { main, trunk };
}

/** Blocks: stretches with branches between two boxes of the trunk, the second included. */
export function blocksOf(boxes: readonly Box[], output: number): Block[] {
  const { main, trunk } = wayOf(boxes, output);
  return trunk.flatMap((last, k) => {
    const before = k === 0 ? -1 : trunk[k - 1]!;
    const inside = main.filter((i) => i > before && i <= last);
    return inside.length > 2 ? [{ boxes: inside, name: boxes[last]!.name }] : [];
  });
}

/** Each block as one box; with the new number of each box. */
export function collapsed(
  boxes: readonly Box[],
  blocks: readonly Block[],
): { boxes: Box[]; place: Map<number, number> } {
  const place = new Map<number, number>();
  const out: Box[] = [];
  const blockAt = new Map(blocks.map((block) => [block.boxes.at(-1)!, block]));
  const inBlock = new Set(blocks.flatMap((block) => block.boxes));
  // A box that hangs on the inside of a block comes behind it.
  const waiting: number[] = [];
  const keep = (i: number): void => {
    const { inputs } = boxes[i]!;
    if (inputs.some((from) => !place.has(from))) {
      waiting.push(i);
      return;
    }
    place.set(i, out.length);
    out.push({ ...boxes[i]!, inputs: [...new Set(inputs.map((from) => place.get(from)!))] });
  };
  boxes.forEach((_, i) => {
    const block = blockAt.get(i);
    if (block) {
      for (const inside of block.boxes) place.set(inside, out.length);
      out.push(boxOfBlock(boxes, block, place));
      for (const late of waiting.splice(0)) keep(late);
    } else if (!inBlock.has(i)) keep(i);
  });
  return { boxes: out, place };
}

function boxOfBlock(boxes: readonly Box[], { boxes: numbers, name }: Block, place: ReadonlyMap<number, number>): Box {
  const inside = numbers.map((i) => boxes[i]!);
  const outside = inside.flatMap((box) => box.inputs.filter((from) => !numbers.includes(from)));
  const parameters = inside.reduce((n, box) => n + box.parameters, 0);
  const layers = inside.reduce((n, box) => n + box.layers, 0);
  return {
    kind: 'block',
    title: say({ en: `block of ${layers} layers`, ko: `층 ${layers}개짜리 블록` }),
    name,
    facts: `${inside.at(-1)!.facts.split(',')[0]!},  ${countText(parameters)} par.`,
    inputs: [...new Set(outside.map((from) => place.get(from)!))],
    parameters,
    layers,
  };
}
