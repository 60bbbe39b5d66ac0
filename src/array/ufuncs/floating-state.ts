/**
 * @file What happens when a result is infinite, NaN or too small though its operands are ordinary: nothing, a notice, an
 * error, a call. NumPy's `seterr`, `geterr` and `errstate`.
 */
import { checkCall, optionsOf, readOptions, refuseSurplus, Rule, word } from '../../arguments/index.ts';
import { stopSignal, warnOfTrap } from '../../display/index.ts';
import { FloatingPointError, ValueError } from '../../errors/index.ts';
import { setting } from '../../platform/index.ts';

/** The four kinds, by NumPy's names, with the numbers that handlers are given; sums of them stand for several. */
export const Fault = { divide: 1, over: 2, under: 4, invalid: 8 } as const;
export type FaultKind = keyof typeof Fault;
const KINDS = ['divide', 'over', 'under', 'invalid'] as const;

/** What is done about a kind: nothing, a notice at the line, a FloatingPointError, a call of the handler, a line of output. */
export type FaultAction = 'ignore' | 'warn' | 'raise' | 'call' | 'print' | 'log';

/** What is done about each kind. */
export type FaultState = Record<FaultKind, FaultAction>;

/** What 'call' calls with the words for the kind and its number, or whose `write` gets the line for 'log'. */
export type FaultHandler = ((kind: string, flag: number) => void) | { write: (line: string) => void };

export interface SeterrOptions {
  /** All four kinds; the others are set after it. */
  all?: FaultAction;
  /** A finite number divided by 0, log 0. Default 'warn'. */
  divide?: FaultAction;
  /** A result too large for its dtype. Default 'warn'. */
  over?: FaultAction;
  /** A result too small for its dtype. Default 'ignore'. */
  under?: FaultAction;
  /** A result that is not defined: 0 / 0, √-1, inf - inf. Default 'warn'. */
  invalid?: FaultAction;
}

export interface ErrstateOptions extends SeterrOptions {
  /** What 'call' and 'log' use. */
  call?: FaultHandler | null;
}

const action = word('ignore', 'warn', 'raise', 'call', 'print', 'log');
const stateRules = { all: action, divide: action, over: action, under: action, invalid: action };
const seterrOptions = optionsOf<SeterrOptions>()(stateRules);
const handlerRule = new Rule<FaultHandler | null>(
  { en: 'a function, an object with write, or null', ko: '함수, write가 있는 객체, 또는 null' },
  (value) =>
    value === null || typeof value === 'function' || typeof (value as { write?: unknown })?.write === 'function',
);
const errstateOptions = optionsOf<ErrstateOptions>()({ ...stateRules, call: handlerRule });

let state: FaultState = { divide: 'warn', over: 'warn', under: 'ignore', invalid: 'warn' };
let handler: FaultHandler | null = null;
/** What was before each errstate that has not been undone, the outermost first. */
const open: { state: FaultState; handler: FaultHandler | null; over: boolean }[] = [];

/** What is done about each kind now: `{ divide: 'warn', over: 'warn', under: 'ignore', invalid: 'warn' }` at first. */
export function geterr(): FaultState {
  if (arguments.length > 0) checkCall('np.geterr', arguments, 0);
  return { ...state };
}

/** Sets what is done about each kind from now on, and gives what was done before. @example np.seterr({ divide: 'ignore' }) */
export function seterr(options: SeterrOptions = {}): FaultState {
  checkCall('np.seterr', arguments, 1, seterrOptions);
  const before = state;
  state = changed(readOptions('np.seterr', options, seterrOptions));
  return { ...before };
}

/** Sets what 'call' and 'log' use, and gives what it was. */
export function seterrcall(next: FaultHandler | null): FaultHandler | null {
  checkCall('np.seterrcall', arguments, 1);
  if (!handlerRule.accepts(next)) {
    throw new ValueError({
      who: 'np.seterrcall',
      rule: { en: `the handler must be ${handlerRule.must.en}`, ko: `처리기는 ${handlerRule.must.ko}이어야 합니다` },
      received: typeof next,
    });
  }
  const before = handler;
  handler = next;
  return before;
}

/** What 'call' and 'log' use. */
export function geterrcall(): FaultHandler | null {
  if (arguments.length > 0) checkCall('np.geterrcall', arguments, 0);
  return handler;
}

function changed({ all, ...kinds }: SeterrOptions): FaultState {
  const next = { ...state };
  for (const kind of KINDS) next[kind] = kinds[kind] ?? all ?? state[kind];
  return next;
}

/**
 * Runs `work` with other actions and gives its result; afterwards (for a promise: when it has settled, or the cell was stopped) all is as before.
 * @example const ratio = np.errstate({ divide: 'ignore' }, () => a.div(b));
 */
