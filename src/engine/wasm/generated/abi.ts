/** @file The number of the tables that the program of graphs is built from (src/engine/abi.ts). Written by scripts/generate-engine.ts from its tables; edit that. */

export const abi: i32 = 1976271970;
