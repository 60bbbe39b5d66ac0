/**
 * @file Where an explorer on a page has its numbers from: the page itself (`PageSource`: pictures, weights and maps that lie in the
 * notebook, and a plain forward pass), or the kernel (`KernelSource`).
 */
import { explain, type Explained } from '../../../src/plot/pictures/explore/explain.ts';
import { answerOf, type Answer, type Explored, type Question } from '../../../src/plot/pictures/explore/explored.ts';
import { MOST_WORK, canCompute, compute, workOf } from '../../../src/plot/pictures/explore/forward.ts';
import { mapOf, rangeOf, type MapPicture, type Range } from '../../../src/plot/pictures/explore/maps.ts';
import { unpack } from '../../../src/plot/pictures/explore/packed.ts';
import { mapWeights, weightsOf, type Place, type Tensor, type Use } from '../../../src/plot/pictures/explore/uses.ts';

/** A picture by its place in the batch, or its numbers, for each input of the network. */
export type Wanted = number | readonly Float32Array[];

/** What is known once a picture is through the network. */
export interface Shown {
  readonly inputs: readonly Float32Array[];
  readonly ranges: readonly Range[];
}

/** Answers about a network and the picture that was shown last. */
export interface Source {
  readonly isLive: boolean;
  /** Whether it can compute other pictures than those it has. */
  readonly canDraw: boolean;
  /** Pictures that can be shown, by their places in the batch. */
  readonly places: readonly number[];
  show(wanted: Wanted): Promise<Shown>;
  /** Maps of a use, at most `most` cells high and wide; undefined: not there. */
  maps(use: number, channels: readonly number[], most: number): Promise<(MapPicture | undefined)[]>;
  /** The value at a place taken apart; undefined: that needs the kernel. */
  explain(use: number, place: Place): Promise<Explained | undefined>;
}

/** What lies in the notebook. */
export class PageSource implements Source {
  readonly isLive = false;
  readonly canDraw: boolean;
  readonly places: readonly number[];
  private readonly explored: Explored;
  private readonly uses: readonly Use[];
  private results: (Tensor | undefined)[] = [];

  constructor(explored: Explored) {
    this.explored = explored;
    this.canDraw = explored.computes;
    // Without a forward pass only the first picture's maps are there.
    this.places = explored.computes ? explored.places : explored.places.slice(0, 1);
    const weights = floatsOf(explored.weights);
    this.uses = explored.uses.map((use) => ({
      ...use,
      arithmetic:
        use.arithmetic === null || use.arithmetic === 'input'
          ? use.arithmetic
          : mapWeights(use.arithmetic, ({ shape, at }) => {
              const size = shape.reduce((a, b) => a * b, 1);
              return { shape, data: at < 0 ? new Float32Array(0) : weights.subarray(at, at + size) };
            }),
    }));
  }

  async show(wanted: Wanted): Promise<Shown> {
    const { explored, uses } = this;
    const inputs =
      typeof wanted === 'number' ? explored.pictures[explored.places.indexOf(wanted)]?.map(unpack) : wanted;
    this.results = (inputs ?? []).map((data, i) => ({ shape: uses[i]!.shape, data }));
    let work = 0;
    uses.forEach((use, i) => {
      const inputs = use.from.map((from) => this.results[from]);
      if (this.results[i] || !canCompute(use) || !this.hasWeights(i) || inputs.includes(undefined)) return;
      work += workOf(use);
      if (work <= MOST_WORK) this.results[i] = compute(use, inputs as Tensor[]);
    });
    explored.outputs.forEach((output, i) => {
      const scores = explored.scores[i];
      if (scores) this.results[output] ??= { shape: uses[output]!.shape, data: unpack(scores) };
    });
    const ranges = explored.ranges.map(([low, high, broken], i) => {
      const result = this.results[i];
      return result ? rangeOf(result.data) : { low, high, broken };
    });
    return { inputs: inputs ?? [], ranges };
  }

  private hasWeights(use: number): boolean {
    const { arithmetic } = this.uses[use]!;
    if (arithmetic === null || arithmetic === 'input') return true;
    return weightsOf(arithmetic).every(({ data }) => data.length > 0);
  }

