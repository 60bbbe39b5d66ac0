/**
 * @file Pictures of Markdown cells and of outputs that lie in files beside the notebook, put into the notebook itself, so that a
 * page made from it needs nothing else. Code is left alone; so are pictures of the network, and files that are not there, which
 * are named.
 */
import { readFileSync, statSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import type { Notebook } from './formulas.ts';

/** What browsers show. */
const types: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.bmp': 'image/bmp',
  '.avif': 'image/avif',
};

/** A copy whose pictures of files from `folder` are inside; `outside` are the addresses of those that are not. */
export function withPictures(notebook: Notebook, folder: string): { notebook: Notebook; outside: string[] } {
  const outside = new Set<string>();
  const inside = (address: string): string | undefined => {
    if (/^(?:data|attachment|blob):/i.test(address)) return undefined;
    const uri = dataUri(address, folder);
    if (uri === undefined) outside.add(address);
    return uri;
  };
  const cells = notebook.cells.map((cell) => {
    if (cell.cell_type === 'markdown' && cell.source !== undefined) {
      return { ...cell, source: markdownWith(textOf(cell.source), inside) };
    }
    const outputs = cell.outputs?.map((output) => {
      const { data } = output;
      if (!data || !('text/html' in data || 'text/markdown' in data)) return output;
      const entries = Object.entries(data).map(([type, content]) => {
        if (type === 'text/html') return [type, htmlWith(textOf(content), inside)];
        return [type, type === 'text/markdown' ? markdownWith(textOf(content), inside) : content];
      });
      return { ...output, data: Object.fromEntries(entries) as Record<string, unknown> };
    });
    return outputs ? { ...cell, outputs } : cell;
  });
  return { notebook: { ...notebook, cells }, outside: [...outside] };
}

type Inside = (address: string) => string | undefined;

/** Code, then pictures as `![alt](address "title")`, `![alt][name]` and `<img src>`. */
const pieces = new RegExp(
  [
    /(?<code>^(?<fence>```+|~~~+)[^\n]*\n[\s\S]*?(?:^\k<fence>[^\n]*$|(?![\s\S]))|(?<ticks>`+)(?!`)[\s\S]*?[^`]\k<ticks>(?!`))/,
    /!\[(?<alt>(?:\\.|[^\]\\])*)\]\(\s*(?<address><[^>\n]*>|(?:[^\s()]|\([^\s()]*\))+)(?:\s+(?:"(?<title>[^"]*)"|'(?<title1>[^']*)'))?\s*\)/,
    /!\[(?<named>(?:\\.|[^\]\\])*)\](?:\[(?<name>[^\]]*)\])?/,
    /(?<html><img\b[^>]*>)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gim',
);

/** `[name]: address "title"` */
const definition = /^ {0,3}\[([^\]]+)\]:\s*<?([^\s>]+)>?(?:\s+["'(]([^"')]*)["')])?\s*$/gm;

function markdownWith(text: string, inside: Inside): string {
  const defined = new Map(
    Array.from(text.matchAll(definition), ([, name, address]) => [name!.toLowerCase(), address!] as const),
  );
  return text.replace(pieces, (whole: string, ...rest: unknown[]) => {
    const groups = rest.at(-1) as Record<string, string | undefined>;
    if (groups['code'] !== undefined) return whole;
    if (groups['html'] !== undefined) return htmlWith(whole, inside);
    const name = groups['name'] || groups['named'];
    const address = groups['address']?.replace(/^<|>$/g, '') ?? (name && defined.get(name.toLowerCase()));
    const uri = address === undefined || address === '' ? undefined : inside(address);
    if (uri === undefined) return whole;
    const title = groups['title'] ?? groups['title1'];
    const alt = groups['alt'] ?? groups['named'] ?? '';
    return `<img src="${uri}" alt="${escaped(alt)}"${title === undefined ? '' : ` title="${escaped(title)}"`}>`;
  });
}

function htmlWith(html: string, inside: Inside): string {
  return html.replace(
    /(<img\b[^>]*?\bsrc\s*=\s*)(?:"([^"]*)"|'([^']*)'|([^\s>]+))/gi,
    (whole: string, before: string, ...addresses: (string | undefined)[]) => {
      const address = addresses.slice(0, 3).find((each) => each !== undefined);
      const uri = address === undefined ? undefined : inside(address.replaceAll('&amp;', '&'));
      return uri === undefined ? whole : `${before}"${uri}"`;
    },
  );
}

/** undefined for an address of the network, and where there is no such picture. */
function dataUri(address: string, folder: string): string | undefined {
  if (/^(?:[a-z][\w+.-]+:)?\/\//i.test(address)) return undefined;
  const bare = address.replace(/[?#].*$/, '');
  for (const name of [decoded(bare), address]) {
    const path = resolve(folder, name);
    const type = types[extname(path).toLowerCase()];
    if (type === undefined || !statSync(path, { throwIfNoEntry: false })?.isFile()) continue;
    return `data:${type};base64,${readFileSync(path).toString('base64')}`;
  }
  return undefined;
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address; // 100%.png
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

function textOf(source: unknown): string {
  return Array.isArray(source) ? source.join('') : String(source);
}
