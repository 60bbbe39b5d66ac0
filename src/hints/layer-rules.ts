/** @file Layers, losses and metrics of the student's own that compute with np or operators: TypeScript says it of the whole function. */
import { outsideCallIn, outsideKind } from './outside.ts';
import type { Advice, Rule } from './problem.ts';
import { statement } from './translate/index.ts';
import { written } from './written.ts';

/** What follows an opening brace up to the one that closes it; of `=> x * 2` the line. */
function bodyBehind(code: string, at: number): string {
  const rest = code.slice(at);
  if (!/^\s*\{/.test(rest)) return rest.split('\n')[0]!;
  let depth = 0;
  for (let i = 0; i < rest.length; i++) {
    const letter = rest[i];
    if (letter === '{') depth++;
    if (letter === '}' && --depth === 0) return rest.slice(rest.indexOf('{') + 1, i);
  }
  return rest;
}

/** The first statement of a function that takes its tensors for arrays, written with keras.ops. */
function withOps(body: string, params: readonly string[]): Advice {
  const weights = body.match(/\bthis\.\w+(?![\w(])/g) ?? [];
  const type = { type: 'Node', gives: undefined, fixed: true };
  const types = new Map([...params, ...weights].map((name) => [name, type]));
  for (const each of body.split(/[\n;]/)) {
    const line = each.trim() && statement(each.trim(), { code: '', types });
    if (line?.includes('keras.ops.') && line !== each.trim())
      return written(line, 'Tensors are computed by keras.ops:', '텐서는 keras.ops로 계산합니다:');
  }
  return {
    en: 'Inside models, losses and metrics use keras.ops (ops.mean, ops.square, …) in place of np and operators.',
    ko: '모델, 손실, 메트릭 안에서는 np와 연산자 대신 keras.ops(ops.mean, ops.square, …)를 쓰세요.',
  };
}

/** `x, y: any = 1` → x, y */
function namesOf(list: string): string[] {
  return list.split(',').flatMap((each) => /^\s*([\w$]+)/.exec(each)?.[1] ?? []);
}

/** What is said of the name of a layer that is left out on purpose. */
function leftOut(name: string): Advice | undefined {
  const kind = outsideKind(name);
  return (
    kind && {
      en: `There is no ${name}: ${kind.en} are not part of this library, which is for convolutional networks.`,
      ko: `${name}은(는) 없습니다. 이 라이브러리는 합성곱 신경망을 위한 것이라 ${kind.ko}이(가) 없습니다.`,
    }
  );
}

/** Names of layers that this library leaves out. */
export const outsideRules: readonly Rule[] = [
  {
    codes: [2339, 2551],
    message: /^Property '(\w+)' does not exist on type '(?:typeof import|losses'|ops'|layers'|metrics')/,
    advice: ([, name]) => leftOut(name!),
  },
  { codes: [2304, 2552], message: /^Cannot find name '(\w+)'/, advice: ([, name]) => leftOut(name!) },
  // A name for it, and `nn.CTCLoss()` of another library
  {
    codes: [2304, 2552],
    when: ({ after }) => /^\s*(?:=(?!=)|\.)/.test(after) && outsideCallIn(after) !== undefined,
    advice: (_, { after }) => leftOut(outsideCallIn(after)!),
  },
];

export const layerRules: readonly Rule[] = [
  {
    codes: [2416],
    message: /^Property '(call|compute)' in type '(\w+)' is not assignable/,
    advice: ([, method, name], { cell }) => {
      const from = Math.max(0, cell.search(new RegExp(String.raw`\bclass\s+${name!}\b`)));
      const made = new RegExp(String.raw`\b${method!}\s*\(([^()]*)\)[^{]*?(?=\{)`).exec(cell.slice(from));
      if (!made) return undefined;
      return withOps(bodyBehind(cell, from + made.index + made[0].length), namesOf(made[1]!));
    },
  },
  {
    codes: [2322, 2345, 2769],
    message:
      /\((\w+: any(?:, \w+: any)*)\) => [^']*' is not assignable to (?:parameter of )?type '[^']*(?:LossLike|MetricLike)/,
    advice: ([, list], { cell }) => {
      const params = namesOf(list!);
      const made = new RegExp(String.raw`\(\s*${params.join(String.raw`\s*,\s*`)}\s*\)\s*(?:=>\s*)?`).exec(cell);
      return withOps(made ? bodyBehind(cell, made.index + made[0].length) : '', params);
    },
  },
];
