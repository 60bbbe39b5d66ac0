/**
 * @file The requests of the Debug Adapter Protocol and what Jupyter adds to it, each answered by a line or two of the debugger.
 * Whatever comes, there is a response: what is not known or not well formed gets `success: false` and the reason.
 * https://microsoft.github.io/debug-adapter-protocol, https://jupyter-client.readthedocs.io/en/stable/messaging.html#debug-request
 */
import { readFile } from 'node:fs/promises';
import { languageInfo } from '../protocol/info.ts';
import { say } from '../language.ts';
import { wantedIn } from './conditions.ts';
import { THREAD, type Debugger } from './debugger.ts';
import type { Frame } from './pause.ts';
import { Arguments, RequestError } from './request.ts';
import { CELL_PREFIX, CELL_SUFFIX, HASH_SEED } from './sources.ts';

/** A response, the content of a debug_reply. */
export interface Response {
  type: 'response';
  seq: number;
  request_seq: number;
  command: string;
  success: boolean;
  message?: string;
  body?: object;
}

/** `client`: the front end's session, as the header of its messages names it. */
type Handler = (args: Arguments, debug: Debugger, client: string) => object | undefined | Promise<object | undefined>;

/** The one filter for errors: V8 takes none of a cell's for uncaught, since the kernel shows them. JupyterLab's menu shows this very word. */
const ERRORS = 'errors';

/** Asked at any time, also while a request before them waits. */
const asides: Record<string, Handler> = {
  debugInfo: (_, debug, client) => ({
    isStarted: debug.isStartedFor(client),
    hashMethod: 'Murmur2',
    hashSeed: HASH_SEED,
    tmpFilePrefix: CELL_PREFIX,
    tmpFileSuffix: CELL_SUFFIX,
    breakpoints: debug.breakpoints,
    stoppedThreads: debug.isPaused ? [THREAD] : [],
    richRendering: true,
    copyToGlobals: true,
    exceptionPaths: [],
  }),
  dumpCell: (args, debug) => ({ sourcePath: debug.sources.pathOf(args.text('code')) }),
  inspectVariables: async (_, debug) => ({ variables: debug.isAttached ? await debug.table() : [] }),
  threads: () => ({ threads: [{ id: THREAD, name: say({ en: 'cells', ko: '셀' }) }] }),
  configurationDone: () => undefined,
};

/** One after the other. */
const inTurn: Record<string, Handler> = {
  initialize: (args, debug, client) => {
    debug.meet(client);
    debug.variables.typesWithValues = args.textOr('clientID', '') === 'jupyterlab';
    return capabilities();
  },
  attach: (_, debug) => {
    debug.attach();
    return undefined;
  },
  disconnect: async (_, debug) => {
    await debug.detach();
    return undefined;
  },
  setBreakpoints: async (args, debug) => {
    const path = args.inside('source').text('path');
    const wanted = await Promise.all(args.list('breakpoints').map((each) => wantedIn(each, debug)));
    return { breakpoints: await debug.setBreakpoints(path, wanted) };
  },
  setExceptionBreakpoints: async (args, debug) => {
    const filters = args.texts('filters');
    await debug.pauseOnExceptions(filters.includes(ERRORS));
    return { breakpoints: filters.map((filter) => ({ verified: filter === ERRORS })) };
  },
  // No function has a name of its own that could be asked for.
  setFunctionBreakpoints: (args) => ({ breakpoints: args.list('breakpoints').map(() => ({ verified: false })) }),
  stackTrace: (args, debug) => {
    const all = debug.frames();
    const start = args.numberOr('startFrame', 0);
    const frames = all.slice(start, start + (args.numberOr('levels', 0) || all.length));
    return { stackFrames: frames.map((frame) => described(frame)), totalFrames: all.length };
  },
  scopes: (args, debug) => {
    const { v8, isCell } = debug.frame(args.number('frameId'));
    return { scopes: debug.variables.scopesOf(v8, isCell) };
  },
  variables: async (args, debug) => {
    const [start, count] = [args.numberOr('start', 0), args.numberOr('count', 0)];
    return { variables: await debug.variables.inside(args.number('variablesReference'), start, count) };
  },
  evaluate: async (args, debug) => {
    const value = await debug.evaluate(args.text('expression'), frameIn(args, 'frameId', debug));
    const { value: short, type, variablesReference } = await debug.variables.ofValue(value);
    // Typed by hand, it is shown as a cell would.
    const whole = args.textOr('context', '') === 'repl' ? await debug.variables.textOf(value) : undefined;
    return { result: whole ?? short, type, variablesReference };
  },
  richInspectVariables: async (args, debug) => {
    const value = await debug.evaluate(args.text('variableName'), frameIn(args, 'frameId', debug));
    return { data: await debug.variables.rich(value), metadata: {} };
  },
  copyToGlobals: async (args, debug) => {
    const [source, target] = [args.text('srcVariableName'), args.text('dstVariableName')];
    for (const name of [source, target]) mustBeName(name);
    await debug.copyToGlobals(source, target, debug.frame(args.number('srcFrameId')));
    return undefined;
  },
  exceptionInfo: (_, debug) => {
    const { text = '' } = debug.exception();
    const exceptionId = /^[\w$]+/.exec(text)?.[0] ?? 'Error';
    return { exceptionId, description: text, breakMode: 'always' };
  },
  source: async (args, debug) => {
    const path = args.inside('source').textOr('path', '');
    return { content: await contentOf(path, debug), mimeType: languageInfo.mimetype };
  },
  modules: async (_, debug) => {
    const files = debug.isAttached ? ((await debug.variables.run('files()')) as string[]) : [];
    const modules = files.map((path) => ({ id: path, name: debug.sources.nameOf(path), path }));
    return { modules, totalModules: modules.length };
  },
  continue: async (_, debug) => {
    await debug.go('continue');
    return { allThreadsContinued: true };
  },
  next: (_, debug) => done(debug.go('next')),
  stepIn: (_, debug) => done(debug.go('stepIn')),
  stepOut: (_, debug) => done(debug.go('stepOut')),
  pause: (_, debug) => done(debug.pause()),
};

