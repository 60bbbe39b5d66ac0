/** @file A value that came from a student's process or from the solution, as a person reads it. */
import { shapeText } from '../errors/index.ts';
import { valueOf, type Plain } from './plain.ts';

/** Items of a list that are written out. */
const ITEMS = 20;

/** A value in at most `most` characters; of arrays shape and dtype, and below them what NumPy prints. */
export function plainText(value: Plain, most = 2000): string {
  const text = written(value);
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

function written(value: Plain): string {
  switch (value[0]) {
    case 'undefined':
    case 'null':
      return value[0];
    case 'boolean':
    case 'number':
      return String(value[1]);
    case 'bigint':
      return `${value[1]}n`;
    case 'string':
      return JSON.stringify(value[1]);
    case 'list':
      return `[${listed(value[1].map(written))}]`;
    case 'record':
      return `{ ${listed(value[1].map(([key, item]) => `${key}: ${written(item)}`))} }`;
    case 'array':
      return arrayText(value);
  }
}

function listed(items: string[]): string {
  return items.length > ITEMS ? [...items.slice(0, ITEMS), '…'].join(', ') : items.join(', ');
}

function arrayText(value: Extract<Plain, ['array', ...unknown[]]>): string {
  const [, dtype, shape, { length }] = value;
  const about = `${shapeText(shape)} ${dtype}`;
  // What another process calls an array may have a dtype or a shape that no array has.
  if (shape.reduce((a, b) => a * b, 1) !== length) return about;
  try {
    return `${about}\n${String(valueOf(value))}`;
  } catch {
    return about;
  }
}
