/** @file The machine as Node has it. */
import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { gunzipSync } from 'node:zlib';
import { nodeAssets } from './assets.node.ts';
import { nodeFiles, nodePaths } from './files.node.ts';
import type { Machine } from './machine.ts';
import { nodeMemory } from './memory.node.ts';
import { nodePng } from './png.node.ts';
import { nodeThreads } from './threads.node.ts';

export const nodeMachine: Machine = {
  files: nodeFiles,
  paths: nodePaths,
  assets: nodeAssets,
  threads: nodeThreads,
  memory: nodeMemory,
  terminal: {
    out: (text) => void process.stdout.write(text),
    error: (text) => void process.stderr.write(text),
    get outRedraws() {
      return process.stdout.isTTY;
    },
    get errorRedraws() {
      return process.stderr.isTTY;
    },
    get width() {
      return process.stdout.isTTY ? process.stdout.columns : undefined;
    },
  },
  timers: {
    nextTurn: () => new Promise((resolve) => void setImmediate(resolve)),
    every(milliseconds, act) {
      const timer = setInterval(act, milliseconds).unref();
      return { stop: () => clearInterval(timer) };
    },
    after(milliseconds, act) {
      const timer = setTimeout(act, milliseconds).unref();
      return { stop: () => clearTimeout(timer) };
    },
  },
  host: {
    setting: (name) => process.env[name] || undefined,
    name: hostname(),
    processId: process.pid,
    isAlive(processId) {
      try {
        process.kill(processId, 0);
        return true;
      } catch (error) {
        return (error as NodeJS.ErrnoException).code === 'EPERM';
      }
    },
  },
  codecs: {
    hash(kind) {
      const hash = createHash(kind);
      return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') };
    },
    gunzip(bytes) {
      const buffer = gunzipSync(bytes);
      return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
    },
    png: nodePng,
  },
  network: { fetch: (url, init) => globalThis.fetch(url, init) },
};
