/**
 * @file A functional model traced once for pictures of a definite size: every use of a layer with the graph nodes that go in and come
 * out. What the teaching calls read sizes, multiplications and receptive fields from.
 */
import { g, isNode, type Node } from '../../engine/index.ts';
import { NotBuiltError, ShapeError, ValueError, nearest, shapeText } from '../../errors/index.ts';
import { describe } from '../common/arguments.ts';
import { KerasTensor, type LayerCall, type SymbolicShape } from '../core/keras-tensor.ts';
import type { Layer } from '../core/layer.ts';
import { inputsOf } from '../core/topology.ts';
import { Trace, withTrace } from '../core/trace.ts';
import type { Model } from '../model/index.ts';
import { Model as ModelBase } from '../model/model.ts';
import type { Prediction } from '../model/index.ts';

/** A model with any number of outputs. */
export type AnyModel = Model<Prediction>;

/** One use of a layer. */
export interface Traced {
  readonly call: LayerCall;
  readonly layer: Layer;
  readonly inputs: readonly Node[];
  readonly outputs: readonly Node[];
}

/** The uses of layers of a model, inputs first. Raises NotBuiltError unless it knows its inputs. */
export function callsOf(model: AnyModel, who: string): readonly LayerCall[] {
  if (model.topology) return model.topology.calls;
  throw new NotBuiltError({
    who,
    rule: {
      en: 'the model must know its input (functional, or Sequential with an Input)',
      ko: '모델의 입력이 정해져 있어야 합니다(함수형 모델이거나 Input이 있는 Sequential)',
    },
    received: `${model.className} '${model.name}'`,
    hint: {
      en: 'Give it keras.Input or inputShape, or train it once.',
      ko: 'keras.Input이나 inputShape를 주거나 한 번 학습시키세요.',
    },
  });
}

/** Shapes without unknown sizes: `batch` samples, sides as given. Raises ShapeError where a side is unknown. */
export function concreteShapes(
  model: AnyModel,
  who: string,
  { batch = 1, inputShape = null }: { batch?: number; inputShape?: readonly number[] | null } = {},
): number[][] {
  callsOf(model, who);
  return model.symbolicInputs.map(({ shape }) => {
    const own: SymbolicShape = inputShape ?? shape.slice(1);
    const fits = own.length === shape.length - 1 && own.every((n, i) => shape[i + 1] === null || shape[i + 1] === n);
    if (fits && !own.includes(null)) return [batch, ...(own as number[])];
    throw new ShapeError({
      who,
      rule: fits
        ? { en: 'needs the size of the pictures', ko: '그림의 크기가 필요합니다' }
        : { en: 'inputShape must fit the model', ko: 'inputShape가 모델과 맞아야 합니다' },
      received: {
        en: `a model for ${shapeText(shape)}${inputShape ? `, inputShape ${shapeText(inputShape)}` : ''}`,
        ko: `입력이 ${shapeText(shape)}인 모델${inputShape ? `, inputShape ${shapeText(inputShape)}` : ''}`,
      },
      hint: fits
        ? { en: 'Give it: { inputShape: [224, 224, 3] }.', ko: '이렇게 주세요: { inputShape: [224, 224, 3] }' }
        : undefined,
    });
  });
}

/** Traces the model, as in prediction. */
export function traceModel(model: AnyModel, shapes: readonly (readonly number[])[], who: string): Traced[] {
  const nodes = shapes.map((shape, i) => g.input(`input${i}`, shape));
  return withTrace(new Trace(false), () => traceCalls(model, nodes, who));
}

/** The same inside a trace that runs, on given nodes. */
export function traceCalls(model: AnyModel, nodes: readonly Node[], who: string): Traced[] {
  const values = new Map<KerasTensor, Node>(model.symbolicInputs.map((tensor, i) => [tensor, nodes[i]!]));
  return callsOf(model, who).map((call) => {
    const inputs = inputsOf(call).map((t) => values.get(t)!);
    if (!call.outputs.every((t) => values.has(t))) {
      const result = call.layer.applyNodes(call.inputs instanceof KerasTensor ? inputs[0]! : inputs, {
        training: call.options.training ?? false,
      });
      (isNode(result) ? [result] : result).forEach((node, i) => values.set(call.outputs[i]!, node));
    }
    return { call, layer: call.layer, inputs, outputs: call.outputs.map((t) => values.get(t)!) };
  });
}

