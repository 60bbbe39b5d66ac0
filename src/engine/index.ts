/** @file Engine: WASM kernels over shared memory with threads, computation graphs, and the plain twins of both. */
export { coreReason, getCore, prepare, setThreads } from './core.ts';
export { matmul } from './matmul.ts';
export {
  conversions,
  elementKernels,
  elementOps,
  kernels,
  useElementKernels,
  type BinaryKernel,
  type ElementKernels,
  type FoldKernel,
  type UnaryKernel,
} from './np/kernels.ts';
export type { Stored } from './np/table.ts';
