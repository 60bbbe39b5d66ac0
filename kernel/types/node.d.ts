/** @file What cells find declared of Node once one of them needs it; before: `before-node.d.ts`. */
/// <reference types="node" />
