/**
 * @file Which part of a model gives the same values for a picture at every step of `fit`: layers that are frozen, compute each
 * sample on its own and draw no random numbers, all the way from the inputs. `fit` computes that part once per sample
 * (frozen-cache.ts); the rest is trained as a model of its own, with the same weights.
 */
import { g, isNode, type Node } from '../../engine/index.ts';
import { KerasTensor, type LayerCall } from '../core/keras-tensor.ts';
import type { Layer } from '../core/layer.ts';
import { inputsOf, runTopology, type Topology } from '../core/topology.ts';
import { Trace, currentTrace, withTrace } from '../core/trace.ts';
import type { Weight } from '../core/weight.ts';
import { perSample } from './run-size.ts';
import type { StepModel } from './steps.ts';

/** A functional model as its calls; undefined of a model with a computation or gradient of its own. */
export interface ModelGraph {
  readonly topology: Topology;
  readonly inputs: readonly KerasTensor[];
  readonly outputs: readonly KerasTensor[];
}

/** What the search needs of a model. */
export interface CuttableModel extends StepModel {
  readonly graph: ModelGraph | undefined;
}

/** A model in two parts. */
export interface FrozenCut {
  /** The frozen part as it computes in training or outside of it; its outputs are what the rest starts from. */
  part(training: boolean): StepModel;
  /** The rest. */
  readonly rest: StepModel;
  /** The weights of the frozen part. */
  readonly weights: readonly Weight[];
  /** The name of the last frozen layer. */
  readonly last: string;
  /** Shape of one sample at the cut. */
  readonly shapes: readonly (readonly number[])[];
}

/** The layers below a layer with their own calls, itself where it has none; undefined where a `call` of one's own decides. */
function knownInside(layer: Layer): readonly Layer[] | undefined {
  if (!('knownLayers' in layer)) return [layer];
  return (layer as Layer & { readonly knownLayers: readonly Layer[] | undefined }).knownLayers;
}

/** Whether a layer may stand in the part: frozen, and each sample on its own. */
function isFrozen({ layer }: LayerCall): boolean {
  if (layer.weights.some((weight) => weight.trainable)) return false;
  const inside = knownInside(layer);
  return inside !== undefined && inside.every(perSample);
}

/**
 * Where the frozen part of a model ends, for samples of these shapes; null where there is none, or none with weights (a part
 * that only reshapes is not worth keeping).
 */
export function findFrozenCut(model: CuttableModel, shapes: readonly (readonly number[])[]): FrozenCut | null {
  const { graph } = model;
  if (!graph || !model.weights.some((weight) => !weight.trainable)) return null;
  const settled = settledCalls(graph, shapes);
  const computing = [...settled.keys()].filter(
    ({ outputs }) => !outputs.every((tensor) => graph.inputs.includes(tensor)),
  );
  const weights = [...new Set(computing.flatMap(({ layer }) => layer.weights))];
  if (weights.length === 0) return null;

  const values = new Map([...settled.values()].flatMap((found) => [...found]));
  const { calls } = graph.topology;
  const after = calls.filter((call) => !settled.has(call));
  const needed = [...after.flatMap((call) => [...inputsOf(call)]), ...graph.outputs];
  const frontier = [...new Set(needed)].filter((tensor) => values.has(tensor));
  if (frontier.every((tensor) => graph.inputs.includes(tensor))) return null;
  const before = { calls: calls.filter((call) => settled.has(call)), layers: [] };
  const deepest = frontier.findLast((tensor) => !graph.inputs.includes(tensor))!;
  const last = deepest.source!.call.layer.name;
  return {
    weights,
    last,
    shapes: frontier.map((tensor) => values.get(tensor)!.shape.slice(1)),
    part: (training) => ({
      name: `${model.name}/frozen`,
      outputNames: [],
      weights,
      isPart: true,
      forward: (nodes) =>
        currentTrace()!.inMode(training, () => runTopology(before, graph.inputs, frontier, nodes, { training })),
    }),
    rest: {
      name: `${model.name}/after ${last}`,
      outputNames: model.outputNames,
      outputKeys: model.outputKeys,
      weights: model.weights,
      isPart: true,
      forward: (nodes, training) =>
        runTopology({ calls: after, layers: [] }, frontier, graph.outputs, nodes, { training }),
    },
  };
}

/**
 * The calls of the frozen part, each with what it gives. Whether a layer draws random numbers, moves statistics or adds to the
 * loss in training is seen by letting it compute: a trace that records nothing beside the result settles it.
 */
function settledCalls(
  { topology, inputs }: ModelGraph,
  shapes: readonly (readonly number[])[],
): Map<LayerCall, ReadonlyMap<KerasTensor, Node>> {
  const values = new Map(inputs.map((tensor, i) => [tensor, g.input(`x${i}`, [2, ...shapes[i]!])] as const));
  const settled = new Map<LayerCall, ReadonlyMap<KerasTensor, Node>>();
  const trace = new Trace(true);
  withTrace(trace, () => {
    for (const call of topology.calls) {
      const { layer, outputs, options } = call;
      if (outputs.every((tensor) => values.has(tensor))) {
        settled.set(call, new Map(outputs.map((tensor) => [tensor, values.get(tensor)!])));
        continue;
      }
      const args = inputsOf(call).map((tensor) => values.get(tensor));
      if (args.some((node) => node === undefined) || !isFrozen(call)) continue;
      const given = (call.inputs instanceof KerasTensor ? args[0] : args) as Node | Node[];
      const result = layer.applyNodes(given, { training: options.training ?? true });
      // What this layer left in the trace stays there: nothing behind it is looked at through it.
      if (trace.assigns.length + trace.losses.length > 0) {
        trace.clear();
        continue;
      }
      const nodes = isNode(result) ? [result] : result;
      if (nodes.some((node) => node.dtype !== 'float32' || node.shape[0] !== 2)) continue;
      const found = new Map(outputs.map((tensor, i) => [tensor, nodes[i]!]));
      settled.set(call, found);
      for (const [tensor, node] of found) values.set(tensor, node);
    }
  });
  return settled;
}
