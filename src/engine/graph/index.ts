/**
 * @file Graphs: build nodes with `g.add`, `g.conv2d`…, differentiate them with `gradients`, run them
 * with an executor. Nothing here knows arrays or layers.
 */
export * from './node.ts';
export * from './executor.ts';
export * from './program.ts';
export * from './gradients.ts';
export { interpret, plainExecutor, topologicalOrder } from './interpret.ts';
export * as g from './ops/index.ts';