/** Answers a request of a front end's session. Never rejects. */
export async function respond(content: Record<string, unknown>, debug: Debugger, client: string): Promise<Response> {
  const { command: asked, seq: requested, arguments: values } = content;
  const command = typeof asked === 'string' ? asked : '';
  const head = {
    type: 'response',
    seq: debug.nextNumber(),
    request_seq: typeof requested === 'number' ? requested : 0,
    command,
  } as const;
  try {
    const args = new Arguments(command, values);
    const body = Object.hasOwn(asides, command)
      ? await asides[command]!(args, debug, client)
      : await debug.inTurn(async () => handlerOf(command)(args, debug, client));
    return { ...head, success: true, ...(body ? { body } : {}) };
  } catch (error) {
    return { ...head, success: false, message: error instanceof Error ? error.message : String(error) };
  }
}

function handlerOf(command: string): Handler {
  if (Object.hasOwn(inTurn, command)) return inTurn[command]!;
  throw new RequestError({
    en: `This debugger knows no request ${JSON.stringify(command)}.`,
    ko: `이 디버거에는 ${JSON.stringify(command)} 요청이 없습니다.`,
  });
}

function capabilities(): object {
  return {
    supportsConfigurationDoneRequest: true,
    supportsConditionalBreakpoints: true,
    supportsHitConditionalBreakpoints: true,
    supportsLogPoints: true,
    supportsEvaluateForHovers: true,
    supportsExceptionInfoRequest: true,
    supportsModulesRequest: true,
    exceptionBreakpointFilters: [{ filter: ERRORS, label: say({ en: 'Errors', ko: '오류' }), default: false }],
  };
}

function described({ id, name, path, label, line, column, isCell }: Frame): object {
  return { id, name, source: { name: label, path }, line, column, ...(isCell ? {} : { presentationHint: 'normal' }) };
}

function frameIn(args: Arguments, name: string, debug: Debugger): Frame | undefined {
  const id = args.numberOr(name, 0);
  return id === 0 ? undefined : debug.frame(id);
}

async function contentOf(path: string, debug: Debugger): Promise<string> {
  const text = debug.sources.textOf(path);
  if (text !== undefined) return text;
  const files = debug.isAttached ? ((await debug.variables.run('files()')) as string[]) : [];
  if (files.includes(path)) return readFile(path, 'utf8');
  throw new RequestError({
    en: `source: no cell and no file of this notebook has the path ${JSON.stringify(path)}.`,
    ko: `source: 경로가 ${JSON.stringify(path)}인 셀이나 파일이 이 노트북에 없습니다.`,
  });
}

function mustBeName(name: string): void {
  if (/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)) return;
  throw new RequestError({
    en: `copyToGlobals: ${JSON.stringify(name)} is no name of a variable.`,
    ko: `copyToGlobals: ${JSON.stringify(name)}은(는) 변수 이름이 아닙니다.`,
  });
}

async function done(action: Promise<void>): Promise<undefined> {
  await action;
  return undefined;
}
