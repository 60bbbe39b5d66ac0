/**
 * @file A functional model read off its symbolic tensors, as Keras reads it: layer calls are walked from the outputs, each
 * gets a depth (outputs 0), deeper calls come first, calls of one depth in the order of the walk. Saved files number
 * weights by this order, so it must be Keras's. Running the model is going through these calls.
 */
import { isNode, type Node } from '../../engine/index.ts';
import { ValueError } from '../../errors/index.ts';
import { KerasTensor, type LayerCall } from './keras-tensor.ts';
import type { CallOptions, Layer, Tensors } from './layer.ts';

export interface GraphOrder {
  /** All layers, inputs first, each once. */
  readonly layers: readonly Layer[];
  /** Calls by depth, deepest first. */
  readonly callsByDepth: readonly (readonly LayerCall[])[];
  /** The calls that belong to this model. */
  readonly calls: ReadonlySet<LayerCall>;
}

/** The tensors of a call as a list. */
export function inputsOf(call: LayerCall): readonly KerasTensor[] {
  return call.inputs instanceof KerasTensor ? [call.inputs] : call.inputs;
}

/** Finds the layers and calls between `inputs` and `outputs`. */
export function graphOrder(inputs: readonly KerasTensor[], outputs: readonly KerasTensor[]): GraphOrder {
  const layerIndex = new Map<Layer, number>();
  const finished: LayerCall[] = [];
  const done = new Set<LayerCall>();
  const visit = (tensor: KerasTensor): void => {
    const call = tensor.source?.call;
    if (!call || done.has(call)) return;
    if (!layerIndex.has(call.layer)) layerIndex.set(call.layer, layerIndex.size);
    done.add(call);
    if (!inputs.includes(tensor)) for (const x of inputsOf(call)) if (x !== tensor) visit(x);
    finished.push(call);
  };
  for (const output of outputs) visit(output);
  const depthOfCall = new Map<LayerCall, number>();
  const depthOfLayer = new Map<Layer, number>();
  for (const call of finished.toReversed()) {
    const depth = Math.max(depthOfCall.get(call) ?? 0, depthOfLayer.get(call.layer) ?? 0);
    depthOfCall.set(call, depth);
    depthOfLayer.set(call.layer, depth);
    if (call.outputs.some((output) => inputs.includes(output))) continue;
    for (const x of inputsOf(call)) {
      const parent = x.source?.call;
      if (parent && parent !== call) depthOfCall.set(parent, Math.max(depth + 1, depthOfCall.get(parent) ?? 0));
    }
  }
  for (const input of inputs) {
    // an input that no output depends on
    const call = input.source?.call;
    if (!call || depthOfLayer.has(call.layer)) continue;
    depthOfLayer.set(call.layer, 0);
    layerIndex.set(call.layer, -1);
    depthOfCall.set(call, 0);
  }
  const depths = [...new Set(depthOfLayer.values())].sort((a, b) => b - a);
  const layers = depths.flatMap((depth) =>
    [...depthOfLayer.keys()]
      .filter((layer) => depthOfLayer.get(layer) === depth)
      .sort((a, b) => layerIndex.get(a)! - layerIndex.get(b)!),
  );
  const callDepths = [...new Set(depthOfCall.values())].sort((a, b) => b - a);
  const callsByDepth = callDepths.map((depth) => [...depthOfCall.keys()].filter((c) => depthOfCall.get(c) === depth));
  return { layers, callsByDepth, calls: new Set(depthOfCall.keys()) };
}

export interface Topology {
  /** Every call, inputs before users. */
  readonly calls: readonly LayerCall[];
  /** Every layer once, in Keras's order. */
  readonly layers: readonly Layer[];
}

/** Walks back from the outputs. Raises ValueError when an output depends on a tensor that is not among the inputs. */
export function readTopology(inputs: readonly KerasTensor[], outputs: readonly KerasTensor[]): Topology {
  const { layers, callsByDepth } = graphOrder(inputs, outputs);
  const known = new Set(inputs);
  const calls = callsByDepth.flat();
  for (const call of calls) {
    if (call.outputs.some((t) => known.has(t))) continue;
    const given = inputsOf(call);
    const missing = given.length === 0 ? call.outputs[0] : given.find((t) => !t.source);
    if (missing) throw disconnected(missing);
  }
  return { calls, layers };
}

function disconnected(tensor: KerasTensor): ValueError {
  return new ValueError({
    who: 'Model',
    rule: {
      en: 'every output must be computed from the given inputs',
      ko: '모든 출력은 주어진 입력에서 계산되어야 합니다',
    },
    received: {
      en: `a graph that needs ${tensor.name}, which is not among the inputs`,
      ko: `입력에 없는 ${tensor.name}이(가) 필요한 그래프`,
    },
    hint: {
      en: 'Is an Input missing from the list of inputs, or does an output come from another model?',
      ko: 'inputs에서 빠진 Input이 있나요? 아니면 다른 모델의 출력인가요?',
    },
  });
}

/** Computes the outputs from nodes for the inputs, call by call. */
export function runTopology(
  { calls }: Topology,
  inputs: readonly KerasTensor[],
  outputs: readonly KerasTensor[],
  nodes: readonly Node[],
  options: CallOptions,
): Node[] {
  const values = new Map<KerasTensor, Node>();
  inputs.forEach((tensor, i) => values.set(tensor, nodes[i]!));
  for (const call of calls) {
    if (call.outputs.every((t) => values.has(t))) continue;
    const args = inputsOf(call).map((t) => values.get(t)!);
    const own = call.options.training === undefined ? options : call.options;
    const result: Tensors = call.layer.applyNodes(call.inputs instanceof KerasTensor ? args[0]! : args, own);
    (isNode(result) ? [result] : result).forEach((node, i) => values.set(call.outputs[i]!, node));
  }
  return outputs.map((t) => values.get(t)!);
}
