/** @file Engine: WASM kernels over shared memory with threads, computation graphs, and the plain twins of both. */
import { setExecutor } from './graph/index.ts';
import { engineExecutor, isSmall } from './plan/program.ts';

// It hands over to the plain interpreter by itself where the engine cannot run.
setExecutor(engineExecutor);

export { isSmall as isSmallProgram };
export { onShortage } from './arena.ts';
export { coreReason, getCore, prepare, setThreads } from './core.ts';
export * from './graph/index.ts';
export { resizeTaps, type Interpolation } from './graph/ops/sample.ts';
export { normalizeAxis, windowAxis } from './graph/ops/shape.ts';
export { GEMM_SCRATCH, inCore, matmul, matmulOf, type Laid } from './matmul.ts';
export {
  conversions,
  kernels,
  type BinaryExport,
  type BinaryKernel,
  type FoldKernel,
  type UnaryKernel,
} from './np/kernels.ts';
export { isPlaced, npProgram, placedFrom, placeFrom, useNpProgram, type NpProgram } from './np/program.ts';
export { storeAddress, type StoreMaker } from './np/stores.ts';
export type { Stored } from './np/table.ts';
