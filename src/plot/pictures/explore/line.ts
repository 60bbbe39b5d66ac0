/**
 * @file What the kernel answers to the pages that show an explorer. Each page has a comm of its own, opened with the explorer's id, and
 * with it a picture of its own; questions and answers stand in `explored.ts`. A question that cannot be answered gets an error as its
 * answer: the page says it, and the cell's output stays as it is.
 */
import { describe, isPlainObject } from '../../../arguments/index.ts';
import { notebookHost, type Comm, type CommReceived } from '../../../display/index.ts';
import { IndexError, KernelabError, ShapeError, ValueError, say, shapeText } from '../../../errors/index.ts';
import { explain } from './explain.ts';
import { target, textOf, type Answer } from './explored.ts';
import { isVector, mapOf, rangeOf } from './maps.ts';
import type { Network } from './network.ts';
import { gridOf, sizeOf, type Place, type Tensor, type Use } from './uses.ts';

/** An answer with the numbers beside it. */
export interface Answered {
  readonly answer: Answer;
  readonly buffers: readonly Uint8Array[];
}

/** So many explorers answer, the newest ones: each keeps its model and its pictures. */
const MOST = 20;
const networks = new Map<string, Network>();
let answering: ReturnType<typeof notebookHost>;

/** Lets pages ask about a network. Without a notebook nobody does. */
export function answerPages(id: string, network: Network): void {
  const host = notebookHost();
  if (!host?.onCommOpen) return;
  networks.set(id, network);
  if (networks.size > MOST) networks.delete(networks.keys().next().value!);
  if (answering === host) return;
  answering = host;
  host.onCommOpen(target, (comm, { data }) => {
    const asked = networks.get(String(data['id']));
    // An explorer of an earlier kernel, or one too many: the page shows what lies in the notebook.
    if (!asked) return comm.close();
    serve(comm, asked);
  });
}

function serve(comm: Comm, network: Network): void {
  const page = new PageLine(network);
  comm.onMessage((message: CommReceived) => {
    const { answer, buffers } = page.hear(message.data, message.buffers);
    comm.send({ text: textOf(answer) }, { buffers });
  });
  comm.send({ text: textOf({ ask: 0, ranges: [] }) });
}

/** One page: the picture it looks at, and answers about it. */
export class PageLine {
  readonly #network: Network;
  #results: readonly Tensor[] | undefined;

  constructor(network: Network) {
    this.#network = network;
  }

  /** The answer to a question; whatever is wrong with it is an answer too. */
  hear(question: unknown, buffers: readonly Uint8Array[]): Answered {
    const asked: Record<string, unknown> = isPlainObject(question) ? question : {};
    const ask = typeof asked['ask'] === 'number' ? asked['ask'] : null;
    try {
      return this.#answer(asked, ask ?? refuse('ask', asked['ask']), buffers);
    } catch (error) {
      const text = error instanceof KernelabError ? error.message : String(error);
      return { answer: { ask, error: text }, buffers: [] };
    }
  }

  #answer(asked: Record<string, unknown>, ask: number, buffers: readonly Uint8Array[]): Answered {
    switch (asked['do']) {
      case 'show': {
        const { total } = this.#network;
        return this.#shown(ask, this.#network.sample(whole('picture', asked['picture'], total)));
      }
      case 'draw':
        return this.#shown(ask, this.#drawn(buffers));
      case 'maps': {
        const result = this.#resultOf(asked['use']);
        const most = whole('most', asked['most'], 4097);
        const channels = isVector(result.shape) ? 1 : gridOf(result.shape)[2];
        const list = Array.isArray(asked['channels']) ? (asked['channels'] as unknown[]) : refuse('channels', asked['channels']); // prettier-ignore
        const maps = list.map((channel) => mapOf(result, whole('channels', channel, channels), Math.max(1, most)));
        const shapes = maps.map(({ rows, columns, step }) => ({ rows, columns, step }));
        return { answer: { ask, maps: shapes }, buffers: maps.map(({ data }) => bytesOf(data)) };
      }
      case 'explain': {
        const result = this.#resultOf(asked['use']);
        const use = this.#network.uses[asked['use'] as number]!;
        const place = placeIn(use, asked['place']);
        const inputs = use.from.map((from) => this.#current[from]!);
        return { answer: { ask, explained: explain(use, inputs, place, result) }, buffers: [] };
      }
      default:
        return refuse('do', asked['do']);
    }
  }

  get #current(): readonly Tensor[] {
    return (this.#results ??= this.#network.run(this.#network.sample(0)));
  }

  #resultOf(use: unknown): Tensor {
    return this.#current[whole('use', use, this.#network.uses.length)]!;
  }

  #shown(ask: number, sample: Float32Array[]): Answered {
    this.#results = this.#network.run(sample);
    const ranges = this.#results.map(({ data }) => {
      const { low, high, broken } = rangeOf(data);
      return [low, high, broken] as const;
    });
    return { answer: { ask, ranges }, buffers: sample.map(bytesOf) };
  }

  /** What a page drew: the numbers of each input. */
  #drawn(buffers: readonly Uint8Array[]): Float32Array[] {
    const { inputs } = this.#network;
    const sizes = inputs.map(({ shape }) => 4 * sizeOf(shape));
    if (buffers.length !== inputs.length || buffers.some((bytes, i) => bytes.byteLength !== sizes[i])) {
      const wanted = inputs.map(({ shape }) => shapeText(shape)).join(', ');
      throw new ShapeError({
        who,
        rule: { en: `a drawn picture has shape ${wanted}`, ko: `그린 그림의 모양은 ${wanted}입니다` },
        received: say({
          en: `buffers of ${buffers.map((bytes) => bytes.byteLength).join(', ')} bytes`,
          ko: `${buffers.map((bytes) => bytes.byteLength).join(', ')}바이트 버퍼`,
        }),
      });
    }
    return buffers.map((bytes) => new Float32Array(bytes.slice().buffer));
  }
}

const who = 'plot.explore';

function bytesOf(data: Float32Array): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

function placeIn({ shape }: Use, given: unknown): Place {
  const grid = gridOf(shape);
  if (!Array.isArray(given) || given.length !== 3) return refuse('place', given);
  return grid.map((n, axis) => whole('place', given[axis], n)) as unknown as Place;
}

function whole(name: string, value: unknown, below: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < below) return value;
  throw new IndexError({
    who,
    rule: { en: `${name} is a whole number below ${below}`, ko: `${name}은(는) ${below}보다 작은 정수입니다` },
    received: `${name} ${describe(value)}`,
  });
}

function refuse(name: string, value: unknown): never {
  throw new ValueError({
    who,
    rule: {
      en: 'a message says ask (a number) and do: show, draw, maps or explain',
      ko: '메시지에는 ask(번호)와 do(show, draw, maps, explain 가운데 하나)가 있어야 합니다',
    },
    received: `${name} ${describe(value)}`,
  });
}