  async maps(use: number, channels: readonly number[], most: number): Promise<(MapPicture | undefined)[]> {
    const result = this.results[use];
    if (result) return channels.map((channel) => mapOf(result, channel, most));
    const still = this.explored.still[use] ?? [];
    const [low, high] = this.explored.ranges[use]!;
    return channels.map((channel) => {
      const map = still[channel];
      if (!map) return undefined;
      const data = Float32Array.from(bytesOf(map.bytes), (byte) => (byte === 255 ? NaN : low + (byte / 254) * (high - low))); // prettier-ignore
      return { ...map, data };
    });
  }

  async explain(use: number, place: Place): Promise<Explained | undefined> {
    const { arithmetic, from, shape } = this.uses[use]!;
    const inputs = from.map((each) => this.results[each]);
    if (arithmetic === 'input') return explain(this.uses[use]!, [], place, this.results[use]!);
    if (!this.hasWeights(use) || inputs.some((input) => input === undefined)) return undefined;
    const result = this.results[use];
    if (!result && arithmetic === null) return undefined;
    // Without the result its value follows from the parts.
    const made = explain(this.uses[use]!, inputs as Tensor[], place, result ?? { shape, data: new Float32Array(0) });
    return result || made.curve !== null ? made : { ...made, value: made.sum ?? NaN };
  }
}

/** A line to the kernel. */
export interface Line {
  send(data: object, buffers?: readonly ArrayBuffer[]): void;
  onMessage: (data: unknown, buffers: readonly DataView[]) => void;
  onClose: () => void;
}

/** The kernel, asked over a comm. */
export class KernelSource implements Source {
  readonly isLive = true;
  readonly canDraw = true;
  readonly places: readonly number[];
  private readonly line: Line;
  private readonly waiting = new Map<number, (answer: Answer, buffers: readonly DataView[]) => void>();
  private last = 0;

  constructor(line: Line, total: number) {
    this.line = line;
    this.places = Array.from({ length: total }, (_, i) => i);
    line.onMessage = (data, buffers) => {
      const answer = answerOf((data as { text: string }).text);
      if (answer.ask === null) return;
      const settle = this.waiting.get(answer.ask);
      this.waiting.delete(answer.ask);
      settle?.(answer, buffers);
    };
  }

  /** Ends what waits: the kernel is gone. */
  close(text: string): void {
    for (const [ask, settle] of this.waiting) settle({ ask, error: text }, []);
    this.waiting.clear();
  }

  async show(wanted: Wanted): Promise<Shown> {
    const { answer, buffers } = await (typeof wanted === 'number'
      ? this.ask({ do: 'show', picture: wanted })
      : this.ask({ do: 'draw' }, wanted.map((data) => data.slice().buffer))); // prettier-ignore
    const { ranges } = answer as Extract<Answer, { ranges: unknown }>;
    return {
      inputs: buffers.map(floatsIn),
      ranges: ranges.map(([low, high, broken]) => ({ low, high, broken })),
    };
  }

  async maps(use: number, channels: readonly number[], most: number): Promise<(MapPicture | undefined)[]> {
    const { answer, buffers } = await this.ask({ do: 'maps', use, channels, most });
    return (answer as Extract<Answer, { maps: unknown }>).maps.map((map, i) => ({
      ...map,
      data: floatsIn(buffers[i]!),
    }));
  }

  async explain(use: number, place: Place): Promise<Explained | undefined> {
    const { answer } = await this.ask({ do: 'explain', use, place });
    return (answer as Extract<Answer, { explained: unknown }>).explained;
  }

  private ask(
    question: Question extends infer Q ? (Q extends Question ? Omit<Q, 'ask'> : never) : never,
    buffers: readonly ArrayBuffer[] = [],
  ): Promise<{ answer: Answer; buffers: readonly DataView[] }> {
    const ask = ++this.last;
    return new Promise((resolve, reject) => {
      this.waiting.set(ask, (answer, got) => {
        if ('error' in answer) reject(new Error(answer.error));
        else resolve({ answer, buffers: got });
      });
      this.line.send({ ...question, ask }, buffers);
    });
  }
}

function floatsIn(view: DataView): Float32Array {
  return new Float32Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength) as ArrayBuffer);
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

function floatsOf(text: string): Float32Array {
  return new Float32Array(bytesOf(text).buffer);
}