/** As `traceCalls`, with the uses of layers inside nested models before that of the model; and the nodes of the outputs. */
export function traceInside(
  model: AnyModel,
  nodes: readonly Node[],
  who: string,
): { calls: Traced[]; outputs: Node[] } {
  const values = new Map<KerasTensor, Node>(model.symbolicInputs.map((tensor, i) => [tensor, nodes[i]!]));
  const calls: Traced[] = [];
  for (const call of callsOf(model, who)) {
    const { layer } = call;
    const inputs = inputsOf(call).map((t) => values.get(t)!);
    if (!call.outputs.every((t) => values.has(t))) {
      const inner =
        layer instanceof ModelBase && layer.topology && layer.knownLayers ? traceInside(layer, inputs, who) : undefined;
      if (inner) calls.push(...inner.calls);
      const training = call.options.training ?? false;
      const result =
        inner?.outputs ?? layer.applyNodes(call.inputs instanceof KerasTensor ? inputs[0]! : inputs, { training });
      (isNode(result) ? [result] : result).forEach((node, i) => values.set(call.outputs[i]!, node));
    }
    calls.push({ call, layer, inputs, outputs: call.outputs.map((t) => values.get(t)!) });
  }
  return { calls, outputs: model.symbolicOutputs.map((t) => values.get(t)!) };
}

/** The layers of a model, then those inside nested models. */
function allLayers(model: AnyModel): Layer[] {
  const { layers } = model;
  return [...layers, ...layers.flatMap((layer) => (layer instanceof ModelBase ? allLayers(layer) : []))];
}

/** The nodes that a use of a layer consists of, inputs before users. */
export function nodesBetween(inputs: readonly Node[], outputs: readonly Node[]): Node[] {
  const known = new Set<Node>(inputs);
  const order: Node[] = [];
  const visit = (node: Node): void => {
    if (known.has(node)) return;
    known.add(node);
    for (const input of node.inputs) visit(input);
    order.push(node);
  };
  for (const output of outputs) visit(output);
  return order;
}

/** Which layer a teaching call looks at: a name, a layer or its place in `model.layers`. */
export type LayerChoice = string | number | Layer;

/** The layer that is meant; by name also one inside a nested model. Raises ValueError with the nearest name. */
export function chosenLayer(model: AnyModel, choice: LayerChoice, who: string): Layer {
  const layers = allLayers(model);
  const found =
    typeof choice === 'string'
      ? layers.find((layer) => layer.name === choice)
      : typeof choice === 'number'
        ? model.layers.at(choice)
        : layers.find((layer) => layer === choice);
  if (found) return found;
  const names = layers.map((layer) => layer.name);
  const near = typeof choice === 'string' ? nearest(choice, names) : undefined;
  throw new ValueError({
    who,
    rule: {
      en: 'layer must be the name of a layer of the model, its place in model.layers, or the layer itself',
      ko: 'layer는 모델에 있는 층의 이름, model.layers에서의 번호, 또는 층 자체여야 합니다',
    },
    received:
      typeof choice === 'function' ? { en: `layer '${choice.name}'`, ko: `층 '${choice.name}'` } : describe(choice),
    hint:
      near === undefined
        ? { en: `Its layers are ${namesIn(names)}`, ko: `모델의 층: ${namesIn(names)}` }
        : { en: `Did you mean '${near}'?`, ko: `'${near}'을(를) 뜻했나요?` },
  });
}

/** The first names, and how many there are more. */
function namesIn(names: readonly string[]): string {
  const shown = names.slice(0, 12).join(', ');
  return names.length > 12 ? `${shown}, … (${names.length})` : shown;
}

/** The last layer that gives maps, (n, h, w, c). */
export function lastMaps(model: AnyModel, who: string): Layer {
  const found = callsOf(model, who).findLast(({ outputs }) => outputs.length === 1 && outputs[0]!.shape.length === 4);
  if (found && inputsOf(found).length > 0) return found.layer;
  throw new ValueError({
    who,
    rule: {
      en: 'no layer of the model gives maps of shape (n, h, w, c)',
      ko: '모델에 모양이 (n, h, w, c)인 맵을 내는 층이 없습니다',
    },
    received: { en: `model '${model.name}'`, ko: `모델 '${model.name}'` },
  });
}