export function errstate<T>(options: ErrstateOptions, work: () => T): T {
  refuseSurplus('np.errstate', arguments, 2);
  const { call, ...kinds } = readOptions('np.errstate', options, errstateOptions);
  if (typeof work !== 'function') {
    throw new ValueError({
      who: 'np.errstate',
      rule: { en: 'the second argument is a function with the work', ko: '둘째 인수는 계산을 담은 함수입니다' },
      received: typeof work,
      hint: {
        en: "np.errstate({ divide: 'ignore' }, () => a.div(b))",
        ko: "이렇게 쓰세요: np.errstate({ divide: 'ignore' }, () => a.div(b))",
      },
    });
  }
  const before = { state, handler, over: false };
  open.push(before);
  // Promises may settle in another order than they were begun in: one below waits for those above it.
  const restore = (): void => {
    before.over = true;
    while (open.at(-1)?.over) ({ state, handler } = open.pop()!);
  };
  state = changed(kinds);
  if (call !== undefined) handler = call;
  let result: T;
  try {
    result = work();
  } catch (error) {
    restore();
    throw error;
  }
  if (result instanceof Promise) {
    // After Stop nothing of the cell goes on: a promise that waits for it would never settle.
    const stop = stopSignal();
    stop.addEventListener('abort', restore, { once: true });
    return result.finally(() => {
      stop.removeEventListener('abort', restore);
      restore();
    }) as T;
  }
  restore();
  return result;
}

const quiet: FaultState = { divide: 'ignore', over: 'ignore', under: 'ignore', invalid: 'ignore' };

/** Runs the library's own work whose odd numbers mean something else to the caller, who says so. */
export function quietly<T>(work: () => T): T {
  const before = state;
  state = quiet;
  try {
    return work();
  } finally {
    state = before;
  }
}

let speaker: string | undefined;

/** Runs work that a student knows as `who`: notices name it and not the steps it is made of. */
export function speakingAs<T>(who: string, work: () => T): T {
  const before = speaker;
  speaker ??= who;
  try {
    return work();
  } finally {
    speaker = before;
  }
}

/** Whether results that are too small are of interest; they are looked for only then. */
export function asksForUnderflow(): boolean {
  return state.under !== 'ignore';
}

/** Whether something makes an error: then nothing may have been written before. */
export function asksToRaise(): boolean {
  return KINDS.some((kind) => state[kind] === 'raise');
}

/** Whether anything is done at all. */
export function asksForFaults(): boolean {
  if (KINDS.every((kind) => state[kind] === 'ignore')) return false;
  return (
    setting('KERNELAB_NOTICES') !== 'off' || KINDS.some((kind) => state[kind] !== 'ignore' && state[kind] !== 'warn')
  );
}

/** A text in both languages. */
export interface Both {
  readonly en: string;
  readonly ko: string;
}

/** What to write instead, for the kinds where a function knows it; and what the fault means, where it is not inf or nan. */
export type Remedies = Readonly<Partial<Record<FaultKind | 'meaning', Both>>>;

/** NumPy's words, by which people search. */
const WORDS = { divide: 'divide by zero', over: 'overflow', under: 'underflow', invalid: 'invalid value' } as const;

const MEANING: Readonly<Record<FaultKind, Both>> = {
  divide: { en: 'a result is inf or -inf', ko: '결과에 inf 또는 -inf가 있습니다' },
  over: { en: 'a result is too large for its dtype and is inf', ko: '결과가 dtype의 범위보다 커서 inf가 되었습니다' },
  under: { en: 'a result is too small for its dtype', ko: '결과가 dtype의 범위보다 작습니다' },
  invalid: { en: 'a result is not defined and is nan', ko: '정의되지 않는 결과가 nan이 되었습니다' },
};

const REMEDY: Readonly<Record<FaultKind, Both>> = {
  divide: { en: 'Look for the zeros first: x.eq(0).any()', ko: '0이 있는지 먼저 확인하세요: x.eq(0).any()' },
  over: {
    en: "Compute in float64, x.astype('float64'), or with smaller numbers",
    ko: "x.astype('float64')로 계산하거나 더 작은 수로 계산하세요",
  },
  under: { en: "Compute in float64: x.astype('float64')", ko: "float64로 계산하세요: x.astype('float64')" },
  invalid: { en: 'Where they are: np.nonzero(np.isnan(result))', ko: '위치 확인: np.nonzero(np.isnan(result))' },
};

/** Does what is asked for about the faults of a step, a sum of `Fault`s. @throws FloatingPointError where that is asked for */
export function react(faults: number, step: string, own: Remedies = {}): void {
  const [who, remedies] = speaker === undefined ? [step, own] : [speaker, {} as Remedies];
  for (const kind of KINDS)
    if (faults & Fault[kind]) reactTo(kind, who, remedies.meaning ?? MEANING[kind], remedies[kind] ?? REMEDY[kind]);
}

function reactTo(kind: FaultKind, who: string, meaning: Both, remedy: Both): void {
  const words = WORDS[kind];
  const line = `Warning: ${words} encountered in ${who.replace('np.', '')}`;
  switch (state[kind]) {
    case 'ignore':
      return;
    case 'print':
      console.log(line);
      return;
    case 'call':
      if (typeof handler === 'function') handler(words, Fault[kind]);
      return;
    case 'log':
      if (handler !== null && 'write' in handler) handler.write(line);
      return;
    case 'raise':
      throw new FloatingPointError({
        who,
        rule: {
          en: `${words} encountered: ${meaning.en}`,
          ko: `${meaning.ko}(${words})`,
        },
        hint: remedy,
      });
    case 'warn': {
      const meant = `np.errstate({ ${kind}: 'ignore' }, () => …)`;
      warnOfTrap(words, {
        en: `${who}: ${words} encountered, ${meaning.en}. ${remedy.en}. If it is meant: ${meant}`,
        ko: `${who}: ${meaning.ko}(${words}). ${remedy.ko}. 의도한 것이라면: ${meant}`,
      });
    }
  }
}
