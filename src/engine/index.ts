/** @file Engine: WASM kernels over shared memory with threads, computation graphs, and the plain twins of both. */
export { coreReason, getCore, setThreads } from './core.ts';
export { matmul } from './matmul.ts';
export { elementKernels, elementOps, useElementKernels, type ElementKernels } from './np/kernels.ts';
